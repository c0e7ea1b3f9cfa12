package pacing

import "time"

// Traffic is what decides how often people can be synced: the wished interval, and what Polar grants.
type Traffic struct {
	Wish          time.Duration // the interval that the operator wishes for; 0 is an hour
	People        int           // with a connection that works
	LongLimit     int           // Polar's limit of 24 hours; 0 while Polar has not said
	CostPerSync   float64       // requests that a scheduled sync takes on average; 0 is not known yet
	WebhooksAlive bool          // Polar tells of news, so that syncs only look for what it did not tell of
}

// What is taken for granted as long as it is not known.
const (
	usualWish = time.Hour
	usualCost = 7
)

// reconcile is how often somebody is synced of whose news Polar tells.
const reconcile = 6 * time.Hour

// planned is the part of the day's limit that syncs are spread over. It stays below the share that scheduled
// work may fill, so that an uneven day does not have to wait for the reset: in bench/simulate days differ by 1 %.
const planned = 0.76

// slowest is the longest interval that is ever planned.
const slowest = 7 * 24 * time.Hour

// SyncsPerDay returns how many syncs each person gets in 24 hours on average: as many as wished, or fewer where
// Polar's limit shared by all people does not carry them.
func (t Traffic) SyncsPerDay() float64 {
	people := max(t.People, 1)
	limit := or(t.LongLimit, longBase+longForEach*people)
	cost := t.CostPerSync
	if !(cost > 0) {
		cost = usualCost
	}
	carried := planned * float64(limit) / (float64(people) * cost)
	return max(min(t.wished()/meanGap, carried), float64(longLength)/float64(slowest))
}

// Interval returns the time between two syncs of one person that is really kept on average.
func (t Traffic) Interval() time.Duration {
	return time.Duration(float64(longLength) / t.SyncsPerDay())
}

// wish returns the shortest time between two syncs that nobody asked for.
func (t Traffic) wish() time.Duration {
	wish := t.Wish
	if wish <= 0 {
		wish = usualWish
	}
	if t.WebhooksAlive {
		wish = max(wish, reconcile)
	}
	return wish
}

// wished returns how many such syncs a day could hold.
func (t Traffic) wished() float64 { return float64(longLength) / float64(t.wish()) }
