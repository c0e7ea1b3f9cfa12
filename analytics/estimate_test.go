package analytics

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEstimateJSON(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		estimate Estimate
		want     string
	}{
		"a value":          {estimate("m", 0.1, 20, 60), `{"value":0.1,"n":20,"window":60,"method":"m","confidence":"LOW"}`},
		"with an interval": {estimate("m", 0, 50, 60).within(-1, 1, 0.9), `{"value":0,"low":-1,"high":1,"level":0.9,"n":50,"window":60,"method":"m","confidence":"HIGH"}`},
		"none":             {none("m", TooFewDays, 3, 60), `{"n":3,"window":60,"method":"m","confidence":"NONE","reason":"TOO_FEW_DAYS"}`},
	} {
		text, err := json.Marshal(c.estimate)
		if err != nil || string(text) != c.want {
			t.Errorf("%s: %s %v", name, text, err)
		}
		var got Estimate
		if err := json.Unmarshal(text, &got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.estimate, got, exactly); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestConfidence(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]Confidence{14: LowConfidence, 20: LowConfidence, 21: MediumConfidence, 44: MediumConfidence, 45: HighConfidence, 60: HighConfidence} {
		if got := confidence(n, 60); got != want {
			t.Errorf("%d of 60: %s, want %s", n, got, want)
		}
	}
}

// Whole days come back from JSON, as they are stored.
func TestDaysJSON(t *testing.T) {
	t.Parallel()
	for _, r := range madeOf(newAthlete(6, true, 150)).history().Days(day0+140, day0+160, Settings{}) {
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var got DayResult
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, got, exactly); diff != "" {
			t.Errorf("%v: %s", r.Day, diff)
		}
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	r := madeOf(newAthlete(6, true)).history().Days(day0+300, day0+300, Settings{})[0]
	names := Metrics()
	if len(names) != len(r.Estimates()) {
		t.Fatal(len(names), len(r.Estimates()))
	}
	seen := make(map[Metric]bool)
	for i, m := range names {
		got, ok := r.Estimate(m)
		if diff := cmp.Diff(r.Estimates()[i], got, exactly); diff != "" || !ok || seen[m] {
			t.Errorf("%s: %s", m, diff)
		}
		seen[m] = true
	}
	for m, want := range map[Metric]Estimate{
		"HRV": r.Baseline(HRV).Value, "HEART_RATE_DEVIATION": r.Baseline(HeartRate).Deviation, "READINESS": r.Readiness.Score,
		"LOAD_STRAIN": r.Week.Strain, "SLEEP_DEBT": r.Debt.Window,
	} {
		if got, ok := r.Estimate(m); !ok || !cmp.Equal(want, got, exactly) {
			t.Errorf("%s: %+v, want %+v", m, got, want)
		}
	}
	if _, ok := r.Estimate("NOTHING"); ok {
		t.Error("there is a metric that is not")
	}
}
