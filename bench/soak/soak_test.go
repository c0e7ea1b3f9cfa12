package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"polarflow/bench/latency"
	"polarflow/database/dbtest"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }

// Everything is asked and answered, and everybody is told once.
func TestSoak(t *testing.T) {
	t.Parallel()
	s := settings{sockets: 20, rate: 20, credentials: 3, days: 2, length: 2 * time.Second}
	f, err := soak(t.Context(), s, dbtest.Address(t, "postgres"), t.Output())
	if err != nil {
		t.Fatal(err)
	}
	if err := f.failed(); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]int{40, 40, 20}, []int{len(f.load.all()), len(f.load.again()) + len(f.load.once()), f.told.once}); diff != "" {
		t.Error(diff)
	}
	var out strings.Builder
	f.print(&out)
	if want := "| all | 40 |"; !strings.Contains(out.String(), want) {
		t.Errorf("no %q in\n%s", want, out.String())
	}
}

// Of each person's operations one half is always the same, and the other never is.
func TestAsk(t *testing.T) {
	t.Parallel()
	w := &world{dates: []string{"b", "a"}, people: []person{{name: "1"}, {name: "2"}}}
	times := make(map[question]int)
	for n := range 40 {
		times[w.ask(n)]++
	}
	want := map[question]int{{w.people[0], "b", today}: 10, {w.people[1], "b", today}: 10}
	for version := 1; version <= 5; version++ {
		for _, p := range w.people {
			for _, date := range w.dates {
				want[question{p, date, fmt.Sprintf("# version %d\n%s", version, today)}] = 1
			}
		}
	}
	if diff := cmp.Diff(want, times, cmp.AllowUnexported(question{}, person{})); diff != "" {
		t.Error(diff)
	}
}

func TestTally(t *testing.T) {
	t.Parallel()
	begin := now
	written := []time.Time{begin.Add(time.Second), begin}
	places := []place{{id: "p"}, {id: "q"}}
	about := func(id string) event { return event{id, []string{"SKIN_TEMPERATURE"}, []string{"2026-03-15"}} }
	at := func(socket, seconds int, e event) arrival {
		return arrival{socket, begin.Add(time.Duration(seconds) * time.Second), e}
	}
	tests := map[string]struct {
		got  []arrival
		want told
		bad  bool
	}{
		"nothing": {nil, told{never: 3}, true},
		"each once": {
			[]arrival{at(0, 3, about("p")), at(1, 1, about("q")), at(2, 4, about("p"))},
			told{once: 3, delays: latency.Sorted{1 * time.Second, 2 * time.Second, 3 * time.Second}, all: 4 * time.Second}, false,
		},
		"one twice, one never": {
			[]arrival{at(0, 2, about("p")), at(1, 1, about("q")), at(1, 2, about("q"))},
			told{once: 1, never: 1, more: 1, delays: latency.Sorted{1 * time.Second, 1 * time.Second, 2 * time.Second}, all: 2 * time.Second}, true,
		},
		"somebody else's": {
			[]arrival{at(0, 2, about("p")), at(1, 1, about("p")), at(2, 2, about("p"))},
			told{once: 2, never: 1, strange: 1, delays: latency.Sorted{1 * time.Second, 1 * time.Second}, all: 2 * time.Second}, true,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := tally(test.got, places, written, 3)
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(told{}), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if bad := got.failed() != nil; bad != test.bad {
				t.Errorf("failed: %v", bad)
			}
		})
	}
}

// A failed operation is a failure of the run, as a missed event is.
func TestFailed(t *testing.T) {
	t.Parallel()
	if err := (figures{}).failed(); err != nil {
		t.Error(err)
	}
	if err := (figures{load: sent{failed: 1}}).failed(); err == nil {
		t.Error("a failed operation is none")
	}
}

func TestSlope(t *testing.T) {
	t.Parallel()
	m := memory{100, 101, 102, 103, 100, 100, 100, 100}
	if diff := cmp.Diff([]float64{60, 0}, []float64{m[:4].slope(), m.later().slope()}, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Error(diff)
	}
}
