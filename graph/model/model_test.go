package model_test

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/graph/model"
)

func TestIDs(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text   string
		want   model.ID
		number int
		ok     bool
	}{
		"a row":        {model.NewID("Sleep", 12).String(), model.ID{Type: "Sleep", Key: "12"}, 12, true},
		"a day":        {(&model.Day{UserID: 7, Date: "2026-01-31"}).ID(), model.ID{Type: "Day", Key: "7:2026-01-31"}, 0, true},
		"no base64":    {"%%%", model.ID{}, 0, false},
		"no colon":     {"U2xlZXA", model.ID{}, 0, false},
		"leading zero": {"U2xlZXA6MDE", model.ID{Type: "Sleep", Key: "01"}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := model.ParseID(test.text)
			if ok != test.ok || ok && got != test.want {
				t.Errorf("got %v, %v", got, ok)
			}
			if n, isNumber := got.Number(); isNumber != (test.number == 12) || isNumber && n != test.number {
				t.Errorf("number %d, %v", n, isNumber)
			}
		})
	}
}

// What comes in is read or refused with an Error, whatever form it has.
func TestScalarsIn(t *testing.T) {
	t.Parallel()
	date := func(v any) (any, error) { return model.UnmarshalDate(v) }
	number := func(v any) (any, error) { return model.UnmarshalInt(v) }
	float := func(v any) (any, error) { return model.UnmarshalFloat(v) }
	instant := func(v any) (any, error) { return model.UnmarshalDateTime(v) }
	for name, test := range map[string]struct {
		read func(any) (any, error)
		in   any
		want any // nil for an Error
	}{
		"date":            {date, "2024-02-29", "2024-02-29"},
		"no leap year":    {date, "2026-02-29", nil},
		"date and time":   {date, "2026-02-28T00:00:00Z", nil},
		"date, a number":  {date, 20260228, nil},
		"int":             {number, json.Number("7"), 7},
		"literal int":     {number, int64(7), 7},
		"int as float":    {number, 7.0, 7},
		"half an int":     {number, 7.5, nil},
		"33 bits":         {number, json.Number("4294967296"), nil},
		"int, text":       {number, "7", nil},
		"float":           {float, json.Number("7.25"), 7.25},
		"literal float":   {float, int64(7), 7.0},
		"float, text":     {float, "x", nil},
		"instant":         {instant, "2026-01-31T07:00:00.5Z", time.Date(2026, 1, 31, 7, 0, 0, 5e8, time.UTC)},
		"without offset":  {instant, "2026-01-31T07:00:00", nil},
		"instant, number": {instant, 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := test.read(test.in)
			if test.want == nil {
				if _, ok := err.(*model.Error); !ok { //nolint:errorlint // it must be the error itself
					t.Errorf("got %v, %v", got, err)
				}
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
		})
	}
}

func TestScalarsOut(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ got, want string }{
		"whole":          {text(t, 80), "80"},
		"fraction":       {text(t, 0.1), "0.1"},
		"tiny":           {text(t, 1e-7), "0.0000001"},
		"not a number":   {text(t, math.NaN()), "null"},
		"infinite":       {text(t, math.Inf(1)), "null"},
		"instant":        {text(t, time.Date(2026, 1, 31, 7, 0, 0, 0, time.FixedZone("", 7200))), `"2026-01-31T07:00:00+02:00"`},
		"milliseconds":   {text(t, time.Date(2026, 1, 31, 7, 0, 0, 675_123_456, time.UTC)), `"2026-01-31T07:00:00.675Z"`},
		"half-hour zone": {text(t, time.Date(2026, 1, 31, 7, 0, 0, 0, time.FixedZone("", -12600))), `"2026-01-31T07:00:00-03:30"`},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", name, test.got, test.want)
		}
	}
}

// text returns what a scalar is written as.
func text(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	switch v := v.(type) {
	case int:
		model.MarshalFloat(float64(v)).MarshalGQL(&b)
	case float64:
		model.MarshalFloat(v).MarshalGQL(&b)
	case time.Time:
		model.MarshalDateTime(v).MarshalGQL(&b)
	}
	return b.String()
}
