package words

import (
	"fmt"
	"strings"

	"polarflow/analytics"
)

// Forecast returns what there is to say of the night to come.
func Forecast(f analytics.Forecast) string {
	name, unit := signals[f.Signal].name, Unit(f.Signal)
	if !f.Value.OK() {
		return fmt.Sprintf("No forecast of %s yet: %s.", name, missing(f.Value))
	}
	said := fmt.Sprintf("%s in the night to %s: about %s, %s %% of nights within %s and %s (n=%d).",
		sentence(name), f.Night, amount(f.Value.Value, unit), number(100*f.Value.Level, "%"),
		number(f.Value.Low, unit), amount(f.Value.High, unit), f.Value.N)
	if !f.Open {
		return said + fmt.Sprintf(" No reliable pattern yet between your days and this (n=%d).", f.Value.N)
	}
	return said + fmt.Sprintf(" Knowing your days makes the forecast %s better (%s to %s) than your nights alone.",
		amount(100*f.Skill.Value, "%"), number(100*f.Skill.Low, "%"), amount(100*f.Skill.High, "%"))
}

// Effect returns what there is to say of what a behaviour goes with.
func Effect(e analytics.Effect) string {
	name, unit := signals[e.Signal].name, ChangeUnit(e.Signal)
	step := strings.Replace(behaviours[e.Behaviour].step, "N", fmt.Sprintf("%.0f", e.Step), 1)
	if !e.Change.OK() {
		return fmt.Sprintf("%s and %s in the night after: %s.", sentence(step), name, missing(e.Change))
	}
	if !e.Shown {
		return fmt.Sprintf("%s and %s in the night after: no reliable pattern yet (n=%d).", sentence(step), name, e.Change.N)
	}
	return fmt.Sprintf("%s goes with %s of %s%s in the night after, the other habits being the same (n=%d).",
		sentence(step), name, signed(e.Change.Value, unit), interval(e.Change, unit), e.Change.N)
}

// Correlation returns what there is to say of whether a behaviour and a night's signal go together.
func Correlation(c analytics.Correlation) string {
	behaviour, name := sentence(behaviours[c.Behaviour].name), signals[c.Outcome].name
	switch {
	case !c.Rho.OK():
		return fmt.Sprintf("%s and %s in the night after: %s.", behaviour, name, missing(c.Rho))
	case !c.Shown:
		return fmt.Sprintf("%s and %s in the night after: no reliable pattern yet (n=%d).", behaviour, name, c.Rho.N)
	}
	return fmt.Sprintf("%s goes with %s %s in the night after: a correlation of %s%s (n=%d).",
		behaviour, more(c.Rho.Value), name, number(c.Rho.Value, ""), interval(c.Rho, ""), c.Rho.N)
}

func more(rho float64) string {
	if rho < 0 {
		return "lower"
	}
	return "higher"
}

// Correlations returns what there is to say of all questions together.
func Correlations(c analytics.Correlations) string {
	var found []string
	most := 0
	for _, one := range c.List {
		most = max(most, one.Rho.N)
		if one.Shown {
			found = append(found, fmt.Sprintf("%s with %s %s", behaviours[one.Behaviour].name, more(one.Rho.Value), signals[one.Outcome].name))
		}
	}
	if len(found) == 0 {
		return noPattern(most)
	}
	return fmt.Sprintf("What goes together, of %d questions that could be answered: %s.", c.Tested, list(found))
}

func noPattern(n int) string {
	return fmt.Sprintf("No reliable pattern yet between what you do and your nights (n=%d).", n)
}

// Trend returns what there is to say of where a signal has been going over so many days.
func Trend(t analytics.Trend) string {
	name, unit := signals[t.Signal].name, ChangeUnit(t.Signal)
	if !t.Change.OK() {
		return fmt.Sprintf("No trend of %s over %d days to %s: %s.", name, t.Change.Window, t.Day, missing(t.Change))
	}
	if !t.Shown {
		return fmt.Sprintf("No reliable trend of %s over %d days to %s (n=%d).", name, t.Change.Window, t.Day, t.Change.N)
	}
	return fmt.Sprintf("%s has changed by %s%s over %d days to %s (n=%d).",
		sentence(name), signed(t.Change.Value, unit), interval(t.Change, unit), t.Change.Window, t.Day, t.Change.N)
}

// LevelChange returns what there is to say of a change of level.
func LevelChange(c analytics.Change) string {
	unit := Unit(c.Signal)
	return fmt.Sprintf("Around %s, between %s and %s, the level of %s went from %s to %s.",
		c.Day, c.Early, c.Late, signals[c.Signal].name, number(c.Before.Value, unit), amount(c.After.Value, unit))
}
