package main

import (
	"fmt"
	"time"

	"polarflow/polar/sandbox"
)

// now is the moment at which everything here takes place: half past four in the afternoon where the
// athletes live. A fixed one makes every run write the same rows.
var now = time.Date(2026, 3, 15, 14, 30, 0, 0, time.UTC)

// home is the zone in which the athletes live.
const home = "Europe/Helsinki"

// athlete is one synthetic person at Polar. The first has seed 1, the second seed 2.
type athlete struct {
	polarID int64
	profile sandbox.Profile
	records []sandbox.Record
}

// newAthlete lives the life of athlete n (from 1) over that many days, today included.
func newAthlete(n, days int) (athlete, error) {
	o := sandbox.AthleteOptions{
		Seed: uint64(n), Today: now.Format(time.DateOnly), Now: now, Days: days, UserID: int64(n), Zone: home,
	}
	records, err := sandbox.Athlete(o)
	if err != nil {
		return athlete{}, fmt.Errorf("athlete %d: %w", n, err)
	}
	profile, err := sandbox.AthleteProfile(o)
	if err != nil {
		return athlete{}, fmt.Errorf("profile of athlete %d: %w", n, err)
	}
	// Polar hands out nothing that was uploaded before the registration.
	profile.RegisteredAt = now.AddDate(0, 0, -days-1)
	return athlete{polarID: int64(n), profile: profile, records: records}, nil
}

// newAthletes returns as many athletes as there are people.
func newAthletes(people, days int) ([]athlete, error) {
	list := make([]athlete, 0, people)
	for n := 1; n <= people; n++ {
		a, err := newAthlete(n, days)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}
