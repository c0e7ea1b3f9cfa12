package words

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"polarflow/analytics"
)

// Readiness returns what there is to say of a readiness score.
func Readiness(r analytics.Readiness) string {
	if !r.Score.OK() {
		return fmt.Sprintf("No readiness on %s: %s.", r.Day, missing(r.Score))
	}
	parts := slices.Clone(r.Parts)
	slices.SortStableFunc(parts, func(a, b analytics.Part) int {
		return int(math.Copysign(1, math.Abs(b.Points)-math.Abs(a.Points)))
	})
	var said []string
	for _, p := range parts {
		if math.Abs(p.Points) >= 0.5 {
			said = append(said, fmt.Sprintf("%s %s", signals[p.Signal].name, signed(p.Points, "points")))
		}
	}
	parted := ""
	if len(said) > 0 {
		parted = ": " + list(said)
	}
	return fmt.Sprintf("Readiness %s on %s, %s%s. It compares the night with %d of your own.",
		number(r.Score.Value, "points"), r.Day, bands[r.Band], parted, r.Score.N)
}

// UnusualNight returns what there is to say of how usual a night was.
func UnusualNight(u analytics.UnusualNight) string {
	switch {
	case !u.Total.OK():
		return fmt.Sprintf("The night of %s has no comparison: %s.", u.Day, missing(u.Total))
	case !u.Threshold.OK():
		return fmt.Sprintf("The night of %s cannot be called usual or unusual: %s.", u.Day, missing(u.Threshold))
	case !u.Unusual:
		return fmt.Sprintf("The night of %s was not unusual: %s against your own limit of %s.",
			u.Day, amount(u.Total.Value, "SD"), amount(u.Threshold.Value, "SD"))
	}
	said := fmt.Sprintf("The night of %s was unusual: %s, together %s against your own limit of %s.",
		u.Day, list(deviants(u.Parts)), amount(u.Total.Value, "SD"), amount(u.Threshold.Value, "SD"))
	if u.Pattern {
		said += " So was the night before."
	}
	return said + " " + compares
}

// compares ends what could be mistaken for more than it is.
const compares = "This compares you with yourself and is not a medical finding."

// deviants says how each part of an unusual night that is notable lay; of a night without one, all of them.
func deviants(parts []analytics.Deviant) []string {
	notable := slices.DeleteFunc(slices.Clone(parts), func(p analytics.Deviant) bool { return p.Z < 1 })
	if len(notable) == 0 {
		notable = parts
	}
	said := make([]string, len(notable))
	for i, p := range notable {
		z := p.Z
		if p.Signal == analytics.HRV {
			z = -z // towards what is unusual is down
		}
		said[i] = fmt.Sprintf("%s %s", signals[p.Signal].name, signed(z, "SD"))
	}
	return said
}

// SleepDebt returns what there is to say of the sleep debt on a day.
func SleepDebt(d analytics.SleepDebt) string {
	if !d.Window.OK() {
		return fmt.Sprintf("No sleep debt: %s.", missing(d.Window))
	}
	said := fmt.Sprintf("Sleep debt %s over %d nights, %d of them recorded", amount(d.Window.Value, "h"), d.Window.Window, d.Window.N)
	if d.Need.OK() {
		said += fmt.Sprintf(", with a need of %s a night", amount(d.Need.Value, "h"))
	}
	return said + "."
}

// Night is a day's result with what was asked for.
type Night struct {
	Asked  analytics.Day // the date that was asked for
	Known  bool          // there are results at all
	Result analytics.DayResult
}

// Headline returns what matters most of a day.
func (n Night) Headline() string {
	r := n.Result
	if !n.Known {
		return "There is nothing to compare with yet."
	}
	said := headline(r)
	if r.Day != n.Asked {
		return fmt.Sprintf("The newest data is of %s: %s", r.Day, lower(said))
	}
	return said
}

func headline(r analytics.DayResult) string {
	switch {
	case r.Unusual.Unusual:
		return UnusualNight(r.Unusual)
	case r.Artefact:
		return fmt.Sprintf("The HRV of the night of %s is probably an artefact of the measurement.", r.Day)
	case !r.Readiness.Score.OK():
		return Readiness(r.Readiness)
	}
	said := []string{fmt.Sprintf("Readiness %s, %s", number(r.Readiness.Score.Value, "points"), bands[r.Readiness.Band])}
	if r.Debt.Window.OK() {
		said = append(said, "sleep debt "+amount(r.Debt.Window.Value, "h"))
	}
	if r.Balance.Difference.OK() {
		said = append(said, "load balance "+signed(r.Balance.Difference.Value, "TRIMP"))
	}
	for _, f := range r.Week.Flags {
		said = append(said, flags[f])
	}
	return strings.Join(said, "; ") + "."
}

var flags = map[analytics.LoadFlag]string{
	analytics.LoadJump:   "the load of the week is far above that of the weeks before",
	analytics.Monotonous: "the days of a hard week are all alike",
}

// lower returns a sentence as the second half of one, a name like HRV left as it is.
func lower(text string) string {
	if len(text) > 1 && text[1] >= 'A' && text[1] <= 'Z' {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
