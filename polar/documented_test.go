package polar

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDocumentedAnswers reads every documentation example of the resources that are used, and demands
// that every field in it has a place in the wire type and arrived there.
func TestDocumentedAnswers(t *testing.T) {
	t.Parallel()
	var day Date
	tests := map[string]firstRecord{
		"get-exercises":                           first((*UserClient).Exercises),
		"get-exercises-by-exerciseid":             first((*UserClient).Exercises),
		"get-users-activities":                    first((*UserClient).Activities, day, day),
		"get-users-activities-by-date":            first((*UserClient).Activity, day),
		"get-users-activities-range":              first((*UserClient).Activities, day, day),
		"get-users-activities-samples":            first((*UserClient).ActivitySamples, day, day),
		"get-users-activities-samples-by-date":    first((*UserClient).ActivitySamples, day, day),
		"get-users-activities-samples-range":      first((*UserClient).ActivitySamples, day, day),
		"get-users-biosensing-bodytemperature":    first((*UserClient).BodyTemperatures, day, day),
		"get-users-biosensing-ecg":                first((*UserClient).ECGTests, day, day),
		"get-users-biosensing-skintemperature":    first((*UserClient).SkinTemperatures, day, day),
		"get-users-biosensing-spo2":               first((*UserClient).Spo2Tests, day, day),
		"get-users-cardio-load":                   first((*UserClient).CardioLoads, day, day),
		"get-users-cardio-load-date":              first((*UserClient).CardioLoads, day, day),
		"get-users-continuous-heart-rate":         first((*UserClient).ContinuousHeartRates, day, day),
		"get-users-nightly-recharge":              first((*UserClient).NightlyRecharges),
		"get-users-nightly-recharge-by-date":      first((*UserClient).NightlyRecharge, day),
		"get-users-sleep":                         first((*UserClient).SleepNights),
		"get-users-sleep-by-date":                 first((*UserClient).Sleep, day),
		"get-users-sleep-available":               first((*UserClient).AvailableSleep),
		"get-users-sleepwise-alertness":           first((*UserClient).Alertness, day, day),
		"get-users-sleepwise-alertness-date":      first((*UserClient).Alertness, day, day),
		"get-users-sleepwise-circadian-bedtime":   first((*UserClient).CircadianBedtimes, day, day),
		"get-users-continuous-heart-rate-by-date": first((*UserClient).ContinuousHeartRate, day),
	}
	for name, call := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			value, raw, err := call(t.Context(), recording(t, "docs/polar-"+name+"-200-docs.json"))
			if value == nil || err != nil {
				t.Fatalf("no readable record, error %v", err)
			}
			if diff := cmp.Diff(keysOf(raw), fieldsOf(value)); diff != "" {
				t.Errorf("fields that were sent and fields that are filled (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDocumentedPhysicalInfo(t *testing.T) {
	t.Parallel()
	client := recording(t, "docs/polar-schema-physical-info-openapi.json")
	value, raw, err := first((*UserClient).PhysicalInfo)(t.Context(), client)
	if value == nil || err != nil {
		t.Fatalf("no readable record, error %v", err)
	}
	if diff := cmp.Diff(keysOf(raw), fieldsOf(value)); diff != "" {
		t.Errorf("fields that were sent and fields that are filled (-want +got):\n%s", diff)
	}
}

// firstRecord performs a call and returns the first record of its answer with its bytes, or nil.
type firstRecord func(context.Context, *UserClient) (value any, raw json.RawMessage, err error)

// first makes a firstRecord of a list method and its arguments but the context.
func first(method any, args ...any) firstRecord {
	return func(ctx context.Context, u *UserClient) (any, json.RawMessage, error) {
		in := []reflect.Value{reflect.ValueOf(u), reflect.ValueOf(ctx)}
		for _, arg := range args {
			in = append(in, reflect.ValueOf(arg))
		}
		out := reflect.ValueOf(method).Call(in)
		err, _ := out[1].Interface().(error)
		items := out[0].FieldByName("Items")
		if items.Len() == 0 {
			return nil, nil, err
		}
		item := items.Index(0)
		return item.FieldByName("Value").Interface(), item.FieldByName("Raw").Bytes(), err
	}
}

// keysOf lists the keys of an object in the style of the struct tags.
func keysOf(raw json.RawMessage) []string {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		return []string{err.Error()}
	}
	var keys []string
	for key := range maps.Keys(members) {
		keys = append(keys, strings.ReplaceAll(key, "-", "_"))
	}
	slices.Sort(keys)
	return keys
}

// fieldsOf lists the JSON names of the fields of a struct that are not zero.
func fieldsOf(value any) []string {
	var keys []string
	v := reflect.ValueOf(value)
	for i := range v.NumField() {
		if !v.Field(i).IsZero() {
			keys = append(keys, v.Type().Field(i).Tag.Get("json"))
		}
	}
	slices.Sort(keys)
	return keys
}
