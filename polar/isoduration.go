package polar

import (
	"fmt"
	"strings"
	"time"
)

// ParseDuration reads an ISO 8601 duration of weeks, days, hours, minutes and seconds. Polar does not
// normalise them: "PT2M2S", "PT7H22M" and "PT6917.941S" all occur. The result is exact to the
// nanosecond. Years and months have no fixed length and are refused.
func ParseDuration(s string) (time.Duration, error) {
	days, clock, hasClock := strings.Cut(s, "T")
	days, hasPrefix := strings.CutPrefix(days, "P")
	if !hasPrefix || (hasClock && clock == "") || (!hasClock && days == "") {
		return 0, fmt.Errorf("parse duration %q: not in ISO 8601 form", s)
	}
	whole, okDays := sumUnits(days, "WD")
	part, okClock := sumUnits(clock, "HMS")
	if !okDays || !okClock || whole+part < 0 {
		return 0, fmt.Errorf("parse duration %q: not in ISO 8601 form", s)
	}
	return whole + part, nil
}

// sumUnits adds up numbers that are each followed by one of the unit letters, which must stand in the
// order of letters.
func sumUnits(s, letters string) (sum time.Duration, ok bool) {
	for s != "" {
		end := strings.IndexAny(s, letters)
		if end < 0 {
			return 0, false
		}
		amount, rest, ok := scanDecimal(s[:end], unitOf(s[end]))
		if !ok || rest != "" || sum+amount < sum {
			return 0, false
		}
		sum += amount
		letters = letters[strings.IndexByte(letters, s[end])+1:]
		s = s[end+1:]
	}
	return sum, true
}

// unitOf returns the length of what an ISO 8601 unit letter stands for.
func unitOf(letter byte) time.Duration {
	switch letter {
	case 'W':
		return 7 * 24 * time.Hour
	case 'D':
		return 24 * time.Hour
	case 'H':
		return time.Hour
	case 'M':
		return time.Minute
	default:
		return time.Second
	}
}

// scanDecimal reads a decimal number at the start of s, of at most nine digits before the point and
// with as many behind it as were sent (nanoseconds and finer are cut), and returns that many units.
func scanDecimal(s string, unit time.Duration) (amount time.Duration, rest string, ok bool) {
	whole, rest := leadingDigits(s)
	n, ok := digits(whole)
	if !ok || len(whole) > 9 || time.Duration(n) > (1<<63-1)/unit {
		return 0, s, false
	}
	amount = time.Duration(n) * unit
	decimals, hasPoint := strings.CutPrefix(rest, ".")
	if !hasPoint {
		return amount, rest, true
	}
	fraction, rest := leadingDigits(decimals)
	for _, digit := range []byte(fraction) {
		unit /= 10
		amount += time.Duration(digit-'0') * unit
	}
	return amount, rest, fraction != ""
}

// leadingDigits splits s behind its leading decimal digits.
func leadingDigits(s string) (head, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	return s[:len(s)-len(rest)], rest
}
