package series

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkEncode(b *testing.B) {
	for name, s := range benchmarked() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				data, err := Encode(s)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(data)), "bytes")
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for name, s := range benchmarked() {
		data, err := Encode(s)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Decode(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLTTB(b *testing.B) {
	s := syntheticExercise(rand.New(rand.NewPCG(15, 15)), 10_000)["heart rate"]
	b.ReportAllocs()
	for b.Loop() {
		LTTB(s, 500)
	}
}

func BenchmarkMean(b *testing.B) {
	s := syntheticExercise(rand.New(rand.NewPCG(15, 15)), 10_000)["heart rate"]
	b.ReportAllocs()
	for b.Loop() {
		Mean(s, 500)
	}
}

func BenchmarkReduceRoute(b *testing.B) {
	latitudes, longitudes := randomWalk(rand.New(rand.NewPCG(16, 16)), 10_000)
	b.ReportAllocs()
	for b.Loop() {
		ReduceRoute(latitudes, longitudes, 500)
	}
}

// benchmarked returns two hours of each exercise series, a day of heart rate
// and values that only their bits describe.
func benchmarked() map[string]Series {
	r := rand.New(rand.NewPCG(17, 17))
	out := syntheticExercise(r, 7200)
	out["day"] = syntheticDay(r)
	out["noise"] = natures(r, 7200)["millivolts"]
	return out
}
