package analytics

import (
	"bytes"
	"encoding/csv"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// athlete is a made-up person. Days are dated as Polar dates them: the load of a day comes before the night that has
// the date of the day after.
type athlete struct {
	of            map[Signal]Series
	load, alcohol Series // days
	bedtime       Series // hours after the usual, dated as the day before the night
	ill           []Day
	healthy       []Day
}

const athleteDays = 400

// newAthlete returns 400 days of a person. With effects, load, alcohol and short sleep lower the HRV; illness does in
// any case where there is one.
func newAthlete(seed uint64, effects bool, illnesses ...int) athlete {
	r := rand.New(rand.NewPCG(seed, 7))
	meanLoad := [7]float64{0, 65, 64, 59, 0, 56, 105}
	sick := make(map[int]float64)
	for _, start := range illnesses {
		for i, size := range []float64{0.5, 1, 1, 0.7, 0.3} {
			sick[start+i] = size
		}
	}
	points := make(map[Signal][]Point)
	var load, alcohol, bedtime []Point
	var a athlete
	noise, late := 0.0, 0.0
	for i := range athleteDays {
		d := day0 + Day(i)
		weekday := i % 7
		weekend := weekday == 4 || weekday == 5
		trimp := meanLoad[weekday] * math.Exp(0.45*r.NormFloat64()-0.1)
		drank := 0.0
		if weekend && r.Float64() < 0.4 || r.Float64() < 0.04 {
			drank = 1
		}
		late = 0.4*late + 0.5*r.NormFloat64()
		bed := late
		if weekend {
			bed += 0.8
		}
		slept := 7.45 - 0.4*bed + 0.6*r.NormFloat64()
		noise = 0.25*noise + 0.082*r.NormFloat64()
		ln := 4.03 + noise
		if effects {
			ln += -0.0016*(trimp-50) - 0.13*drank + 0.035*(slept-7.4)
			if i >= 260 {
				ln += 0.12
			}
		}
		s := sick[i]
		ln -= 0.30 * s
		rate := 51 - 6*(ln-4.03) + 0.75*r.NormFloat64() + 4*s
		load, alcohol, bedtime = append(load, Point{d, trimp}), append(alcohol, Point{d, drank}), append(bedtime, Point{d, bed})
		if r.Float64() < 0.075 {
			continue // the watch was not worn
		}
		for g, x := range map[Signal]float64{
			HRV: math.Round(math.Exp(ln)), HeartRate: math.Round(rate), Sleep: math.Round(slept*100) / 100,
		} {
			points[g] = append(points[g], Point{d + 1, x})
		}
		points[Breathing] = append(points[Breathing], Point{d + 1, math.Round(10*(14.2+0.35*r.NormFloat64()+1.6*s)) / 10})
		points[Temperature] = append(points[Temperature], Point{d + 1, math.Round(100*(0.26*r.NormFloat64()+0.8*s)) / 100})
		if s > 0 {
			a.ill = append(a.ill, d+1)
		} else {
			a.healthy = append(a.healthy, d+1)
		}
	}
	a.of = make(map[Signal]Series)
	for g, list := range points {
		a.of[g] = NewSeries(list)
	}
	a.load, a.alcohol, a.bedtime = NewSeries(load), NewSeries(alcohol), NewSeries(bedtime)
	return a
}

// athleteOf reads a made-up person from a file of numbers.
func athleteOf(t *testing.T, name string) athlete {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(vectorText(t, name))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string, nights Day) Series {
		var points []Point
		for i, head := range rows[0] {
			if head != name {
				continue
			}
			for d, row := range rows[1:] {
				if x, err := strconv.ParseFloat(row[i], 64); err == nil {
					points = append(points, Point{day0 + Day(d) + nights, x})
				}
			}
		}
		return NewSeries(points)
	}
	return athlete{
		of: map[Signal]Series{
			HRV: column("rmssd_ms", 1), HeartRate: column("rhr_bpm", 1), Breathing: column("resp_bpm", 1),
			Temperature: column("skin_temp_dev_c", 1), Sleep: column("sleep_h", 1),
		},
		load: column("cardio_load", 0), alcohol: column("alcohol", 0), bedtime: column("bed_late_h", 0),
	}
}

// deviations returns the athlete's deviations of all days, of sleep capped at 8 hours.
func (a athlete) deviations() map[Signal]Deviations {
	of := make(map[Signal]Deviations)
	for g, s := range a.of {
		if g == Sleep {
			s = CappedSleep(s, s.mapped(func(float64) float64 { return 8 }))
		}
		of[g] = DeviationsOf(g, s, day0, day0+athleteDays)
	}
	return of
}
