package analytics

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// unusual returns results of consecutive days, each with a total that is unusual above 5.
func unusual(totals ...float64) []DayResult {
	list := make([]DayResult, len(totals))
	for i, x := range totals {
		d := day0 + Day(i)
		list[i] = DayResult{Day: d, Unusual: UnusualNight{Day: d, Total: estimate("test", x, 4, 4), Unusual: x > 5}}
	}
	return list
}

func TestEpisodes(t *testing.T) {
	t.Parallel()
	type episode struct {
		From, To Day
		Nights   int
		Peak     float64
	}
	for name, test := range map[string]struct {
		results []DayResult
		asOf    Day
		want    []episode
	}{
		"two in a row":             {unusual(0, 6, 9, 0), day0 + 100, []episode{{day0 + 1, day0 + 2, 2, 9}}},
		"one night between":        {unusual(6, 0, 7), day0 + 100, []episode{{day0, day0 + 2, 2, 7}}},
		"two nights between":       {unusual(6, 0, 0, 7), day0 + 100, nil},
		"a single one, long ago":   {unusual(0, 6, 0), day0 + 100, nil},
		"a single one, of late":    {unusual(0, 6, 0), day0 + 14, []episode{{day0 + 1, day0 + 1, 1, 6}}},
		"more than a year ago":     {unusual(6, 7), day0 + 366, nil},
		"after the day it is for":  {unusual(0, 0, 6, 7), day0 + 1, nil},
		"none of what is measured": {unusual(1, 2, 3), day0 + 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []episode
			for _, e := range episodes(test.results, test.asOf) {
				got = append(got, episode{e.From, e.To, e.Nights, e.Peak.Total.Value})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestStays(t *testing.T) {
	t.Parallel()
	type stay struct {
		From, To Day
		Nights   int
		Hours    float64
	}
	for name, test := range map[string]struct {
		hours []float64 // missing for a night that was not recorded
		want  []stay
	}{
		"at home":                {[]float64{0, 0, 0}, nil},
		"away and back":          {[]float64{0, -7, -7, 0}, []stay{{day0 + 1, day0 + 2, 2, -7}}},
		"a night is not there":   {[]float64{-7, missing, -7}, []stay{{day0, day0 + 2, 2, -7}}},
		"summer time begins":     {[]float64{-7, -7, -6, 0}, []stay{{day0, day0 + 2, 3, -6}}},
		"on to another zone":     {[]float64{1, 3}, []stay{{day0, day0, 1, 1}, {day0 + 1, day0 + 1, 1, 3}}},
		"away, home, away again": {[]float64{1, 0, 1}, []stay{{day0, day0, 1, 1}, {day0 + 2, day0 + 2, 1, 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var points []Point
			for i, h := range test.hours {
				points = append(points, Point{day0 + Day(i), h})
			}
			var got []stay
			for _, s := range stays(NewSeries(points)) {
				got = append(got, stay{s.From, s.To, s.Ahead.N, s.Ahead.Value})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An outlook is kept as JSON, and comes back as it was.
func TestOutlookIsKept(t *testing.T) {
	t.Parallel()
	a := newAthlete(1, true, 300)
	y := Year{
		History:    History{Signals: a.of, Loads: a.load},
		Behaviours: map[Behaviour]Series{Load: a.load, Alcohol: a.alcohol},
		Away:       NewSeries([]Point{{day0 + 390, -7}, {day0 + 391, -7}}),
		Runs:       []Run{{day0 + 370, 10}, {day0 + 375, 10}, {day0 + 380, 9}, {day0 + 395, 16}},
	}
	y.Results = y.History.Days(day0+200, day0+400, Settings{})
	got := y.Outlook(day0+400, 1)
	if len(got.Episodes) == 0 || len(got.Stays) != 1 || len(got.Spikes) != 1 || len(got.Forecasts) != 2 || !got.Forecasts[0].Open {
		t.Errorf("%d episodes, %d stays, %d spikes, forecasts %v", len(got.Episodes), len(got.Stays), len(got.Spikes), got.Forecasts)
	}
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var back Outlook
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(back)
	if diff := cmp.Diff(string(text), string(again)); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
