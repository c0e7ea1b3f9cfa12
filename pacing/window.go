package pacing

import "time"

// Window is where this client stands against one of Polar's two limits. A window begins with the first
// request after the last one ended. The zero Window is one that has not begun and of whose limit Polar has
// said nothing.
type Window struct {
	Limit, Used int
	ResetsAt    time.Time // zero while no window is under way
}

// At returns the window as it is at a time: begun anew, with nothing used, once its reset has passed.
func (w Window) At(now time.Time) Window {
	if now.Before(w.ResetsAt) {
		return w
	}
	return Window{Limit: w.Limit}
}

// Reading is what one answer of Polar's says about a window: the requests used and allowed, and the time until
// the count begins anew, in whole seconds. The zero Reading is an answer that said nothing.
type Reading struct {
	Usage, Limit int
	Reset        time.Duration
}

// How long Polar's windows are, and what Polar grants a client without users (each user adds 20 and 100).
const (
	shortLength = 15 * time.Minute
	longLength  = 24 * time.Hour
	shortBase   = 500
	longBase    = 5000
	longForEach = 100
)

// Polar's resets are whole seconds, so a window may last up to a second longer than it says.
const rounding = time.Second

// An answer is at most so long on its way: after that the request has timed out.
const longestAnswer = 2 * time.Minute

// seen returns the window after an answer. Answers overtake each other, so within one window the count never
// goes down, and an answer of the window before is ignored.
func (w Window) seen(now time.Time, length time.Duration, r Reading) Window {
	w = w.sane(now, length).At(now)
	if r == (Reading{}) {
		return w.counted(now, length)
	}
	resets := now.Add(min(max(r.Reset, 0), length) + rounding)
	apart := resets.Sub(w.ResetsAt)
	switch begun := w.ResetsAt.Add(-length); {
	case w.ResetsAt.IsZero() || apart > length/2:
		return Window{Limit: r.Limit, Used: r.Usage, ResetsAt: resets}
	case apart < -length/2 && now.Sub(begun) < longestAnswer:
		return w
	case apart < -length/2:
		return Window{Limit: r.Limit, Used: r.Usage, ResetsAt: resets}
	case apart > 0: // the later an answer comes, the later its reset seems
		resets = w.ResetsAt
	}
	return Window{Limit: r.Limit, Used: max(r.Usage, w.Used), ResetsAt: resets}
}

// counted returns the window with one more request.
func (w Window) counted(now time.Time, length time.Duration) Window {
	if w.ResetsAt.IsZero() {
		w.ResetsAt = now.Add(length + rounding)
	}
	w.Used++
	return w
}

// sane returns the window without a reset that lies further ahead than a window is long: the clock was set back.
func (w Window) sane(now time.Time, length time.Duration) Window {
	if latest := now.Add(length + rounding); w.ResetsAt.After(latest) {
		w.ResetsAt = latest
	}
	return w
}
