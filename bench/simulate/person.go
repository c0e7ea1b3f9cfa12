package main

import (
	"math"
	"math/rand/v2"
	"time"

	"polarflow/ent/kind"
	"polarflow/pacing"
)

// kinds is a set of kinds, by their places in kind.All.
type kinds uint16

// detail stands for the download of a new exercise, which a list told of.
const detail = 13

var (
	allKinds = kind.All()
	placeOf  = func() map[kind.Kind]int {
		places := map[kind.Kind]int{}
		for i, k := range allKinds {
			places[k] = i
		}
		return places
	}()
)

func setOf(list ...kind.Kind) (set kinds) {
	for _, k := range list {
		set |= 1 << placeOf[k]
	}
	return set
}

// What an upload brings.
var (
	everyday = setOf(kind.DailyActivity, kind.ContinuousHeartRate)
	night    = everyday | setOf(kind.Sleep, kind.NightlyRecharge, kind.Alertness, kind.CircadianBedtime)
	training = everyday | setOf(kind.Exercise, kind.CardioLoad)
	skin     = setOf(kind.SkinTemperature)
	tests    = setOf(kind.Spo2, kind.ECG)
)

// person is somebody with a watch, and what the engine knows of him or her.
type person struct {
	id     int
	zone   *time.Location
	habits [3]habit
	elixir bool // the watch measures skin temperature and makes tests
	dead   bool // Polar refuses the token

	pending  []upload
	rhythm   pacing.Rhythm
	has      kinds
	answered [13]instant
	due      instant // never, once the token was refused
	synced   instant // end of the last sync of a routine
	asks     kinds   // what webhooks told of
	running  *run
}

// habit is an hour of the day at which somebody uploads, and how far single days are from it.
type habit struct{ mean, deviation float64 }

// upload is a watch that has handed over its records.
type upload struct {
	at   instant
	left kinds // not stored yet
	test bool  // a test by hand, which nothing but the six-hourly question finds
}

// zones is where people live: far apart, some with daylight saving, two not at full hours.
var zones = []string{
	"America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Europe/London", "Europe/Berlin",
	"Europe/Helsinki", "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Adelaide", "Pacific/Auckland",
}

// newPerson returns somebody who is the same in every simulation of a seed.
func newPerson(seed uint64, id int, zone *time.Location) *person {
	r := rand.New(rand.NewPCG(seed, uint64(id)<<20))
	waking := 7 + 1.5*r.NormFloat64()
	trains := waking + 3 + 8*r.Float64()
	p := &person{id: id, zone: zone, elixir: r.Float64() < 0.4}
	p.habits = [3]habit{{waking, 0.5}, {trains, 0.75}, {max(waking+14, trains+1) + 0.5*r.NormFloat64(), 0.75}}
	p.has = night | training | setOf(kind.PhysicalInfo)
	if p.elixir {
		p.has |= skin | tests
	}
	return p
}

// uploads returns what somebody uploads on a day, a date at midnight in UTC.
func (p *person) uploads(seed uint64, date, start time.Time) (list [3]upload) {
	number := uint64(date.Unix()/86400) & 0xffff
	r := rand.New(rand.NewPCG(seed, uint64(p.id)<<20|number|1<<19))
	for i, h := range p.habits {
		clock := h.mean + h.deviation*r.NormFloat64()
		midnight := time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, p.zone)
		at := midnight.Add(time.Duration(clock * float64(time.Hour)))
		list[i] = upload{at: instant(at.Sub(start).Milliseconds()), left: everyday}
	}
	list[0].left = night
	list[1].left = training
	if p.elixir {
		list[0].left |= skin
		list[2].test = r.IntN(10) == 0
	}
	return list
}

// density returns how likely an upload is in each minute of the day; the sum is 1.
func (p *person) density() []float64 {
	list := make([]float64, 1440)
	for _, h := range p.habits {
		for m := range list {
			apart := math.Mod(float64(m)/60-h.mean+12+72, 24) - 12
			list[m] += math.Exp(-apart*apart/(2*h.deviation*h.deviation)) / (h.deviation * math.Sqrt(2*math.Pi) * 60 * float64(len(p.habits)))
		}
	}
	return list
}
