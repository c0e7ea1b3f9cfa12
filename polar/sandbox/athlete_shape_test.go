package sandbox

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// athleteRecordings is where recorded answers of the live service lie, if they do.
const athleteRecordings = "../../../shared/polar/payloads/real"

// TestAthleteKeysAreThoseOfTheLiveService compares the keys of elements, and their order, with recorded
// ones.
func TestAthleteKeysAreThoseOfTheLiveService(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 1, Today: "2026-05-14", Days: 30, UserID: 475})
	for _, c := range []struct {
		kind Kind
		file string
		list bool     // whether the file holds a list of elements
		more []string // keys that the recording was not asked for
	}{
		{KindExercise, "polar-exercise-running-real-axs192.json", false, []string{"route"}},
		{KindSleep, "polar-sleep-real-axs192.json", false, nil},
		{KindNightlyRecharge, "polar-nightly-recharge-real-axs192.json", false, nil},
		{KindContinuousHeartRate, "polar-continuous-heart-rate-2025-07-01-real-jabrena.json", false, nil},
		{KindCardioLoad, "polar-cardio-load-not-available-real-stumason.json", true, nil},
		{KindActivity, "polar-activities-with-zones-real-axs192.json", true, nil},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			recorded, err := os.ReadFile(filepath.Join(athleteRecordings, c.file))
			if os.IsNotExist(err) {
				t.Skip("no recordings here")
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.list {
				recorded = firstElement(t, recorded)
			}
			got := slices.DeleteFunc(keysOf(t, runOrFirst(t, ofKind(records, c.kind)).JSON), func(k string) bool {
				return slices.Contains(c.more, k)
			})
			if diff := cmp.Diff(keysOf(t, recorded), got); diff != "" {
				t.Errorf("keys of %s (-recorded +got):\n%s", c.kind, diff)
			}
		})
	}
}

// runOrFirst is the first run among exercises, and the first record of any other kind.
func runOrFirst(t *testing.T, records []Record) Record {
	t.Helper()
	for _, r := range records {
		if r.Kind != KindExercise || bytes.Contains(r.JSON, []byte(`"running_index"`)) {
			return r
		}
	}
	t.Fatal("no record")
	return Record{}
}

// firstElement is the first element of an array.
func firstElement(t *testing.T, array []byte) []byte {
	t.Helper()
	var elements []json.RawMessage
	if err := json.Unmarshal(array, &elements); err != nil || len(elements) == 0 {
		t.Fatalf("recording is no array: %v", err)
	}
	return elements[0]
}

// keysOf lists the keys of an object in their order.
func keysOf(t *testing.T, object []byte) []string {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(object))
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key.(string))
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}
