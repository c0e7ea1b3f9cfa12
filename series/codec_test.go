package series

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// point is one point of a series in a form that compares bit for bit: negative
// zero differs from zero, and every NaN is the same gap.
type point struct {
	Offset int64
	Value  uint64
}

func pointsOf(s Series) []point {
	out := make([]point, 0, s.Len())
	for i := range s.Len() {
		v := s.Values[i]
		if math.IsNaN(v) {
			v = math.NaN()
		}
		out = append(out, point{s.Offsets[i], math.Float64bits(v)})
	}
	return out
}

// every returns n offsets that are step milliseconds apart.
func every(step int64, n int) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(i) * step
	}
	return out
}

// pick draws n values from a function of the index.
func pick(n int, value func(i int) float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = value(i)
	}
	return out
}

// natures are series of every nature that the product stores, and the numbers
// that are hardest to keep.
func natures(r *rand.Rand, n int) map[string]Series {
	jittered := make([]int64, n)
	shuffled := make([]int64, n)
	for i := range n {
		jittered[i] = int64(i)*300_000 + 1000*r.Int64N(4)
		shuffled[i] = int64(r.Uint64())
	}
	gaps := func(int) float64 {
		if r.IntN(3) == 0 {
			return math.Float64frombits(math.Float64bits(math.NaN()) ^ uint64(r.IntN(1000)))
		}
		return float64(60 + r.IntN(100))
	}
	edge := []float64{
		math.Copysign(0, -1), 0, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, -math.MaxFloat64,
		math.SmallestNonzeroFloat64, 1 << 53, 1<<53 + 2, -(1 << 53), 0.1, float64(float32(0.1)), 1e300,
	}
	walk := 120.0
	return map[string]Series{
		"heart rate":     {every(1000, n), pick(n, func(int) float64 { walk += float64(r.IntN(3) - 1); return walk })},
		"grid":           {jittered, pick(n, func(int) float64 { return float64(50 + r.IntN(40)) })},
		"speed":          {every(1000, n), pick(n, func(int) float64 { return math.Round(r.Float64()*1e5) / 1e4 })},
		"distance":       {every(1000, n), pick(n, func(i int) float64 { return float64(float32(float64(i*28) / 10)) })},
		"temperature":    {every(240_000, n), pick(n, func(int) float64 { return math.Round(36e6+r.Float64()*2e6) / 1e6 })},
		"millivolts":     {every(8, n), pick(n, func(int) float64 { return r.NormFloat64() })},
		"gaps":           {every(1000, n), pick(n, gaps)},
		"only gaps":      {every(1000, n), pick(n, func(int) float64 { return math.NaN() })},
		"edges":          {shuffled, pick(n, func(int) float64 { return edge[r.IntN(len(edge))] })},
		"negative zero":  {every(1000, n), pick(n, func(i int) float64 { return math.Copysign(0, float64(i%2)-0.5) })},
		"any bits":       {shuffled, pick(n, func(int) float64 { return math.Float64frombits(r.Uint64()) })},
		"equal offsets":  {make([]int64, n), pick(n, func(i int) float64 { return float64(i) })},
		"small decimals": {every(-7, n), pick(n, func(int) float64 { return float64(r.IntN(1000)) / 1e15 })},
	}
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 3, 10, 997} {
		for name, s := range natures(rand.New(rand.NewPCG(1, uint64(n))), n) {
			t.Run(fmt.Sprintf("%s of %d", name, n), func(t *testing.T) {
				t.Parallel()
				requireRoundTrip(t, s)
			})
		}
	}
}

// requireRoundTrip fails unless the codec gives every point back.
func requireRoundTrip(t *testing.T, s Series) {
	t.Helper()
	data, err := Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(pointsOf(s), pointsOf(got)); diff != "" {
		t.Errorf("decoded series differs (-want +got):\n%s", diff)
	}
}

func TestRoundTripOfExtremeOffsets(t *testing.T) {
	t.Parallel()
	tests := map[string][]int64{
		"one":               {math.MinInt64},
		"smallest distance": {0, math.MinInt64},
		"only the smallest": {0, math.MinInt64, 0, math.MinInt64},
		"both ends":         {math.MinInt64, math.MaxInt64, math.MinInt64, 0},
		"wrapping regular":  {math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 2},
		"milliseconds":      {-1, 999, 1_000, 86_399_999, 86_400_001},
		"backwards":         {3000, 2000, 1000, 1000, 5000},
	}
	for name, offsets := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			requireRoundTrip(t, Series{offsets, make([]float64, len(offsets))})
		})
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]Series{
		"more offsets": {Offsets: []int64{0, 1}, Values: []float64{1}},
		"more values":  {Offsets: []int64{0}, Values: []float64{1, 2}},
		"too many":     {Offsets: make([]int64, MaxPoints+1), Values: make([]float64, MaxPoints+1)},
	}
	for name, s := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if data, err := Encode(s); err == nil {
				t.Errorf("Encode gave %d bytes, want an error", len(data))
			}
		})
	}
}

func TestEncodeIsDeterministic(t *testing.T) {
	t.Parallel()
	all := natures(rand.New(rand.NewPCG(2, 2)), 2000)
	first := make(map[string][]byte)
	for name, s := range all {
		first[name], _ = Encode(s)
	}
	var group sync.WaitGroup
	for name, s := range all {
		for range 4 {
			group.Go(func() {
				again, err := Encode(s)
				if err != nil || !cmp.Equal(first[name], again) {
					t.Errorf("%s: bytes differ the second time (error %v)", name, err)
				}
			})
		}
	}
	group.Wait()
}

func TestEncodeLeavesTheSeriesAlone(t *testing.T) {
	t.Parallel()
	s := natures(rand.New(rand.NewPCG(3, 3)), 100)["distance"]
	want := pointsOf(s)
	if _, err := Encode(s); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, pointsOf(s)); diff != "" {
		t.Errorf("Encode changed its argument (-want +got):\n%s", diff)
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	good, err := Encode(Series{every(1000, 4), []float64{60, 61, math.NaN(), 62}})
	if err != nil {
		t.Fatal(err)
	}
	later := append([]byte(nil), good...)
	later[1] = version + 1
	tests := map[string]struct {
		data []byte
		want error
	}{
		"nothing":           {nil, ErrCorrupt},
		"text":              {[]byte("60,61,62"), ErrCorrupt},
		"only the magic":    {good[:1], ErrCorrupt},
		"only the header":   {good[:headerSize], ErrCorrupt},
		"a later version":   {later, ErrVersion},
		"unknown container": {seal(9, nil), ErrCorrupt},
		"no zstd frame":     {seal(containerZstd, []byte("abcd")), ErrCorrupt},
		"empty zstd":        {seal(containerZstd, nil), ErrCorrupt},
		"too many points":   {seal(containerStored, []byte{0xff, 0xff, 0xff, 0xff, 0x7f}), ErrCorrupt},
		"endless varint":    {seal(containerStored, []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}), ErrCorrupt},
		"trailing bytes":    {seal(containerStored, []byte{0, formDecimal, 0, 0, 7}), ErrCorrupt},
		"offsets too many":  {seal(containerStored, []byte{2, 0, 1, 2, 5, 2, formDecimal, 0, 0, 2, 2}), ErrCorrupt},
		"gaps too many":     {seal(containerStored, []byte{2, 0, 1, 2, 1, 0, 3}), ErrCorrupt},
		"unknown form":      {seal(containerStored, []byte{1, 0, 1, 1, 7, 0, 0, 2}), ErrCorrupt},
		"unknown scale":     {seal(containerStored, []byte{1, 0, 1, 1, formDecimal, maxScale + 1, 0, 2}), ErrCorrupt},
		"unknown order":     {seal(containerStored, []byte{1, 0, 1, 1, formDecimal, 0, maxOrder + 1, 2}), ErrCorrupt},
		"values missing":    {seal(containerStored, []byte{2, 0, 1, 2, 1, 2, formDecimal, 0, 0, 2}), ErrCorrupt},
		"bits missing":      {seal(containerStored, []byte{1, 0, 1, 1, formBits, 1, 2, 3}), ErrCorrupt},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if s, err := Decode(test.data); !errors.Is(err, test.want) {
				t.Errorf("Decode gave %v and error %v, want %v", s, err, test.want)
			}
		})
	}
}

func TestDecodeNoticesDamage(t *testing.T) {
	t.Parallel()
	for name, s := range natures(rand.New(rand.NewPCG(4, 4)), 60) {
		data, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		for at := range data {
			damaged := append([]byte(nil), data...)
			damaged[at] ^= 0x10
			if _, err := Decode(damaged); err == nil {
				t.Errorf("%s: a flipped bit in byte %d went unnoticed", name, at)
			}
			if _, err := Decode(data[:at]); err == nil {
				t.Errorf("%s: the first %d bytes were taken for the whole", name, at)
			}
		}
	}
}

func TestDecodeRefusesWhatGrowsWithoutEnd(t *testing.T) {
	t.Parallel()
	encoder, err := compressor()
	if err != nil {
		t.Fatal(err)
	}
	bomb := encoder.EncodeAll(make([]byte, maxPayload+1), nil)
	if _, err := Decode(seal(containerZstd, bomb)); !errors.Is(err, ErrCorrupt) {
		t.Errorf("Decode of %d bytes that become %d: error %v", len(bomb), maxPayload+1, err)
	}
}
