package pacing

import "time"

// Spare work fills at most half of the short window, so that a burst of urgent work always finds room.
const spareShort = 0.5

// Spare work may begin with a twentieth of what scheduled work has for the day: a first connect goes on to
// reach back at once, also at the start of a window.
const spareAhead = 0.05

// spare returns how long spare work waits for the long window: until the line that even use of the scheduled
// share would follow has passed what is used. Scheduled work that is behind the line leaves the gap to spare
// work; when it keeps to the line, spare work gets nothing.
func (w Window) spare(now time.Time, want, held int) time.Duration {
	if wait := w.wait(now, scheduledShare, want, held); wait > 0 {
		return wait
	}
	if w.ResetsAt.IsZero() {
		return 0
	}
	most := scheduledShare * float64(w.Limit)
	reached := float64(w.Used+max(want, 1)+max(held, 0)) / most
	due := (reached - spareAhead) / (1 - spareAhead)
	begun := w.ResetsAt.Add(-longLength)
	return min(max(begun.Add(time.Duration(due*float64(longLength))).Sub(now), 0), w.ResetsAt.Sub(now))
}
