package words

import (
	"fmt"
	"math"
	"slices"

	"polarflow/analytics"
)

// Number is one number of a summary.
type Number struct {
	Name string // like mean HRV
	Unit string
	analytics.Summary
}

// Numbers are the numbers of one week or month.
type Numbers []Number

// mostSentences is how many sentences a summary has at most.
const mostSentences = 3

// Sentences returns what is most notable of a week or a month: the numbers that deviate by at least one robust standard
// deviation from the periods before, those first that deviate most and rest on most days. At least one sentence.
func (numbers Numbers) Sentences() []string {
	notable := slices.DeleteFunc(slices.Clone(numbers), func(n Number) bool { return !n.Deviation.OK() || math.Abs(n.Deviation.Value) < 1 })
	slices.SortStableFunc(notable, func(a, b Number) int {
		return int(math.Copysign(1, b.weight()-a.weight()))
	})
	var said []string
	for _, n := range notable[:min(len(notable), mostSentences)] {
		said = append(said, n.sentence())
	}
	if len(said) == 0 {
		said = []string{numbers.ordinary()}
	}
	return said
}

func (n Number) weight() float64 {
	return math.Abs(n.Deviation.Value) * float64(n.Value.N) / float64(max(n.Value.Window, 1))
}

func (n Number) sentence() string {
	said := fmt.Sprintf("From %s to %s: %s %s on %d days, %s from the periods before", n.From, n.To,
		n.Name, amount(n.Value.Value, n.Unit), n.Value.N, signed(n.Deviation.Value, "SD"))
	if n.Change.OK() {
		said += fmt.Sprintf(" (%s against their median)", signed(n.Change.Value, n.Unit))
	}
	return said + "."
}

// ordinary says why nothing stands out.
func (numbers Numbers) ordinary() string {
	compared, known := 0, 0
	for _, n := range numbers {
		if n.Value.OK() {
			known++
		}
		if n.Deviation.OK() {
			compared++
		}
	}
	switch {
	case known == 0:
		return "There are not enough days yet for a summary."
	case compared == 0:
		return "There are not enough periods before yet to compare with."
	}
	return "Nothing was far from the periods before."
}
