package analytics

import (
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// made is a history as it would be read: points and nights in some order.
type made struct {
	signals map[Signal][]Point
	nights  []Night
	loads   []Point
	covered []Day
}

// madeOf returns the days of an athlete, with nights of two hours' length for each part of a sleep.
func madeOf(a athlete) made {
	m := made{signals: make(map[Signal][]Point)}
	for g, s := range a.of {
		if g != Sleep {
			m.signals[g] = s.Points()
		}
	}
	for _, p := range a.of[Sleep].Points() {
		bed := a.bedtime.At(p.Day - 1)
		n := nightOf(p.Day, -1+bed, -1+bed+p.Value+0.5)
		n.Hours = p.Value
		half := n.Start + (n.End-n.Start)/2
		n.Asleep = []Span{{n.Start, half - 900}, {half + 900, n.End}}
		m.nights = append(m.nights, n)
	}
	for _, p := range a.load.Points() {
		if p.Value > 0 {
			m.loads = append(m.loads, p)
		}
		m.covered = append(m.covered, p.Day)
	}
	return m
}

func (m made) history() History {
	h := History{Signals: make(map[Signal]Series), Nights: NewNights(m.nights), Loads: DailyLoads(m.loads, m.covered)}
	for g, points := range m.signals {
		h.Signals[g] = NewSeries(points)
	}
	return h
}

// until returns what was known on a day.
func (m made) until(last Day) made {
	cut := func(points []Point) (list []Point) {
		for _, p := range points {
			if p.Day <= last {
				list = append(list, p)
			}
		}
		return list
	}
	k := made{signals: make(map[Signal][]Point), loads: cut(m.loads)}
	for g, points := range m.signals {
		k.signals[g] = cut(points)
	}
	for _, n := range m.nights {
		if n.Day <= last {
			k.nights = append(k.nights, n)
		}
	}
	for _, d := range m.covered {
		if d <= last {
			k.covered = append(k.covered, d)
		}
	}
	return k
}

var exactly = cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateEmpty()}

// What is said of a day is the same with no day after it, and computed by itself.
func TestDaysSeeNoFuture(t *testing.T) {
	t.Parallel()
	m := madeOf(newAthlete(2, true, 150))
	first, last := day0+210-7*people, day0+210
	want := m.history().Days(first, last, Settings{})
	for i := range want {
		d := first + Day(i)
		got := m.until(d).history().Days(d, d, Settings{})
		if diff := cmp.Diff(want[i], got[0], exactly); diff != "" {
			t.Fatalf("%v: %s", d, diff)
		}
	}
}

func TestDaysInAnyOrder(t *testing.T) {
	t.Parallel()
	m := madeOf(newAthlete(2, true, 150))
	m.loads = append(m.loads, Point{day0 + 7, 0.1}, Point{day0 + 7, 0.7}, Point{day0 + 7, 1e9 / 3}) // sums depend on the order
	want := m.history().Days(day0+athleteDays-40, day0+athleteDays, Settings{})
	r := rand.New(rand.NewPCG(1, 1))
	for _, points := range m.signals {
		r.Shuffle(len(points), func(i, j int) { points[i], points[j] = points[j], points[i] })
	}
	r.Shuffle(len(m.nights), func(i, j int) { m.nights[i], m.nights[j] = m.nights[j], m.nights[i] })
	r.Shuffle(len(m.loads), func(i, j int) { m.loads[i], m.loads[j] = m.loads[j], m.loads[i] })
	r.Shuffle(len(m.covered), func(i, j int) { m.covered[i], m.covered[j] = m.covered[j], m.covered[i] })
	if diff := cmp.Diff(want, m.history().Days(day0+athleteDays-40, day0+athleteDays, Settings{}), exactly); diff != "" {
		t.Error(diff)
	}
}

// A night that is edited, or lost, changes no day before it.
func TestDaysBeforeAChange(t *testing.T) {
	t.Parallel()
	m := madeOf(newAthlete(2, true, 150))
	want := m.history().Days(day0+270, day0+299, Settings{})
	for name, change := range map[string]func(made) made{
		"edited": func(m made) made {
			m.signals = maps.Clone(m.signals)
			m.signals[HRV] = append([]Point{{day0 + 300, 12}, {day0 + 301, 300}}, m.signals[HRV]...)
			return m
		},
		"a gap": func(m made) made { return m.until(day0 + 299) },
	} {
		got := change(m).history().Days(day0+270, day0+299, Settings{})
		if diff := cmp.Diff(want, got, exactly); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Every estimate has either a value or a reason.
func TestEstimatesOfDays(t *testing.T) {
	t.Parallel()
	full := madeOf(newAthlete(4, true, 150))
	month := made{signals: map[Signal][]Point{HRV: {{day0 + 3, 50}, {day0 + 9, 52}, {day0 + 20, 55}}, HeartRate: {{day0 + 3, 50}}}}
	noHRV := madeOf(newAthlete(4, true, 150))
	delete(noHRV.signals, HRV)
	later := full.until(day0 + 100)
	later.covered = append(later.covered, day0+500)
	watches := madeOf(newAthlete(4, true))
	for _, p := range watches.signals[HRV] {
		watches.signals[HRV] = append(watches.signals[HRV], Point{p.Day, p.Value + 1})
	}
	for name, c := range map[string]struct {
		made  made
		day   Day
		ready Reason
	}{
		"full":                      {full, day0 + 399, ""},
		"a month of three nights":   {month, day0 + 29, TooFewDays},
		"no watch for HRV":          {noHRV, day0 + 398, ""},
		"after a gap of 400 days":   {later, day0 + 501, TooFewDays},
		"two watches that disagree": {watches, day0 + 398, ""},
		"nobody":                    {made{}, day0, TooFewDays},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := c.made.history().Days(c.day, c.day, Settings{})[0]
			if r.Readiness.Score.Reason != c.ready {
				t.Errorf("readiness %+v", r.Readiness.Score)
			}
			n := 0
			eachEstimate(reflect.ValueOf(r), func(e Estimate) {
				n++
				if e.OK() == isMissing(e.Value) || e.OK() == (e.Confidence == NoConfidence) || e.Method == "" || math.IsInf(e.Value, 0) {
					t.Errorf("%+v", e)
				}
			})
			if n < 60 {
				t.Error("only", n, "estimates were seen")
			}
		})
	}
}

// eachEstimate calls f for all estimates in a value.
func eachEstimate(v reflect.Value, f func(Estimate)) {
	if e, ok := v.Interface().(Estimate); ok {
		f(e)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			eachEstimate(v.Field(i), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachEstimate(v.Index(i), f)
		}
	default:
	}
}

func TestDaysWithAnArtefact(t *testing.T) {
	t.Parallel()
	m := madeOf(newAthlete(4, true))
	for i, p := range m.signals[HRV] {
		if p.Day == day0+200 {
			m.signals[HRV][i].Value = 150
		}
	}
	r := m.history().Days(day0+200, day0+201, Settings{})
	b := r[0].Baseline(HRV)
	if !r[0].Artefact || r[1].Artefact || b.Value.Value != 150 || b.Deviation.Reason != Suspect || b.Median7.N > 6 {
		t.Errorf("%+v", b)
	}
	for _, p := range r[0].Readiness.Parts {
		if p.Signal == HRV {
			t.Errorf("%+v", p)
		}
	}
}

// BenchmarkDays computes ten years of a person's days anew, and one new night.
func BenchmarkDays(b *testing.B) {
	m := made{signals: make(map[Signal][]Point)}
	for i := range uint64(10) {
		later := Day(i * 366)
		year := madeOf(newAthlete(i, true, 150, 330)).until(day0 + 365)
		for g, points := range year.signals {
			for _, p := range points {
				m.signals[g] = append(m.signals[g], Point{p.Day + later, p.Value})
			}
		}
		for _, n := range year.nights {
			n = nightOf(n.Day+later, -1, n.Hours-0.5)
			m.nights = append(m.nights, n)
		}
		for _, p := range year.loads {
			m.loads = append(m.loads, Point{p.Day + later, p.Value})
			m.signals[Steps] = append(m.signals[Steps], Point{p.Day + later, 9000 + p.Value})
		}
		for _, d := range year.covered {
			m.covered = append(m.covered, d+later)
		}
	}
	h := m.history()
	last := day0 + 3659
	b.Run("ten years", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			h.Days(day0, last, Settings{})
		}
	})
	b.Run("one night", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			h.Days(last, last, Settings{})
		}
	})
}

// BenchmarkInsights works out everything that is resampled, as of one day.
func BenchmarkInsights(b *testing.B) {
	a := newAthlete(1, true, 150)
	habits := a.behaviours()
	today := day0 + athleteDays
	for b.Loop() {
		Correlate(habits, a.of, today, 1, 2000)
		for _, g := range []Signal{HRV, Sleep} {
			ForecastNight(g, a.of[g], habits, today, 1, 2000)
		}
		for _, g := range Signals {
			Changes(g, a.of[g], today)
			TrendOf(g, a.of[g], today, 28)
			TrendOf(g, a.of[g], today, 90)
		}
	}
}
