package series

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// sizeShare is the most that an encoded series may take of its JSON.
const sizeShare = 0.25

// recordings is the directory of answers recorded from the live service. It lies
// beside the repository and is not part of it.
const recordings = "../../shared/polar/payloads/real"

// heartRateDay is one day of GET /v3/users/continuous-heart-rate.
type heartRateDay struct {
	Samples []struct {
		HeartRate  float64 `json:"heart_rate"`
		SampleTime string  `json:"sample_time"`
	} `json:"heart_rate_samples"`
}

// exercise is one element of GET /v3/exercises.
type exercise struct {
	Samples []struct {
		RecordingRate int64  `json:"recording_rate"`
		Data          string `json:"data"`
	} `json:"samples"`
}

// readRecording returns one recorded answer, compact as the service sends it,
// and skips the test where there is none.
func readRecording(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no recording: %v", err)
	}
	var out bytes.Buffer
	if err := json.Compact(&out, data); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// decodeJSON decodes a recorded answer.
func decodeJSON(t testing.TB, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// seriesOfDay returns the samples of a day.
func seriesOfDay(t testing.TB, day heartRateDay) Series {
	t.Helper()
	var s Series
	for _, sample := range day.Samples {
		at, err := time.Parse(time.TimeOnly, sample.SampleTime)
		if err != nil {
			t.Fatal(err)
		}
		midnight := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)
		s.add(at.Sub(midnight).Milliseconds(), sample.HeartRate)
	}
	return s
}

// seriesOfText returns comma separated samples; null and empty ones are gaps.
func seriesOfText(t testing.TB, data string, rate int64) Series {
	t.Helper()
	var s Series
	for i, text := range strings.Split(data, ",") {
		v, err := strconv.ParseFloat(text, 64)
		if text == "null" || text == "" {
			v, err = math.NaN(), nil
		}
		if err != nil {
			t.Fatal(err)
		}
		s.add(int64(i)*rate*1000, v)
	}
	return s
}

// requireSmall encodes the series, demands them back, and fails when they take
// more than their share of jsonSize bytes.
func requireSmall(t *testing.T, name string, jsonSize int, all ...Series) {
	t.Helper()
	size := 0
	for _, s := range all {
		requireRoundTrip(t, s)
		data, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		size += len(data)
	}
	share := float64(size) / float64(jsonSize)
	t.Logf("%s: %d bytes of JSON, %d encoded, %.2f %%", name, jsonSize, size, 100*share)
	if share > sizeShare {
		t.Errorf("%s takes %.1f %% of its JSON, want at most %.0f %%", name, 100*share, 100*sizeShare)
	}
}

func TestSizeOfRecordedDays(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(recordings, "polar-continuous-heart-rate-20*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no recordings")
	}
	for _, file := range files {
		data := readRecording(t, file)
		var day heartRateDay
		decodeJSON(t, data, &day)
		requireSmall(t, filepath.Base(file), len(data), seriesOfDay(t, day))
	}
}

func TestSizeOfARecordedRange(t *testing.T) {
	t.Parallel()
	data := readRecording(t, filepath.Join(recordings, "polar-continuous-heart-rate-range-real-axs192.json"))
	var days struct {
		HeartRates []heartRateDay `json:"heart_rates"`
	}
	decodeJSON(t, data, &days)
	var all []Series
	for _, day := range days.HeartRates {
		all = append(all, seriesOfDay(t, day))
	}
	requireSmall(t, "range", len(data), all...)
}

// TestSizeOfRecordedExercises compares with the samples' text alone, which
// leaves out what else an exercise consists of.
func TestSizeOfRecordedExercises(t *testing.T) {
	t.Parallel()
	var list []exercise
	decodeJSON(t, readRecording(t, filepath.Join(recordings, "polar-exercises-list-8-real-axs192.json")), &list)
	var running exercise
	decodeJSON(t, readRecording(t, filepath.Join(recordings, "polar-exercise-running-real-axs192.json")), &running)
	for i, e := range append(list, running) {
		size := 0
		var all []Series
		for _, sample := range e.Samples {
			all = append(all, seriesOfText(t, sample.Data, sample.RecordingRate))
			size += len(sample.Data)
		}
		requireSmall(t, fmt.Sprintf("exercise %d", i), size, all...)
	}
}

// TestSizeOfSyntheticSeries needs no recording: series of the same natures,
// against the text that the service would send.
func TestSizeOfSyntheticSeries(t *testing.T) {
	t.Parallel()
	day := syntheticDay(rand.New(rand.NewPCG(13, 13)))
	requireSmall(t, "continuous heart rate", day.Len()*len(`{"heart_rate":60,"sample_time":"00:00:00"},`), day)

	for name, s := range syntheticExercise(rand.New(rand.NewPCG(14, 14)), 7200) {
		var text []byte
		for _, v := range s.Values {
			text = append(strconv.AppendFloat(text, v, 'f', -1, 64), ',')
		}
		requireSmall(t, name, len(text), s)
	}
}

// syntheticDay returns a heart rate every five minutes, a second early or late,
// and every second during an hour of training.
func syntheticDay(r *rand.Rand) Series {
	var s Series
	rate := 60.0
	for at := int64(0); at < 86_400_000; {
		rate = min(max(rate+float64(r.IntN(5)-2), 45), 180)
		s.add(at, rate)
		if at > 43_200_000 && at < 46_800_000 {
			at += 1000
			continue
		}
		at += 300_000 + 1000*(r.Int64N(3)-1)
	}
	return s
}

// syntheticExercise returns n seconds of what a watch records while running:
// whole beats, km/h to four decimals, meters in a float32, steps held for some
// seconds.
func syntheticExercise(r *rand.Rand, n int) map[string]Series {
	rate, speed, meters, altitude := 90.0, 9.0, 0.0, 120.0
	out := map[string]Series{}
	put := func(name string, value func(i int) float64) {
		out[name] = Series{every(1000, n), pick(n, value)}
	}
	put("heart rate", func(int) float64 { rate += float64(r.IntN(3) - 1); return rate })
	put("speed", func(i int) float64 {
		if i%2 == 0 {
			speed = max(speed+r.NormFloat64()/10, 0)
		}
		return math.Round(speed*1e4) / 1e4
	})
	put("distance", func(int) float64 {
		meters += 2.5 + float64(r.IntN(5))/10
		return float64(float32(math.Round(meters*10) / 10))
	})
	put("altitude", func(i int) float64 {
		if i%6 == 0 {
			altitude = math.Round(1e3*(altitude+r.NormFloat64()/2)) / 1e3
		}
		return altitude
	})
	return out
}
