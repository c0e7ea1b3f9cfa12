package pacing

import (
	"math"
	"time"
)

// Rhythm is how often news was found in each hour of a person's day, by the clock where the person lives. What
// is long ago fades. The zero Rhythm is of a person of whom nothing is known: it stands for the usual day.
type Rhythm [24]float64

// fading is what each find leaves of the finds before: half of a find is gone after 69 more, about three weeks of
// three uploads each. A shorter memory makes the estimate of single hours too rough (measured by bench/simulate).
const fading = 0.99

// around is how one find counts for the hours from two before it to one after it. The upload was before the find, by
// half an interval in the mean, and the next one will not be at the same minute.
var around = [4]float64{0.1, 0.35, 0.35, 0.2}

// Found returns the rhythm after a sync that found news in an hour of the person's day, 0 to 23.
func (r Rhythm) Found(hour int) Rhythm {
	for h := range r {
		r[h] *= fading
	}
	for i, part := range around {
		r[((hour-2+i)%24+24)%24] += part
	}
	return r
}

// usualDay is the Rhythm of anybody: waking, the hours after work, and hardly anything at night.
var usualDay = Rhythm{
	1, 1, 1, 1, 1, 2, 5, 8, 8, 6, 4, 3,
	4, 3, 3, 3, 4, 5, 6, 6, 6, 5, 4, 2,
}

// How many finds the usual day counts for, two days' worth, and what part of the news is taken to come at any hour,
// whatever was found: people change their habits, and nobody is to wait long for an upload at an odd hour. With less
// the median falls and the 99th percentile of people who are new rises, with more it is the other way round.
const (
	usualFinds = 6
	evenly     = 0.2
)

// spread is how far jitter stretches the time to the next sync, so that people who were synced together part
// again. meanGap is what it makes of an interval on average.
const (
	spread  = 0.05
	meanGap = 1 + spread/2
)

// Next returns when the person is to be synced again, strictly after from: the time of the last sync, in the zone
// where the person lives. Syncs come as often as the traffic allows, never sooner than the wish; where it does
// not allow the wish they are denser in the hours in which news is likely. The jitter, 0 to 1 and new each time,
// delays the sync by up to a twentieth of the interval.
//
// The density follows the square root of the rate of news: with news at rate λ(t) and syncs of density f(t),
// news waits 1/2f on average, and ∫λ/2f under ∫f = n is least for f ∝ √λ.
func (r Rhythm) Next(from time.Time, t Traffic, jitter float64) time.Time {
	density := r.density(t.SyncsPerDay()*meanGap, t.wished())
	left := 1.0
	if jitter > 0 {
		left += spread * min(jitter, 1)
	}
	at := from
	for {
		hour := untilNextHour(at)
		d := density[at.Hour()] / float64(24*time.Hour)
		if need := time.Duration(math.Ceil(left / d)); need <= hour {
			return at.Add(max(need, 1))
		}
		left -= d * float64(hour)
		at = at.Add(hour)
	}
}

// untilNextHour returns the time until the clock in the zone of t strikes.
func untilNextHour(t time.Time) time.Duration {
	return time.Hour - time.Duration(t.Minute())*time.Minute - time.Duration(t.Second())*time.Second - time.Duration(t.Nanosecond())
}

// density returns how many syncs a day each hour would make if the whole day were like it: mean of them on
// average, and nowhere more than most. What an hour would have above that goes to the others.
func (r Rhythm) density(mean, most float64) Rhythm {
	weight := r.weights()
	var density Rhythm
	for full := -1; ; {
		left, sum := 24*mean, 0.0
		for h := range weight {
			if density[h] >= most {
				left -= most
			} else {
				sum += weight[h]
			}
		}
		before := full
		full = 0
		for h := range weight {
			if density[h] < most {
				density[h] = min(weight[h]*left/sum, most)
			}
			if density[h] >= most {
				full++
			}
		}
		if full == before || full == len(density) {
			return density
		}
	}
}

// weights returns what the density of syncs is proportional to. A rhythm that is none, with numbers below 0 or without
// end, stands for the usual day.
func (r Rhythm) weights() (weight Rhythm) {
	finds, usual := 0.0, 0.0
	for h := range r {
		if !(r[h] >= 0 && r[h] <= math.MaxFloat32) {
			return Rhythm{}.weights()
		}
		finds += r[h]
		usual += usualDay[h]
	}
	for h := range r {
		likely := (r[h] + usualFinds*usualDay[h]/usual) / (finds + usualFinds)
		weight[h] = math.Sqrt((1-evenly)*likely + evenly/24)
	}
	return weight
}
