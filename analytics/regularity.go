package analytics

// regularityDays is the window of everything about the times of sleep. A week would overstate regularity by up to 40
// % (Fischer and others, 2021).
const regularityDays = 28

const minutesPerDay = 24 * 60

// SleepStates is whether a person slept, minute by minute, from noon to noon. The day of a date ends at its noon.
type SleepStates struct {
	first Day
	days  [][]state // nil for a day without enough known
}

type state uint8

const (
	unknown state = iota
	awake
	asleep
)

// NewSleepStates returns the states of known time. The time that is known and not slept was spent awake. A day of
// which more than 6 hours are unknown is left out.
func NewSleepStates(slept, known []Span) SleepStates {
	if len(known) == 0 {
		return SleepStates{}
	}
	first, last := noonDay(known[0].Start), noonDay(known[0].Start)
	for _, k := range known {
		first, last = min(first, noonDay(k.Start)), max(last, noonDay(k.End-1))
	}
	s := SleepStates{first, make([][]state, last-first+1)}
	for _, k := range known {
		s.paint(k, awake, true)
	}
	for _, k := range slept {
		s.paint(k, asleep, false)
	}
	s.drop()
	return s
}

// States returns the states of nights. Of a day whose night was recorded all is taken as known: naps are not recorded
// and read as awake.
func (l Nights) States() SleepStates {
	var slept, known []Span
	for _, n := range l {
		noon := n.Day.midnight() + secondsPerDay/2
		known = append(known, Span{noon - secondsPerDay, noon})
		slept = append(slept, n.spans()...)
	}
	return NewSleepStates(slept, known)
}

// noonDay returns the day whose noon is the next one.
func noonDay(w Wall) Day {
	w += secondsPerDay / 2
	return Day((w - ((w%secondsPerDay)+secondsPerDay)%secondsPerDay) / secondsPerDay)
}

// paint sets the minutes that begin in a span, of unknown time only if told so.
func (s SleepStates) paint(k Span, to state, blank bool) {
	start := s.first.midnight() - secondsPerDay/2
	from := max(int(k.Start-start+59)/60, 0)
	until := min(int(k.End-start+59)/60, len(s.days)*minutesPerDay)
	for m := from; m < until; m++ {
		d := m / minutesPerDay
		if s.days[d] == nil {
			if !blank {
				continue
			}
			s.days[d] = make([]state, minutesPerDay)
		}
		if at := &s.days[d][m%minutesPerDay]; blank || *at != unknown {
			*at = to
		}
	}
}

func (s SleepStates) drop() {
	for i, day := range s.days {
		n := 0
		for _, minute := range day {
			if minute == unknown {
				n++
			}
		}
		if n > 6*60 {
			s.days[i] = nil
		}
	}
}

// agreement returns of how many minutes the state is known on a day and 24 hours before, and of how many it is the
// same.
func (s SleepStates) agreement(d Day) (same, known int) {
	i := int(d - s.first)
	if i < 1 || i >= len(s.days) || s.days[i] == nil || s.days[i-1] == nil {
		return 0, 0
	}
	before := s.days[i-1]
	for m, now := range s.days[i] {
		if now == unknown || before[m] == unknown {
			continue
		}
		known++
		if now == before[m] {
			same++
		}
	}
	return same, known
}

// Regularity returns the sleep regularity index of the 28 days that end with each day from one to another: -100 + 200
// times the share of minutes in which the person was in the same state, asleep or awake, as 24 hours before (Phillips
// and others, 2017). 100 is every day alike, 0 is chance. It needs 5 pairs of days. Cut-offs of studies hold for
// their own devices only: compare a person with their own past.
func (s SleepStates) Regularity(from, to Day) []Estimate {
	list := make([]Estimate, 0, max(int(to-from)+1, 0))
	const pairs = regularityDays - 1
	type count struct{ same, known int }
	counts := make([]count, 0, int(max(to-from, 0))+regularityDays)
	for d := from - pairs + 1; d <= to; d++ {
		same, known := s.agreement(d)
		counts = append(counts, count{same, known})
		if d < from {
			continue
		}
		var sum count
		for _, c := range counts[len(counts)-pairs:] {
			sum.same, sum.known = sum.same+c.same, sum.known+c.known
		}
		list = append(list, regularity(sum.same, sum.known))
	}
	return list
}

func regularity(same, known int) Estimate {
	const method = "sleep regularity index of 28 days"
	n := known / minutesPerDay
	if n < 5 {
		return none(method, TooFewDays, n, regularityDays-1)
	}
	return estimate(method, sri(same, known), n, regularityDays-1)
}

func sri(same, known int) float64 { return -100 + 200*float64(same)/float64(known) }
