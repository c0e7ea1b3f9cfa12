package main

// ledger counts what is sent, second by second, and knows nothing of Polar's own count.
type ledger []uint32

func newLedger(days int) ledger { return make(ledger, (days+1)*86400) }

func (l ledger) note(now instant) {
	if s := int(now / second); s < len(l) {
		l[s]++
	}
}

// most returns the largest number of requests in any window of so many seconds that begins with the first
// request after the last one ended. A window takes all of its first and of its last second, so the number is
// never too small.
func (l ledger) most(seconds int) int {
	most := 0
	for at := 0; at < len(l); {
		if l[at] == 0 {
			at++
			continue
		}
		sum := 0
		for _, n := range l[at:min(at+seconds+1, len(l))] {
			sum += int(n)
		}
		most = max(most, sum)
		at += seconds
	}
	return most
}
