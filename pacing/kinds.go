package pacing

import (
	"cmp"
	"math"
	"slices"
	"time"

	"polarflow/ent/kind"
)

// Occasion is why a sync happens.
type Occasion int

// The occasions.
const (
	// Routine is a sync that nobody asked for.
	Routine Occasion = iota
	// Button is a person who wants everything now.
	Button
	// FirstConnect is the first sync of a person, of whom nothing is known yet.
	FirstConnect
)

// Known is what earlier syncs of a person know of one kind.
type Known struct {
	Has        bool      // the account has had a record of the kind
	Newest     string    // date of the newest record as YYYY-MM-DD; empty for none
	AnsweredAt time.Time // when Polar last answered for the kind; zero for never
	ThoroughAt time.Time // when Polar last answered for all days that a sync looks back; zero for never
}

const (
	// mostRequests is what a routine sync costs at most, before it has found a new night.
	mostRequests = 8
	// changesSlowly is how old an answer gets for the kinds that do not tell of an upload.
	changesSlowly = 6 * time.Hour
	// neverHad is how old an answer gets for the kinds that the account has never had.
	neverHad = 24 * time.Hour
)

// telling are the kinds by which an upload of the watch shows, whatever it brought. Today's activity ends at the last
// upload, so it changes with each one; nights and exercises may be changed without the watch.
var telling = []kind.Kind{kind.Sleep, kind.Exercise, kind.DailyActivity}

// following are the kinds that change each day but never without a telling one: asking for them is spared as long as
// nothing was uploaded. In bench/simulate a routine sync then costs 5.4 requests on average instead of 7, and 100,000
// people are synced every 103 minutes instead of every 132.
var following = []kind.Kind{kind.CardioLoad, kind.ContinuousHeartRate}

// Kinds returns what a sync asks for, in the order of kind.All. A routine sync asks for the kinds by which an upload
// shows and for those of the others whose answer is six hours old, the oldest first and at most as many as
// keep it at eight requests; for a kind that the account has never had, whichever it is, once in 24 hours. What it
// finds adds more: see After. Every other sync asks for all.
func Kinds(o Occasion, now time.Time, known map[kind.Kind]Known) []kind.Kind {
	if o != Routine {
		return kind.All()
	}
	var asked, others []kind.Kind
	for _, k := range kind.All() {
		switch age := ageOf(known[k].AnsweredAt, now); {
		case known[k].Has && slices.Contains(telling, k):
			asked = append(asked, k)
		case known[k].Has && age >= changesSlowly, !known[k].Has && age >= neverHad:
			others = append(others, k)
		}
	}
	slices.SortStableFunc(others, func(a, b kind.Kind) int { return known[a].AnsweredAt.Compare(known[b].AnsweredAt) })
	asked = append(asked, others[:min(len(others), mostRequests-len(asked))]...)
	return inOrder(asked)
}

// After returns what news of one kind adds to a routine sync that has asked for some kinds already, in the order of
// kind.All: after a new or changed night all the others that the account has, because Polar computes them from it;
// after an exercise or an activity what changes with every upload.
func After(found kind.Kind, asked []kind.Kind, known map[kind.Kind]Known) []kind.Kind {
	if !slices.Contains(telling, found) {
		return nil
	}
	var more []kind.Kind
	for _, k := range kind.All() {
		follows := found == kind.Sleep || slices.Contains(following, k)
		if follows && known[k].Has && !slices.Contains(asked, k) {
			more = append(more, k)
		}
	}
	return more
}

// ageOf returns how long ago something was. What lies ahead was noted by a clock that was wrong, and may be any age.
func ageOf(t, now time.Time) time.Duration {
	if t.After(now.Add(clockSlack)) {
		return math.MaxInt64
	}
	return now.Sub(t)
}

// clockSlack is how far apart the clocks of two processes may be.
const clockSlack = 5 * time.Minute

// inOrder sorts kinds in the order of kind.All.
func inOrder(kinds []kind.Kind) []kind.Kind {
	all := kind.All()
	slices.SortFunc(kinds, func(a, b kind.Kind) int { return cmp.Compare(slices.Index(all, a), slices.Index(all, b)) })
	return kinds
}
