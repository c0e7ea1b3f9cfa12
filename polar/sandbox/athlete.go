package sandbox

import (
	"cmp"
	"fmt"
	"time"
)

// AthleteOptions says which synthetic athlete to make, and how much of the athlete's life.
type AthleteOptions struct {
	// Seed chooses the athlete: the same seed has the same life, whatever Days is.
	Seed uint64
	// Today is the athlete's local date, YYYY-MM-DD.
	Today string
	// Now is how far today has got: today's records end there. It must lie on Today in Zone; zero
	// means 14:30.
	Now time.Time
	// Days is how many days there are, today included: 1 to 5000, and 400 when it is zero.
	Days int
	// UserID is the Polar user id that the records name as their owner.
	UserID int64
	// Zone is the IANA name of the zone in which the athlete lives, Europe/Helsinki when it is empty.
	Zone string
}

// Limits and defaults of AthleteOptions.
const (
	athleteDays     = 400
	athleteMostDays = 5000
	athleteZone     = "Europe/Helsinki"
	athleteNow      = 14*60 + 30 // minutes after midnight
)

// Athlete returns the records of one coherent synthetic athlete, a runner who also cycles, oldest
// first. Training drives fatigue, and fatigue drives sleep, heart rate variability and recovery; there
// are rest days, an illness of a week every few months, journeys to another zone across its clock
// changes, and days on which the watch was not worn. The same options give the same bytes.
//
// The three last nights are complete, and the day before Today has a record of every kind. For this
// the day before Today is never a day without training, and an illness, a journey or an unworn watch
// is left out while it would reach into the last days. What else a day holds does not depend on Days,
// save that the cardio load of the first week is not available. It fails for a date, zone or number of
// days that cannot be.
func Athlete(o AthleteOptions) ([]Record, error) {
	life, err := newAthleteLife(o)
	if err != nil {
		return nil, err
	}
	return life.records(), nil
}

// AthleteProfile returns the person whom Athlete makes with the same options, as known to Polar on
// Today.
func AthleteProfile(o AthleteOptions) (Profile, error) {
	life, err := newAthleteLife(AthleteOptions{Seed: o.Seed, Today: o.Today, Now: o.Now, Days: 1, Zone: o.Zone})
	if err != nil {
		return Profile{}, err
	}
	p := life.person
	return Profile{
		FirstName: p.firstName, LastName: p.lastName, Birthdate: p.birthdate, Gender: p.gender,
		Weight: life.weight(life.today), Height: p.height,
	}, nil
}

// athleteLife is everything about an athlete from which the records are written.
type athleteLife struct {
	seed       uint64
	userID     int64
	person     athletePerson
	home, away *time.Location
	first      dayNumber // the first day with records
	today      dayNumber
	now        time.Time
	journeys   []journey
	begin      dayNumber // the first day whose training is known, months before first
	training   []dayOfTraining
	impulse    [maximumBPM + 1]float64 // the training impulse of a second at each heart rate
	nights     []*athleteNight         // from first-nightsBefore on; nil where the watch was not worn
	json       athleteJSON             // the element being written
	series     athleteJSON             // the sample series of the exercise being written
	track      sessionTrack            // the seconds of the exercise being written
	out        []Record
}

// newAthleteLife checks the options and lives the life: zones and journeys first, training from them,
// nights from both.
func newAthleteLife(o AthleteOptions) (*athleteLife, error) {
	days := cmp.Or(o.Days, athleteDays)
	if days < 1 || days > athleteMostDays {
		return nil, fmt.Errorf("athlete of %d days: not between 1 and %d", days, athleteMostDays)
	}
	today, err := parseDayNumber(o.Today)
	if err != nil {
		return nil, fmt.Errorf("athlete's today: %w", err)
	}
	home, err := time.LoadLocation(cmp.Or(o.Zone, athleteZone))
	if err != nil {
		return nil, fmt.Errorf("athlete's zone: %w", err)
	}
	away, err := awayFrom(home)
	if err != nil {
		return nil, err
	}
	now := o.Now
	if now.IsZero() {
		now = today.at(home, athleteNow*60, 0)
	}
	if dayNumberOf(now.In(home)) != today {
		return nil, fmt.Errorf("athlete's now %s: not on %s in %s", now, today, home)
	}
	l := &athleteLife{
		seed: o.Seed, userID: o.UserID, person: newAthletePerson(o.Seed), home: home, away: away,
		first: today - dayNumber(days) + 1, today: today, now: now,
	}
	l.impulse = l.person.impulses()
	l.live()
	return l, nil
}

// live works out journeys, training and nights, in the order in which they depend on each other.
func (l *athleteLife) live() {
	l.begin = l.first - warmUpDays
	l.journeys = l.findJourneys(l.begin - 30)
	for d := l.begin; d <= l.today; d++ {
		l.training = append(l.training, l.train(d))
	}
	for d := l.first - nightsBefore; d <= l.today+1; d++ {
		l.nights = append(l.nights, l.sleepUntil(d))
	}
}

// records writes every day, oldest first, and the physical info at the end.
func (l *athleteLife) records() []Record {
	for d := l.first; d <= l.today; d++ {
		l.writeNight(d)
		l.writeExercises(d)
		day := l.spend(d)
		l.writeActivity(d, day)
		l.writeHeartRate(d, day)
		l.writeCardioLoad(d)
		l.writeTests(d)
	}
	l.writeCircadianBedtime(l.coming())
	l.writePhysicalInfo()
	return l.out
}

// keep adds the element that was written into l.json. Nothing is uploaded after now.
func (l *athleteLife) keep(kind Kind, d dayNumber, id string, uploaded time.Time) {
	date := ""
	if kind != KindPhysicalInfo {
		date = d.String()
	}
	if uploaded.After(l.now) {
		uploaded = l.now
	}
	l.out = append(l.out, Record{
		Kind: kind, Date: date, ID: id,
		UploadedAt: uploaded.UTC().Truncate(time.Second), JSON: l.json.element(),
	})
}
