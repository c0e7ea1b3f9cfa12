package series

import (
	"encoding/binary"
	"math/bits"
)

// maxOrder is how often whole numbers are replaced by the differences between
// neighbours at most: never for noise, once for a heart rate, twice for a
// distance that grows steadily.
const maxOrder = 2

// appendWholes writes how often differences were taken and then the numbers
// that remain, as zigzag varints. It changes whole.
func appendWholes(dst []byte, whole []int64) []byte {
	order := cheapestOrder(whole)
	for range order {
		difference(whole)
	}
	dst = append(dst, byte(order))
	for _, w := range whole {
		dst = binary.AppendVarint(dst, w)
	}
	return dst
}

// parseWholes undoes appendWholes for n numbers. A number takes at least one
// byte, which bounds n before anything is allocated.
func parseWholes(r *reader, n int) []int64 {
	order := r.count(maxOrder)
	if n > len(r.rest) {
		r.fail("%d values in %d bytes", n, len(r.rest))
		return nil
	}
	whole := make([]int64, n)
	for i := range whole {
		whole[i] = r.varint()
	}
	for range order {
		accumulate(whole)
	}
	return whole
}

// cheapestOrder returns how often differences should be taken: the order whose
// numbers have the fewest significant bits together, which stands for the size
// that zstd gets them to.
func cheapestOrder(whole []int64) int {
	var cost [maxOrder + 1]int
	var before [maxOrder]int64
	for _, w := range whole {
		for order := range cost {
			cost[order] += bits.Len64(magnitude(w))
			if order < maxOrder {
				w, before[order] = w-before[order], w
			}
		}
	}
	best := 0
	for order, c := range cost {
		if c < cost[best] {
			best = order
		}
	}
	return best
}

// difference replaces each number by its distance from the one before it; the
// first stays. Distances wrap around, and accumulate wraps them back.
func difference(whole []int64) {
	for i := len(whole) - 1; i > 0; i-- {
		whole[i] -= whole[i-1]
	}
}

// accumulate undoes difference.
func accumulate(whole []int64) {
	for i := 1; i < len(whole); i++ {
		whole[i] += whole[i-1]
	}
}
