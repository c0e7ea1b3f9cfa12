package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"polarflow/bench/latency"
)

// told is how the events came that everybody had to get once.
type told struct {
	once, never, more int            // sockets
	strange           int            // events that are about something else
	delays            latency.Sorted // from the beginning of the write to each event
	all               time.Duration
	lost              []error
}

// tally sorts arrivals into what had to come and what had not.
func tally(got []arrival, places []place, written []time.Time, sockets int) told {
	var t told
	times := make([]int, sockets)
	began := slices.MinFunc(written, time.Time.Compare)
	for _, a := range got {
		who := a.socket % len(places)
		if !reflect.DeepEqual(a.event, event{places[who].id, []string{"SKIN_TEMPERATURE"}, []string{now.Format(time.DateOnly)}}) {
			t.strange++
			continue
		}
		times[a.socket]++
		t.delays = append(t.delays, a.at.Sub(written[who]))
		t.all = max(t.all, a.at.Sub(began))
	}
	for _, n := range times {
		switch n {
		case 0:
			t.never++
		case 1:
			t.once++
		default:
			t.more++
		}
	}
	slices.Sort(t.delays)
	return t
}

// failed returns what is wrong, or nil.
func (t told) failed() error {
	if t.never+t.more+t.strange+len(t.lost) == 0 {
		return nil
	}
	return errors.Join(fmt.Errorf("%d sockets got no event, %d more than one, %d events are strange, %d sockets were lost",
		t.never, t.more, t.strange, len(t.lost)), errors.Join(t.lost[:min(mostShown, len(t.lost))]...))
}
