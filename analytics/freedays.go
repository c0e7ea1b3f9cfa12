package analytics

import "time"

// FreeDays says on which weekdays a person need not get up for work. The zero value stands for Saturday and Sunday,
// which is assumed of everybody.
type FreeDays [7]bool

// Assumed says whether the person never said which days are free.
func (f FreeDays) Assumed() bool { return f == FreeDays{} }

func (f FreeDays) has(d Day) bool {
	w := d.Weekday()
	if f.Assumed() {
		return w == time.Saturday || w == time.Sunday
	}
	return f[w]
}

// work returns how many days of a week are not free.
func (f FreeDays) work() int {
	n := 0
	for d := range Day(7) {
		if !f.has(d) {
			n++
		}
	}
	return n
}
