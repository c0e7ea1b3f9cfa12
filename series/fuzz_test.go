package series

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

// FuzzDecode takes any bytes: they must give an error or a series that survives
// the codec.
func FuzzDecode(f *testing.F) {
	for _, s := range natures(rand.New(rand.NewPCG(5, 5)), 30) {
		data, err := Encode(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := Decode(data); err == nil {
			requireRoundTrip(t, s)
		}
	})
}

// FuzzPayload does the same behind the checksum, which hides the parser from
// FuzzDecode.
func FuzzPayload(f *testing.F) {
	for _, s := range natures(rand.New(rand.NewPCG(6, 6)), 30) {
		f.Add(appendPayload(nil, s))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		if s, err := Decode(seal(containerStored, payload)); err == nil {
			requireRoundTrip(t, s)
		}
	})
}

// FuzzReduce makes a series of any bytes, sixteen a point, and demands that the
// codec keeps it and that the reductions keep their budget.
func FuzzReduce(f *testing.F) {
	for _, s := range natures(rand.New(rand.NewPCG(7, 7)), 30) {
		var data []byte
		for i := range s.Len() {
			data = binary.LittleEndian.AppendUint64(data, uint64(s.Offsets[i]))
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(s.Values[i]))
		}
		f.Add(data, 10)
	}
	f.Fuzz(func(t *testing.T, data []byte, maxPoints int) {
		var s Series
		for ; len(data) >= 16; data = data[16:] {
			s.add(int64(binary.LittleEndian.Uint64(data)), math.Float64frombits(binary.LittleEndian.Uint64(data[8:])))
		}
		requireRoundTrip(t, s)
		budget := max(maxPoints, 2)
		lttb, mean := LTTB(s, maxPoints), Mean(s, maxPoints)
		route := ReduceRoute(s.Values, s.Values, maxPoints)
		if lttb.Len() > budget || mean.Len() > budget || len(route) > budget {
			t.Errorf("%d points gave %d, %d and %d of %d", s.Len(), lttb.Len(), mean.Len(), len(route), budget)
		}
		TimeWeightedMean(s, gridSpacing)
	})
}
