package analytics

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// nightOf returns a night that ends on a day, from one hour to another of that day; hours below 0 are on the day
// before.
func nightOf(d Day, from, to float64) Night {
	start := d.midnight() + Wall(from*3600)
	end := d.midnight() + Wall(to*3600)
	return Night{Day: d, Start: start, End: end, Hours: to - from}
}

func TestSleepDebtVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Sleep       []float64 `json:"sleep_h_oldest_first"`
		Need        float64   `json:"need_h"`
		Definitions struct {
			Sum   struct{ Value float64 }    `json:"D1_sum14_signed"`
			Leaky struct{ Series []float64 } `json:"D4_leaky_tau4"`
		}
	}
	vector(t, "sleep_debt.json", &v)
	need := SleepNeed(Series{}, day0, FreeDays{}, v.Need, 8)
	got := Debt(from(v.Sleep...), day0+13, need)
	if diff := cmp.Diff([]float64{v.Definitions.Sum.Value, v.Definitions.Leaky.Series[13]}, []float64{got.Window.Value, got.Trend.Value}, near(1e-9)); diff != "" {
		t.Error(diff)
	}
	var owed, trend []float64
	for _, slept := range v.Sleep {
		owed = append(owed, v.Need-slept)
		trend = append(trend, fading(owed))
	}
	if diff := cmp.Diff(v.Definitions.Leaky.Series, trend, near(1e-9)); diff != "" {
		t.Error(diff)
	}
}

func TestDebt(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	seven := slices.Repeat([]float64{7}, 14)
	gaps := func(n int) []float64 {
		return append(slices.Repeat([]float64{7}, 14-n), slices.Repeat([]float64{nan}, n)...)
	}
	for name, c := range map[string]struct {
		sleep []float64
		want  Estimate
	}{
		"an hour a night":         {seven, estimate("", 14, 14, 14)},
		"missing nights as usual": {gaps(4), estimate("", 14, 10, 14)},
		"too many are missing":    {gaps(5), none("", TooFewDays, 9, 14)},
		"no debt below zero":      {slices.Repeat([]float64{9}, 14), estimate("", 0, 14, 14)},
		"nothing":                 {nil, none("", TooFewDays, 0, 14)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Debt(from(c.sleep...), day0+13, estimate("", 8, 1, 1)).Window
			got.Method = ""
			if diff := cmp.Diff(c.want, got, near(1e-9)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSleepNeed(t *testing.T) {
	t.Parallel()
	week := []float64{7, 7, 7, 7, 7, 9, 9} // Monday to Sunday
	quarter := slices.Repeat(week, 13)
	for name, c := range map[string]struct {
		sleep     []float64
		goal      float64
		free      FreeDays
		want      float64
		n         int
		intervals bool
	}{
		"a goal":                    {quarter, 7.5, FreeDays{}, 7.5, 1, false},
		"nothing known":             {nil, 0, FreeDays{}, 8, 0, false},
		"free days, drawn to 8":     {quarter, 0, FreeDays{}, (9*26 + 8*10.0) / 36, 26, true},
		"days of work are not free": {quarter, 0, FreeDays{time.Wednesday: true}, (7*13 + 8*10.0) / 23, 13, true},
		"a single weekend":          {week, 0, FreeDays{}, (9*2 + 8*10.0) / 12, 2, false},
		"never above 9.5":           {slices.Repeat([]float64{14}, 91), 0, FreeDays{}, 9.5, 26, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := SleepNeed(from(c.sleep...), day0+90, c.free, c.goal, 8)
			if diff := cmp.Diff(c.want, got.Value, near(1e-9)); diff != "" || got.N != c.n {
				t.Errorf("%+v %s", got, diff)
			}
			if low, _ := got.Interval(); (low != nil) != c.intervals {
				t.Errorf("%+v", got)
			}
		})
	}
	for age, want := range map[int]float64{0: 8, 12: 10, 16: 9, 30: 8, 70: 7.5} {
		if got := DefaultSleepNeed(age); got != want {
			t.Errorf("at %d: %v", age, got)
		}
	}
}

func TestBootstrappedMedian(t *testing.T) {
	t.Parallel()
	// Of 21 values a resample's median is at most the 6th smallest with a probability of 1.8 %, the 7th with 5.6 %,
	// the 14th with 94.4 % and the 15th with 98.1 %.
	values := make([]float64, 21)
	for i := range values {
		values[i] = float64(i + 1)
	}
	low, high := bootstrappedMedian(values)
	if diff := cmp.Diff([]float64{7, 15}, []float64{low, high}, near(1e-9)); diff != "" {
		t.Error(diff)
	}
}

func TestRegularityVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cases []struct {
			Name         string
			Transitions  [][2]any     `json:"transitions_state_unix"`
			SRI          float64      `json:"expected_sri"`
			Days         float64      `json:"expected_days_used"`
			Fractions    [][2]float64 `json:"sleep_fraction_of_day"`
			Pairs        []float64    `json:"all_pairs_computed"`
			First, Other []string
			LaterSRI     float64 `json:"sri"`
		}
	}
	vector(t, "sleep_regularity.json", &v)
	compared := 0
	for _, c := range v.Cases {
		switch {
		case c.Transitions != nil:
			slept, known := spansOf(c.Transitions)
			s := NewSleepStates(slept, known)
			var same, both int
			for d := range Day(len(s.days)) {
				a, b := s.agreement(s.first + d)
				same, both = same+a, both+b
			}
			got := []float64{sri(same, both), float64(both) / minutesPerDay}
			if diff := cmp.Diff([]float64{c.SRI, c.Days}, got, near(1e-9)); diff != "" {
				t.Errorf("%s: %s", c.Name, diff)
			}
			if e := regularity(same, both); e.Reason != TooFewDays {
				t.Errorf("%s: less than five days give %+v", c.Name, e)
			}
			compared++
		case c.Fractions != nil:
			var slept, known []Span
			for i, f := range c.Fractions {
				noon := (day0 + Day(i)).midnight() - secondsPerDay/2
				at := func(f float64) Wall { return noon + Wall(math.Round(f*secondsPerDay)) }
				slept = append(slept, Span{at(f[0]), at(f[1])})
				known = append(known, Span{at(0), at(1)})
			}
			s := NewSleepStates(slept, known)
			var got []float64
			for i := range c.Pairs {
				got = append(got, sri(s.agreement(day0+Day(i)+1)))
			}
			if diff := cmp.Diff(c.Pairs, got, near(1e-9)); diff != "" {
				t.Errorf("%s: %s", c.Name, diff)
			}
			compared++
		case c.LaterSRI != 0:
			s := Nights{nightOf(day0, -1, 6), nightOf(day0+1, -1, 7)}.States()
			if got := sri(s.agreement(day0 + 1)); math.Abs(got-c.LaterSRI) > 1e-9 {
				t.Errorf("%s: %v", c.Name, got)
			}
			compared++
		}
	}
	if compared != 3 {
		t.Error("compared only", compared)
	}
}

// spansOf returns when a person slept and when that is known, of changes of state.
func spansOf(transitions [][2]any) (slept, known []Span) {
	for i, tr := range transitions[:len(transitions)-1] {
		span := Span{Wall(tr[1].(float64)), Wall(transitions[i+1][1].(float64))}
		if _, gap := tr[0].(string); gap {
			continue
		}
		known = append(known, span)
		if tr[0].(float64) == 1 {
			slept = append(slept, span)
		}
	}
	return slept, known
}

func TestRegularity(t *testing.T) {
	t.Parallel()
	every := func(n int, from, to float64, drift float64) []Night {
		var list []Night
		for i := range n {
			list = append(list, nightOf(day0+Day(i), from+float64(i)*drift, to+float64(i)*drift))
		}
		return list
	}
	for name, c := range map[string]struct {
		nights []Night
		want   float64
		n      int
	}{
		"every night alike":           {every(28, -1, 7, 0), 100, 27},
		"an hour later each night":    {every(8, -8, 0, 1), -100 + 200*22.0/24, 7},
		"five nights have four pairs": {every(5, -1, 7, 0), math.NaN(), 4},
		"every other night":           {[]Night{nightOf(day0, -1, 7), nightOf(day0+2, -1, 7), nightOf(day0+4, -1, 7)}, math.NaN(), 0},
		"nothing":                     {nil, math.NaN(), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := NewNights(c.nights).States().Regularity(day0+27, day0+27)[0]
			if diff := cmp.Diff(c.want, got.Value, near(1e-9)); diff != "" || got.N != c.n {
				t.Errorf("%+v %s", got, diff)
			}
		})
	}
}

// To sleep by the clock through a change to summer time is regular.
func TestRegularityOverSummerTime(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	var nights []Night
	for i := range 10 {
		end := time.Date(2026, 3, 25+i, 7, 0, 0, 0, zone)
		start := time.Date(2026, 3, 24+i, 23, 0, 0, 0, zone)
		nights = append(nights, Night{Day: DayOf(end), Start: WallOf(start), End: WallOf(end), Hours: 8})
	}
	last := nights[9].Day
	if got := NewNights(nights).States().Regularity(last, last)[0]; got.Value != 100 {
		t.Errorf("%+v", got)
	}
}

func TestCircularVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Bedtimes []float64 `json:"bedtimes_h"`
		Mean     float64   `json:"mean_h"`
		Rho      float64
		SD       float64 `json:"sd_circular_h"`
	}
	vector(t, "circular_times.json", &v)
	got := v
	got.Mean, got.Rho = CircularMean(v.Bedtimes)
	got.SD = CircularSD(v.Bedtimes)
	if diff := cmp.Diff(v, got, near(1e-9)); diff != "" {
		t.Error(diff)
	}
}

func TestChronotypeVector(t *testing.T) {
	t.Parallel()
	var v struct {
		MSFsc []struct {
			MSF      string
			Work     float64 `json:"sd_w_h"`
			Free     float64 `json:"sd_f_h"`
			Days     int     `json:"wd"`
			Alarm    bool    `json:"alarm_f"`
			Expected *string
		} `json:"msf_sc"`
		Shift []struct {
			MSW, MSF string
			Expected float64
		} `json:"sjl_rel_shorter_h"`
	}
	vector(t, "chronotype_social_jetlag.json", &v)
	for _, c := range v.MSFsc {
		if c.Expected == nil {
			if !c.Alarm || chronotype(nil, nil, c.Days, c.Alarm).Reason != Undefined {
				t.Errorf("%+v", c)
			}
			continue
		}
		want, got := hourOf(t, *c.Expected), correctedMid(hourOf(t, c.MSF), c.Work, c.Free, c.Days)
		if diff := cmp.Diff(want, got, near(1e-6)); diff != "" {
			t.Errorf("%s: %s", c.MSF, diff)
		}
	}
	for _, c := range v.Shift {
		if got := HoursApart(hourOf(t, c.MSW), hourOf(t, c.MSF)); math.Abs(got-c.Expected) > 1e-9 {
			t.Errorf("%s to %s: %v", c.MSW, c.MSF, got)
		}
	}
}

// hourOf reads a time of day.
func hourOf(t *testing.T, clock string) float64 {
	t.Helper()
	if len(clock) == len("15:04") {
		clock += ":00"
	}
	at, err := time.Parse("15:04:05", clock)
	if err != nil {
		t.Fatal(err)
	}
	return at.Sub(at.Truncate(24 * time.Hour)).Hours()
}

func TestTimes(t *testing.T) {
	t.Parallel()
	// Sunday night to Thursday night 23:00 to 06:00, otherwise 01:00 to 10:00.
	var nights []Night
	for i := range Day(28) {
		n := nightOf(day0+i, -1, 6)
		if w := (day0 + i).Weekday(); w == time.Saturday || w == time.Sunday {
			n = nightOf(day0+i, 1, 10)
		}
		nights = append(nights, n)
	}
	got := NewNights(nights).Times(day0+27, FreeDays{}, false)
	// The middle is 2:30 on days of work and 5:30 on free ones, which are 9 hours against a mean of 53/7.
	want := map[string]float64{"jetlag": 3, "shift": 3, "chronotype": 5.5 - (9-53.0/7)/2}
	if diff := cmp.Diff(want, map[string]float64{"jetlag": got.SocialJetlag.Value, "shift": got.Shift.Value, "chronotype": got.Chronotype.Value}, near(1e-9)); diff != "" {
		t.Error(diff)
	}
	if !got.Assumed || !got.Onset.OK() || got.Mid.N != 28 {
		t.Errorf("%+v", got)
	}
	few := NewNights(nights[:12]).Times(day0+27, FreeDays{}, true)
	if diff := cmp.Diff([]Reason{TooFewDays, TooFewDays, TooFewDays, Undefined}, []Reason{few.Onset.Reason, few.MidSD.Reason, few.SocialJetlag.Reason, few.Chronotype.Reason}); diff != "" {
		t.Error(diff)
	}
}

func TestNewNights(t *testing.T) {
	t.Parallel()
	a, b, other := nightOf(day0, -1, 6), nightOf(day0+1, -1, 6), nightOf(day0+1, -2, 6)
	for name, c := range map[string]struct{ nights, want []Night }{
		"any order":            {[]Night{b, a}, []Night{a, b}},
		"the same twice":       {[]Night{a, b, a}, []Night{a, b}},
		"two watches disagree": {[]Night{a, b, other}, []Night{a}},
	} {
		if diff := cmp.Diff(Nights(c.want), NewNights(c.nights)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
