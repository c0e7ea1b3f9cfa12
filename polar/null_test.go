package polar

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// numbers holds one field of each kind that Polar sends.
type numbers struct {
	Count    Null[int]           `json:"count"`
	ID       Null[int64]         `json:"id"`
	Measure  Null[float64]       `json:"measure"`
	Flag     Null[bool]          `json:"flag"`
	Duration Null[time.Duration] `json:"duration"`
	Clock    Null[Clock]         `json:"clock"`
}

func TestNull(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		json string
		want numbers
	}{
		"absent":             {`{}`, numbers{}},
		"null":               {`{"count":null,"id":null,"measure":null,"flag":null,"duration":null,"clock":null}`, numbers{}},
		"words for no value": {`{"count":"UNKNOWN","id":"","measure":"NOT_AVAILABLE","duration":"","flag":"UNKNOWN"}`, numbers{}},
		"quoted NaN":         {`{"measure":"NaN","count":"NaN"}`, numbers{}},
		"plain": {`{"count":3,"id":1937529874123456789,"measure":2.5,"flag":true,"duration":"PT2M2S","clock":"00:41"}`, numbers{
			Count: some(3), ID: some(int64(1937529874123456789)), Measure: some(2.5), Flag: some(true),
			Duration: some(122 * time.Second), Clock: some(Clock(41 * time.Minute)),
		}},
		"zeros are values":   {`{"count":0,"measure":0.0,"flag":false,"duration":"PT0S","clock":"00:00:00"}`, numbers{Count: some(0), Measure: some(0.0), Flag: some(false), Duration: some(time.Duration(0)), Clock: some(Clock(0))}},
		"sentinels are kept": {`{"count":-1,"measure":-1.0}`, numbers{Count: some(-1), Measure: some(-1.0)}},
		"numeric strings":    {`{"count":"3","id":"475","measure":"-2.5","flag":"true"}`, numbers{Count: some(3), ID: some(int64(475)), Measure: some(-2.5), Flag: some(true)}},
		"float for integer":  {`{"count":80.0,"id":4.75e2}`, numbers{Count: some(80), ID: some(int64(475))}},
		"fraction is rounded": {`{"count":80.5,"id":-2.5,"measure":80.5}`, numbers{
			Count: some(81), ID: some(int64(-3)), Measure: some(80.5),
		}},
		"integer for float": {`{"measure":56}`, numbers{Measure: some(56.0)}},
		"float noise":       {`{"measure":0.10000000149011612}`, numbers{Measure: some(0.10000000149011612)}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got numbers
			if err := json.Unmarshal([]byte(test.json), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.json, diff)
			}
		})
	}
}

func TestNullRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"object":             `{"count":{"x":1}}`,
		"array":              `{"measure":[1]}`,
		"word":               `{"count":"many"}`,
		"boolean for number": `{"measure":true}`,
		"number for flag":    `{"flag":7}`,
		"infinite":           `{"measure":"Inf"}`,
		"too large float":    `{"measure":1e999}`,
		"too large integer":  `{"id":9223372036854775808}`,
		"seconds":            `{"duration":28800}`,
		"impossible clock":   `{"clock":"25:00"}`,
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got numbers
			if err := json.Unmarshal([]byte(text), &got); err == nil {
				t.Errorf("%s was read as %+v", text, got)
			}
		})
	}
}

func TestNullPtr(t *testing.T) {
	t.Parallel()
	if got := (Null[int]{}).Ptr(); got != nil {
		t.Errorf("pointer to a missing value is %v", *got)
	}
	if got := some(7).Ptr(); got == nil || *got != 7 {
		t.Errorf("Ptr() = %v, want a pointer to 7", got)
	}
}

// some returns a value that is there.
func some[T Scalar](v T) Null[T] { return Null[T]{V: v, Valid: true} }
