package analytics

import (
	"math"
	"math/rand/v2"
)

// blockDays is how many successive days stay together when days are permuted or resampled: a week keeps most of the
// autocorrelation of daily values, and the rhythm of the week.
const blockDays = 7

// blockPermutation returns the probability of a correlation as far from 0 as that of x and y if one had nothing to do
// with the other: x is turned round its ends by a random number of days, cut into blocks of a week, and these are put
// in random order, so many times. Both have to be standardised.
func blockPermutation(r *rand.Rand, x, y []float64, draws int) float64 {
	n := len(x)
	observed := math.Abs(dot(x, y))
	blocks := make([]int, (n+blockDays-1)/blockDays)
	permuted := make([]float64, n)
	asFar := 1
	for range draws {
		for i := range blocks {
			blocks[i] = i * blockDays
		}
		r.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
		turn, to := r.IntN(n), 0
		for _, start := range blocks {
			for i := start; i < min(start+blockDays, n); i++ {
				permuted[to] = x[(i+turn)%n]
				to++
			}
		}
		if math.Abs(dot(permuted, y)) >= observed-1e-12 {
			asFar++
		}
	}
	return float64(asFar) / float64(draws+1)
}

func dot(x, y []float64) float64 {
	sum := 0.0
	for i, a := range x {
		sum += a * y[i]
	}
	return sum
}

// resampler draws days in blocks of a week, wrapping round the ends (the circular block bootstrap of Politis and
// Romano, 1992).
type resampler struct {
	r    *rand.Rand
	days []int
}

// draw returns the positions of one resample of n days, valid until the next.
func (b *resampler) draw(n int) []int {
	b.days = b.days[:0]
	for len(b.days) < n {
		start := b.r.IntN(n)
		for i := 0; i < blockDays && len(b.days) < n; i++ {
			b.days = append(b.days, (start+i)%n)
		}
	}
	return b.days
}

// generator returns the random numbers of one computation, the same for the same seed and number.
func generator(seed uint64, number int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(number))) //nolint:gosec // resampling has to repeat, not to be secret
}
