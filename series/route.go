package series

import (
	"container/heap"
	"math"
)

// ReduceRoute returns the indexes, ascending, of at most maxPoints points that
// keep the shape of a route: again and again the point that spans the smallest
// triangle with its neighbours is dropped (Visvalingam and Whyatt, 1993), in
// O(n log n). Coordinates are degrees; longitudes shrink with the cosine of the
// latitude and may cross the 180th meridian. The first and the last point always
// stay. Of columns that differ in length the shorter one counts, a point whose
// coordinates are no finite numbers is dropped before all others, and maxPoints
// below 2 counts as 2.
func ReduceRoute(latitudes, longitudes []float64, maxPoints int) []int {
	n := min(len(latitudes), len(longitudes))
	maxPoints = max(maxPoints, 2)
	if n <= maxPoints {
		return appendRange(nil, 0, n)
	}
	line := newPolyline(latitudes[:n], longitudes[:n])
	for range n - maxPoints {
		line.drop()
	}
	kept := make([]int, 0, maxPoints)
	for i := 0; i < n; i = line.next[i] {
		kept = append(kept, i)
	}
	return kept
}

// polyline is a route whose points are dropped one by one. It is the heap of the
// points that may be dropped next, the smallest effective area on top.
type polyline struct {
	latitudes, longitudes []float64
	shrink                []float64 // the cosine of each latitude
	previous, next        []int     // the neighbours that are left of each point
	area                  []float64 // the effective area of each point
	queue                 []int     // the heap, of indexes
	position              []int     // where in queue each index is
}

// newPolyline links all points and queues all but the two ends.
func newPolyline(latitudes, longitudes []float64) *polyline {
	n := len(latitudes)
	l := &polyline{
		latitudes: latitudes, longitudes: longitudes, shrink: make([]float64, n),
		previous: make([]int, n), next: make([]int, n),
		area: make([]float64, n), position: make([]int, n),
		queue: appendRange(nil, 1, n-1),
	}
	for i := range n {
		l.shrink[i] = math.Cos(latitudes[i] * math.Pi / 180)
		l.previous[i], l.next[i] = i-1, i+1
	}
	for place, i := range l.queue {
		l.position[i] = place
		l.area[i] = l.triangle(i)
	}
	heap.Init(l)
	return l
}

// drop removes the point with the smallest effective area. Its neighbours are
// never worth less than it was, so that a detail does not go before what it is
// a detail of.
func (l *polyline) drop() {
	i := heap.Pop(l).(int)
	before, after := l.previous[i], l.next[i]
	l.next[before], l.previous[after] = after, before
	for _, neighbour := range []int{before, after} {
		if neighbour == 0 || neighbour == len(l.area)-1 {
			continue
		}
		l.area[neighbour] = max(l.triangle(neighbour), l.area[i])
		heap.Fix(l, l.position[neighbour])
	}
}

// triangle returns twice the area, in square degrees of latitude, that point i
// spans with its neighbours: -1 when its own coordinates are no finite numbers,
// so that it goes before every other, and zero when those of a neighbour are.
func (l *polyline) triangle(i int) float64 {
	if own := l.latitudes[i] + l.longitudes[i]; math.IsNaN(own) || math.IsInf(own, 0) {
		return -1
	}
	ax, ay := l.relative(i, l.previous[i])
	bx, by := l.relative(i, l.next[i])
	area := math.Abs(ax*by - ay*bx)
	if math.IsNaN(area) {
		return 0
	}
	return area
}

// relative returns where point to lies as seen from point from, in degrees of
// latitude to the east and to the north.
func (l *polyline) relative(from, to int) (east, north float64) {
	east = l.longitudes[to] - l.longitudes[from]
	switch {
	case east > 180:
		east -= 360
	case east < -180:
		east += 360
	}
	return east * l.shrink[from], l.latitudes[to] - l.latitudes[from]
}

// Len, Less, Swap, Push and Pop make the polyline a heap.Interface.

// Len returns how many points may still be dropped.
func (l *polyline) Len() int { return len(l.queue) }

// Less orders by effective area, and equal ones by their place on the route.
func (l *polyline) Less(a, b int) bool {
	i, j := l.queue[a], l.queue[b]
	if l.area[i] != l.area[j] {
		return l.area[i] < l.area[j]
	}
	return i < j
}

// Swap exchanges two places of the heap.
func (l *polyline) Swap(a, b int) {
	l.queue[a], l.queue[b] = l.queue[b], l.queue[a]
	l.position[l.queue[a]], l.position[l.queue[b]] = a, b
}

// Push appends an index, which has to be an int.
func (l *polyline) Push(index any) {
	l.position[index.(int)] = len(l.queue)
	l.queue = append(l.queue, index.(int))
}

// Pop removes and returns the last index.
func (l *polyline) Pop() any {
	i := l.queue[len(l.queue)-1]
	l.queue = l.queue[:len(l.queue)-1]
	return i
}
