package pacing

import (
	"math"
	"slices"
	"time"

	"polarflow/ent/embedded"
)

// The slowest of a few of Polar's answers takes about so many seconds, and a day has so many.
const (
	answerSeconds = 0.6
	daySeconds    = 86400
)

// fewInFlight is how many requests are on their way at once as long as that is enough. After a 429 or a 401 all
// but the refused one may still reach Polar: three.
const fewInFlight = 4

// InFlight returns how many requests this client may have on their way at once, over all processes: four, and more only
// where Polar grants more a day than four at a time could carry (some 5,700 people).
func InFlight(longLimit int) int {
	return max(int(math.Ceil(float64(longLimit)/daySeconds*answerSeconds)), fewInFlight)
}

// A request that is not answered for so long has hung, and is no refusal: it keeps its place, but others need not wait
// for it. After the second time its process is taken to have died.
const (
	hung = 5 * time.Second
	lost = 30 * time.Second
)

// Flight is the requests of this client that are on their way to Polar.
type Flight struct {
	Sent int64              // how many requests have left so far: the number of the last one
	Open []embedded.Request // those that are not answered yet, the oldest first
}

// Leave returns the flight with one request more, which leaves now and has the number Sent, and true if that may leave.
// Each of the requests on their way may be the one that Polar refuses, and until the answer is here, all that are on
// their way together with it may reach Polar after that. So none leaves as long as one is on its way that has had most-1
// others beside it, whether these are answered or not.
func (f Flight) Leave(now time.Time, most int) (Flight, bool) {
	f.Open = slices.DeleteFunc(slices.Clone(f.Open), func(r embedded.Request) bool { return now.Sub(r.LeftAt).Abs() > lost })
	if f.full(now, most) {
		return f, false
	}
	for i := range f.Open {
		f.Open[i].Beside++
	}
	f.Sent++
	f.Open = append(f.Open, embedded.Request{Number: f.Sent, LeftAt: now, Beside: len(f.Open)})
	return f, true
}

// full reports whether no request may leave.
func (f Flight) full(now time.Time, most int) bool {
	return len(f.Open) >= most || slices.ContainsFunc(f.Open, func(r embedded.Request) bool {
		return r.Beside >= most-1 && now.Sub(r.LeftAt) < hung
	})
}

// Answered returns the flight without a request.
func (f Flight) Answered(number int64) Flight {
	f.Open = slices.DeleteFunc(slices.Clone(f.Open), func(r embedded.Request) bool { return r.Number == number })
	return f
}
