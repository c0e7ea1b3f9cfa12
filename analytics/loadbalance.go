package analytics

// The time constants of long-term and short-term load, in days. They are averages over people: fits to single
// athletes range from 4 to 74 days (Vermeire and others, 2022).
const (
	longTermDays  = 42
	shortTermDays = 7
)

// Balance is a person's daily load on two time scales. Others call the three numbers fitness, fatigue and form, or
// CTL, ATL and TSB; a fatigue term adds nothing to the prediction of performance (Marchal and others, 2025).
type Balance struct {
	Day Day
	// LongTerm and ShortTerm are exponentially weighted means of the daily load, in its unit, with time constants of
	// 42 and 7 days: alpha = 1 - exp(-1/N). They have a value when the days known carry a weight of 1 - 1/e, which is
	// after 42 and 7 days without a gap. The mean is over the days known; other programs seed it with 0 and read
	// lower at first.
	LongTerm, ShortTerm Estimate
	// Difference is yesterday's long-term load less yesterday's short-term load; below 0 the last week was harder
	// than the months before.
	Difference Estimate
}

// Balances returns the balance of each day from one day to another. The whole series before counts.
func Balances(loads Series, from, to Day) []Balance {
	long, short := timeConstant(longTermDays), timeConstant(shortTermDays)
	list := make([]Balance, 0, max(int(to-from)+1, 0))
	yesterday := Balance{}
	for d := min(from, loads.startOr(from)) - 1; d <= to; d++ { // of the day before nothing is known
		long.add(loads.At(d))
		short.add(loads.At(d))
		b := Balance{
			Day:       d,
			LongTerm:  loadMean("exponentially weighted mean, time constant 42 days", long, loads, d, longTermDays),
			ShortTerm: loadMean("exponentially weighted mean, time constant 7 days", short, loads, d, shortTermDays),
		}
		b.Difference = difference(yesterday)
		if yesterday = b; d >= from {
			list = append(list, b)
		}
	}
	return list
}

func loadMean(m Method, mean decay, loads Series, d Day, window int) Estimate {
	n := loads.count(d-Day(window)+1, d)
	if !mean.filled() {
		return none(m, TooFewDays, n, window)
	}
	return estimate(m, mean.mean(), n, window)
}

func difference(yesterday Balance) Estimate {
	const method = "yesterday's long-term less short-term load"
	long, short := yesterday.LongTerm, yesterday.ShortTerm
	if !long.OK() || !short.OK() {
		return none(method, TooFewDays, long.N, longTermDays)
	}
	return estimate(method, long.Value-short.Value, long.N, longTermDays)
}
