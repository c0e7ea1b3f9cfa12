package pacing

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)

// in returns a window of a limit and what is used of it, with its reset so far ahead.
func in(limit, used int, reset time.Duration) Window {
	return Window{Limit: limit, Used: used, ResetsAt: noon.Add(reset)}
}

func TestWait(t *testing.T) {
	t.Parallel()
	const quarter, day = 10 * time.Minute, 10 * time.Hour
	open := in(5000, 0, day)
	for name, c := range map[string]struct {
		budget     Budget
		class      Class
		want, held int
		wait       time.Duration
	}{
		"nothing known":                    {Budget{}, Scheduled, 8, 0, 0},
		"nothing known, base grant held":   {Budget{}, Scheduled, 8, 400, settles},
		"room":                             {Budget{Short: in(500, 392, quarter), Long: open}, Scheduled, 8, 0, 0},
		"short window at 80 %":             {Budget{Short: in(500, 393, quarter), Long: open}, Scheduled, 8, 0, quarter},
		"reserve of prompt work":           {Budget{Short: in(500, 393, quarter), Long: open}, Prompt, 8, 0, 0},
		"short window at 95 %":             {Budget{Short: in(500, 468, quarter), Long: open}, Prompt, 8, 0, quarter},
		"reserve of the button":            {Budget{Short: in(500, 487, quarter), Long: open}, Manual, 13, 0, 0},
		"used up":                          {Budget{Short: in(500, 488, quarter), Long: open}, Manual, 13, 0, quarter},
		"long window short":                {Budget{Short: in(500, 0, quarter), Long: in(5000, 4000, day)}, Scheduled, 1, 0, day},
		"both short: the later reset":      {Budget{Short: in(500, 500, quarter), Long: in(5000, 5000, day)}, Manual, 1, 0, day},
		"promised to work under way":       {Budget{Short: in(500, 300, quarter), Long: open}, Scheduled, 8, 100, settles},
		"reset has passed":                 {Budget{Short: in(500, 500, -time.Second), Long: open}, Scheduled, 8, 0, 0},
		"reset at this instant":            {Budget{Short: in(500, 500, 0), Long: open}, Scheduled, 8, 0, 0},
		"stopped":                          {Budget{Short: in(500, 0, quarter), StoppedUntil: noon.Add(time.Minute)}, Manual, 1, 0, time.Minute},
		"stop is over":                     {Budget{StoppedUntil: noon}, Manual, 1, 0, 0},
		"more than its class may ever":     {Budget{Short: in(10, 0, quarter), Long: open}, Scheduled, 13, 0, 0},
		"more than ever, after the others": {Budget{Short: in(10, 1, quarter), Long: open}, Scheduled, 13, 0, quarter},
		"a negative hold":                  {Budget{Short: in(500, 393, quarter), Long: open}, Scheduled, 8, -100, quarter},
		"the clock was set back":           {Budget{Short: in(500, 500, 3*time.Hour), Long: open}, Manual, 1, 0, shortLength + rounding},

		"spare: half of the short window":   {Budget{Short: in(500, 250, quarter), Long: open}, Spare, 1, 0, quarter},
		"spare: a window that begins":       {Budget{Short: in(500, 0, quarter), Long: in(5000, 0, longLength)}, Spare, 200, 0, 0},
		"spare: behind the line":            {Budget{Short: in(500, 0, quarter), Long: in(5000, 2000, 12*time.Hour)}, Spare, 1, 0, 0},
		"spare: ahead of the line":          {Budget{Short: in(500, 0, quarter), Long: in(5000, 1999, 18*time.Hour)}, Spare, 1, 0, 5*time.Hour + 22*time.Minute + 6*time.Second},
		"spare: the scheduled share is out": {Budget{Short: in(500, 0, quarter), Long: in(5000, 4000, time.Hour)}, Spare, 1, 0, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := c.budget.Wait(noon, c.class, c.want, c.held)
			if diff := cmp.Diff(c.wait, got.Round(time.Second)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSeen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before  Window
		reading Reading
		want    Window
	}{
		"the first answer":                 {Window{}, Reading{1, 520, 900 * time.Second}, in(520, 1, 901*time.Second)},
		"the next answer":                  {in(520, 1, 800*time.Second), Reading{2, 520, 799 * time.Second}, in(520, 2, 800*time.Second)},
		"an answer that was overtaken":     {in(520, 5, 800*time.Second), Reading{4, 520, 799 * time.Second}, in(520, 5, 800*time.Second)},
		"a slow answer moves no reset":     {in(520, 5, 800*time.Second), Reading{6, 520, 830 * time.Second}, in(520, 6, 800*time.Second)},
		"a new limit":                      {in(520, 5, 800*time.Second), Reading{6, 540, 799 * time.Second}, in(540, 6, 800*time.Second)},
		"a window that began anew":         {in(520, 500, -time.Second), Reading{1, 520, 900 * time.Second}, in(520, 1, 901*time.Second)},
		"anew before its reset":            {in(520, 500, 5*time.Second), Reading{1, 520, 900 * time.Second}, in(520, 1, 901*time.Second)},
		"an answer of the window before":   {in(520, 3, 890*time.Second), Reading{500, 520, 0}, in(520, 3, 890*time.Second)},
		"Polar's window is older":          {in(520, 3, 600*time.Second), Reading{40, 520, 60 * time.Second}, in(520, 40, 61*time.Second)},
		"says nothing: the first":          {Window{}, Reading{}, in(0, 1, 901*time.Second)},
		"says nothing: one more":           {in(520, 7, 60*time.Second), Reading{}, in(520, 8, 60*time.Second)},
		"says nothing: anew":               {in(520, 7, 0), Reading{}, in(520, 1, 901*time.Second)},
		"a reset longer than the window":   {Window{}, Reading{1, 520, 100 * time.Hour}, in(520, 1, 901*time.Second)},
		"a reset in the past":              {Window{}, Reading{1, 520, -time.Hour}, in(520, 1, time.Second)},
		"the clock was set back a day":     {in(520, 9, 24*time.Hour), Reading{10, 520, 600 * time.Second}, in(520, 10, 601*time.Second)},
		"the clock was set forward a week": {in(520, 9, -7*24*time.Hour), Reading{10, 520, 600 * time.Second}, in(520, 10, 601*time.Second)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Budget{Short: c.before}.Seen(noon, c.reading, Reading{})
			if diff := cmp.Diff(c.want, got.Short); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestStopped(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before time.Time
		wait   time.Duration
		want   time.Duration
	}{
		"until the reset":      {time.Time{}, 10 * time.Minute, 10*time.Minute + time.Second},
		"no reset is a second": {time.Time{}, 0, time.Second},
		"a longer stop stays":  {noon.Add(time.Hour), time.Minute, time.Hour},
		"a day at most":        {time.Time{}, 1000 * time.Hour, 24*time.Hour + time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Budget{StoppedUntil: c.before}.Stopped(noon, c.wait).StoppedUntil
			if diff := cmp.Diff(noon.Add(c.want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// service counts as Polar does, in windows that begin with the first request after the last one.
type service struct {
	limit, used int
	length      time.Duration
	begun       time.Time
}

func (s *service) ask(now time.Time) (Reading, bool) {
	if !now.Before(s.begun.Add(s.length)) {
		s.begun, s.used = now, 0
	}
	s.used++
	left := s.begun.Add(s.length).Sub(now).Truncate(time.Second)
	return Reading{s.used, s.limit, left}, s.used <= s.limit
}

// TestNeverOverALimit lets work of random classes and sizes begin whenever the budget allows, with answers that
// overtake each other, and demands that no request is ever refused and that all waits end.
func TestNeverOverALimit(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		people := 1 + r.IntN(20)
		short := service{limit: 500 + 20*people, length: shortLength}
		long := service{limit: 5000 + 100*people, length: longLength}
		var b Budget
		begun := 0
		for now := noon; now.Before(noon.Add(50 * time.Hour)); {
			class, want := Class(r.IntN(4)), 1+r.IntN(13)
			wait := b.Wait(now, class, want, 0)
			if wait < 0 || wait > longLength+time.Second {
				t.Fatalf("seed %d: waits %s", seed, wait)
			}
			if wait > 0 {
				now = now.Add(min(wait, time.Duration(1+r.IntN(60))*time.Minute))
				continue
			}
			begun++
			seen := now
			for range want {
				now = now.Add(time.Duration(r.IntN(900)) * time.Millisecond)
				a, ok := short.ask(now)
				d, fine := long.ask(now)
				if !ok || !fine {
					t.Fatalf("seed %d: refused at %s: %+v %+v, budget %+v", seed, now, a, d, b)
				}
				seen = now.Add(time.Duration(r.IntN(2000)) * time.Millisecond)
				b = b.Seen(seen, a, d)
			}
			now = seen
		}
		if begun < 400 {
			t.Errorf("seed %d: only %d began", seed, begun)
		}
	}
}
