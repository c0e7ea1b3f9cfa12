package words_test

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"polarflow/analytics"
)

// day0 is the first day of all athletes.
var day0 = analytics.NewDay(2025, time.January, 6)

// person is a made-up person.
type person struct {
	history    analytics.History
	behaviours map[analytics.Behaviour]analytics.Series
	runs       []analytics.Run
	away       analytics.Series
	days       int
}

// people returns the synthetic athletes, and what becomes of them with a watch that measures no HRV, worn one night in
// ten, and on which everything goes wrong.
func people(t *testing.T) map[string]person {
	t.Helper()
	list := make(map[string]person)
	for _, name := range []string{"effects", "null"} {
		p := read(t, filepath.Join("..", "analytics", "testdata", "synthetic_athlete_"+name+".csv"))
		list[name] = p
		list[name+", no HRV"] = p.without(analytics.HRV, func(int) bool { return true })
		for g := range p.history.Signals {
			p = p.without(g, func(i int) bool { return i%10 > 0 })
		}
		list[name+", rarely worn"] = p
	}
	list["wild"] = wild()
	list["nobody"] = person{days: 3}
	return list
}

// without returns the person without some of a signal's values.
func (p person) without(g analytics.Signal, gone func(i int) bool) person {
	signals := make(map[analytics.Signal]analytics.Series)
	for signal, s := range p.history.Signals {
		signals[signal] = s
	}
	var days []analytics.Day
	for i := range p.days + 1 {
		if gone(i) {
			days = append(days, day0+analytics.Day(i))
		}
	}
	signals[g] = signals[g].Without(days)
	p.history.Signals = signals
	return p
}

// read returns the athlete of a file.
func read(t *testing.T, path string) person {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := make(map[string][]float64)
	for _, row := range rows[1:] {
		for i, name := range rows[0] {
			x, err := strconv.ParseFloat(row[i], 64)
			if err != nil {
				x = math.NaN()
			}
			columns[name] = append(columns[name], x)
		}
	}
	p := person{days: len(rows) - 1}
	p.history.Signals = map[analytics.Signal]analytics.Series{
		analytics.HRV: series(columns["rmssd_ms"], 1), analytics.HeartRate: series(columns["rhr_bpm"], 1),
		analytics.Breathing: series(columns["resp_bpm"], 1), analytics.Temperature: series(columns["skin_temp_dev_c"], 1),
	}
	p.history.Loads = series(columns["cardio_load"], 0)
	p.history.Nights = nights(columns["sleep_h"], columns["bed_late_h"])
	p.behaviours = map[analytics.Behaviour]analytics.Series{
		analytics.Load: p.history.Loads, analytics.Alcohol: series(columns["alcohol"], 0), analytics.Bedtime: p.history.Nights.Bedtimes(),
	}
	for i, load := range columns["cardio_load"] {
		if load > 60 {
			p.runs = append(p.runs, analytics.Run{Day: day0 + analytics.Day(i), Kilometers: load / 7})
		}
	}
	p.away = series([]float64{0, 0, -7, -7, math.NaN(), -7, 0}, p.days-20)
	return p
}

func series(values []float64, later int) analytics.Series {
	points := make([]analytics.Point, len(values))
	for i, x := range values {
		points[i] = analytics.Point{Day: day0 + analytics.Day(i+later), Value: x}
	}
	return analytics.NewSeries(points)
}

func nights(hours, late []float64) analytics.Nights {
	var list []analytics.Night
	for i, h := range hours {
		if math.IsNaN(h) || math.IsNaN(late[i]) {
			continue
		}
		d := day0 + analytics.Day(i+1)
		start := analytics.WallOf(d.Time()) + analytics.Wall((late[i]-1)*3600)
		list = append(list, analytics.Night{Day: d, Start: start, End: start + analytics.Wall(h*3600), Hours: h})
	}
	return analytics.NewNights(list)
}

// wild returns a person with values all over the place: illness, artefacts, short nights, hard weeks.
func wild() person {
	r := rand.New(rand.NewPCG(11, 5))
	const n = 300
	columns := make(map[analytics.Signal][]float64)
	var hours, late, load []float64
	for i := range n {
		ill := 0.0
		if i%60 > 55 {
			ill = 3
		}
		hrv := 50 * math.Exp(0.2*r.NormFloat64()-0.2*ill)
		if i%43 == 42 {
			hrv *= 3
		}
		columns[analytics.HRV] = append(columns[analytics.HRV], math.Round(hrv))
		columns[analytics.HeartRate] = append(columns[analytics.HeartRate], math.Round(55+2*r.NormFloat64()+3*ill))
		columns[analytics.Breathing] = append(columns[analytics.Breathing], 14+r.NormFloat64()+ill)
		columns[analytics.Temperature] = append(columns[analytics.Temperature], 0.3*r.NormFloat64()+ill/3)
		columns[analytics.Steps] = append(columns[analytics.Steps], math.Round(9000*math.Exp(r.NormFloat64())))
		hours, late = append(hours, 6+1.5*r.NormFloat64()-float64(i)/300), append(late, 2*r.NormFloat64())
		week := float64(i / 7 % 4)
		load = append(load, 20+60*week+5*r.NormFloat64())
	}
	p := person{days: n, behaviours: map[analytics.Behaviour]analytics.Series{analytics.Load: series(load, 0)}}
	p.history.Signals = make(map[analytics.Signal]analytics.Series)
	for g, values := range columns {
		p.history.Signals[g] = series(values, 1)
	}
	p.history.Loads, p.history.Nights = series(load, 0), nights(hours, late)
	for i := 0; i < n; i += 6 {
		p.runs = append(p.runs, analytics.Run{Day: day0 + analytics.Day(i), Kilometers: 5 + 30*r.Float64()*r.Float64()})
	}
	return p
}
