package sandbox

import (
	"math"
	"strconv"
	"time"
)

// Physiology that all athletes share, in beats per minute and milliseconds.
const (
	restingBPM  = 48
	maximumBPM  = 192
	usualRMSSD  = 55.0
	usualBreath = 13.2 // breaths per minute asleep
	usualSkin   = 34.7 // skin temperature asleep, degrees Celsius
)

// athletePerson is who the athlete is.
type athletePerson struct {
	firstName, lastName, birthdate, gender string
	height                                 float64 // centimetres
	baseWeight                             float64 // kilograms
	born                                   dayNumber
	deviceID                               string
	// banister are the factors a and b of Banister's training impulse, minutes * r * a * exp(b*r)
	// with r the fraction of heart rate reserve, which differ for men and women (Morton, Fitz-Clarke
	// and Banister, "Modeling human performance in running", 1990).
	banister [2]float64
}

const athleteDevice = "Polar Vantage V3"

func newAthletePerson(seed uint64) athletePerson {
	r := seededRandom(seed, 0, uint64(forPerson))
	p := athletePerson{
		firstName: [...]string{"Eero", "Onni", "Mikko", "Antti"}[r.IntN(4)], gender: "MALE",
		height: float64(between(r, 174, 188)), baseWeight: around(r, 74, 3), banister: [2]float64{0.64, 1.92},
	}
	if chance(r, 0.5) {
		p.firstName, p.gender = [...]string{"Aino", "Helmi", "Venla", "Siiri"}[r.IntN(4)], "FEMALE"
		p.height, p.baseWeight, p.banister = p.height-13, p.baseWeight-13, [2]float64{0.86, 1.67}
	}
	p.lastName = [...]string{"Esimerkki", "Kuvitteellinen", "Mallikas", "Testinen"}[r.IntN(4)]
	p.born = dayNumberOf(time.Date(between(r, 1982, 1994), time.Month(between(r, 1, 12)), between(r, 1, 28), 0, 0, 0, 0, time.UTC))
	p.birthdate = p.born.String()
	p.deviceID = deviceID(r.Uint32())
	return p
}

// deviceID is eight hexadecimal digits.
func deviceID(n uint32) string {
	b := strconv.AppendUint(nil, uint64(n)|0x80000000, 16)
	for i, c := range b {
		if c >= 'a' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// age is in whole years.
func (p athletePerson) age(d dayNumber) int { return int(d-p.born) / 365 }

// weight is in kilograms to one place; it drifts over the seasons.
func (l *athleteLife) weight(d dayNumber) float64 {
	x := float64(d)
	return math.Round(10*(l.person.baseWeight+1.1*math.Sin(2*math.Pi*x/365)+0.4*math.Sin(2*math.Pi*x/61))) / 10
}

// vo2max is in ml/kg/min; it follows the form of the season.
func (l *athleteLife) vo2max(d dayNumber) float64 {
	return 53 + 2*math.Sin(2*math.Pi*float64(d-100)/365)
}

// userLink is the link to the owner of a record. Its host differs between the kinds.
func (l *athleteLife) userLink(host string) string {
	return "https://" + host + "/v3/users/" + strconv.FormatInt(l.userID, 10)
}

// writePhysicalInfo writes the one object that Polar keeps, changed on the last Sunday before today.
func (l *athleteLife) writePhysicalInfo() {
	weighed := l.today - 1 - dayNumber((l.today - 1).weekday())
	modified := weighed.at(l.home, 8*3600+12*60+5, 0)
	w := &l.json
	w.raw("{")
	w.decimal("weight", l.weight(l.today), 1)
	w.decimal("height", l.person.height, 1)
	w.text("created", (l.person.born+28*365).at(l.home, 9*3600, 0).UTC().Format(time.RFC3339))
	w.text("modified", modified.UTC().Format(time.RFC3339))
	w.text("birthday", l.person.birthdate)
	w.text("gender", l.person.gender)
	w.int("maximum_heart_rate", maximumBPM)
	w.int("resting_heart_rate", restingBPM)
	w.int("aerobic_threshold", 144)
	w.int("anaerobic_threshold", 173)
	w.int("vo2_max", int(math.Round(l.vo2max(l.today))))
	w.text("weight_source", "SOURCE_USER")
	w.text("training_background", "FREQUENT")
	w.text("typical_day", "MOSTLY_SITTING")
	w.text("sleep_goal", isoDuration(sleepGoal))
	w.raw("}")
	l.keep(KindPhysicalInfo, l.today, "", modified)
}
