package pacing

import "time"

// Budget is where this client stands against Polar's limits. All processes share one.
type Budget struct {
	Short, Long  Window
	StoppedUntil time.Time // after a 429 nobody asks Polar before this
	HeardAt      time.Time // when Polar last said something, by the clock of who heard it
}

// skew is how far the clocks of two processes may be apart before one of them counts as wrong.
const skew = time.Minute

// On returns the budget as it is to be read at a time. One that was heard of later than that was heard by a clock
// that ran ahead: what was left of its windows and of its stop then is what is left of them now.
func (b Budget) On(now time.Time) Budget {
	ahead := b.HeardAt.Sub(now)
	if ahead <= skew {
		return b
	}
	for _, end := range []*time.Time{&b.Short.ResetsAt, &b.Long.ResetsAt, &b.StoppedUntil} {
		if !end.IsZero() {
			*end = end.Add(-ahead)
		}
	}
	b.HeardAt = now
	return b
}

// Wait returns how long work of a class has to wait before it may begin, 0 if it may begin now. It wants so
// many requests, and held requests are promised to work that is under way. Whoever waits asks again then.
// A wait is never negative and never longer than 24 hours and a second, or until StoppedUntil; whoever waits for
// a reset should add some jitter. Work that wants more than its class may ever have begins when nothing else is
// under way in a new window.
func (b Budget) Wait(now time.Time, c Class, want, held int) time.Duration {
	if stop := b.StoppedUntil.Sub(now); stop > 0 {
		return stop
	}
	short, long := b.Short.sane(now, shortLength).At(now), b.Long.sane(now, longLength).At(now)
	short.Limit, long.Limit = or(short.Limit, shortBase), or(long.Limit, longBase)
	if c == Spare {
		return max(short.wait(now, spareShort, want, held), long.spare(now, want, held))
	}
	return max(short.wait(now, c.share(), want, held), long.wait(now, c.share(), want, held))
}

// settles is how soon work asks again that only promised requests stand in the way of: they are used or given
// back within one sync, which takes seconds.
const settles = 5 * time.Second

// wait returns how long until so many more requests fit into a share of the window.
func (w Window) wait(now time.Time, share float64, want, held int) time.Duration {
	most := max(int(share*float64(w.Limit)), 1)
	want = min(max(want, 1), most)
	switch {
	case w.Used+want+max(held, 0) <= most:
		return 0
	case w.Used+want <= most:
		return settles
	}
	return w.ResetsAt.Sub(now)
}

// Seen returns the budget after an answer with the readings of both windows. A zero Reading says nothing: one
// request is counted.
func (b Budget) Seen(now time.Time, short, long Reading) Budget {
	b.Short = b.Short.seen(now, shortLength, short)
	b.Long = b.Long.seen(now, longLength, long)
	b.HeardAt = now
	return b
}

// Stopped returns the budget after a 429 that asks to wait so long, at least a second. A longer stop stays.
func (b Budget) Stopped(now time.Time, wait time.Duration) Budget {
	if until := now.Add(min(max(wait, 0), longLength) + rounding); until.After(b.StoppedUntil) {
		b.StoppedUntil = until
	}
	return b
}

// or returns n, or what stands in for a number that is not known.
func or(n, unknown int) int {
	if n > 0 {
		return n
	}
	return unknown
}
