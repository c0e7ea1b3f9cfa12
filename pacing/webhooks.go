package pacing

import "time"

// silence is how long webhooks say nothing before they count as dead. A single person sleeps, and leaves the
// watch away from the phone, for the better part of a night and a morning.
const silence = 12 * time.Hour

// WebhooksAlive reports whether Polar tells of news: the webhook is active and a genuine event came lately.
// A webhook that has never told of anything, with a zero lastEvent, is not alive yet.
func WebhooksAlive(active bool, lastEvent, now time.Time) bool {
	return active && !lastEvent.IsZero() && ageOf(lastEvent, now) < silence
}
