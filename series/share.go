package series

import (
	"cmp"
	"math"
	"slices"
)

// piece is the open stretch between two fixed points of one segment; quota is
// how many of the points in it may stay.
type piece struct{ left, right, quota int }

// masses returns, for each index, what the points before it weigh together when
// the budget is shared. Half of the weight of a series is its number of points,
// and half the time that they measured: by number alone an hour of 1 Hz samples
// would take all of a day, by time alone it would shrink to a few points. In a
// regular series both are the same.
func masses(s Series, segments []segment) []float64 {
	var points, duration float64
	for _, g := range segments {
		points += float64(g.to - g.from)
		for i := g.from + 1; i < g.to; i++ {
			duration += max(s.spacing(i), 0)
		}
	}
	duration = max(duration, 1)
	mass := make([]float64, s.Len()+1)
	for _, g := range segments {
		for i := g.from; i < g.to; i++ {
			mass[i+1] = 1 / points
			if i > g.from {
				mass[i+1] += max(s.spacing(i), 0) / duration
			}
		}
	}
	for i := 1; i < len(mass); i++ {
		mass[i] += mass[i-1]
	}
	return mass
}

// shares spends what is left of the budget on the pieces between fixed points,
// each by its mass. The densest are served first, because they may not have as
// many points as their share is.
func (p *plan) shares() []piece {
	pieces := p.pieces()
	weight := func(c piece) float64 { return p.mass[c.right] - p.mass[c.left+1] }
	slices.SortStableFunc(pieces, func(a, b piece) int {
		return cmp.Compare(weight(b)*float64(a.interior()), weight(a)*float64(b.interior()))
	})
	var total float64
	for _, c := range pieces {
		total += weight(c)
	}
	left := p.left
	for i, c := range pieces {
		share := math.Round(float64(left) * weight(c) / total)
		pieces[i].quota = min(int(share), c.interior(), left)
		left -= pieces[i].quota
		total -= weight(c)
	}
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.left, b.left) })
	return pieces
}

// pieces returns the stretches between neighbouring fixed points that have
// points in them.
func (p *plan) pieces() []piece {
	var out []piece
	for _, fixed := range p.fixed {
		for i := 1; i < len(fixed); i++ {
			if c := (piece{left: fixed[i-1], right: fixed[i]}); c.interior() > 0 {
				out = append(out, c)
			}
		}
	}
	return out
}

// interior returns the number of points in the piece.
func (c piece) interior() int { return c.right - c.left - 1 }
