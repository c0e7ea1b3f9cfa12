package analytics

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// vectors are folders of inputs with the numbers that papers, other programs and a real watch made of them: all of them,
// and those that are free to copy.
var vectors = []string{"../../shared/science/vectors", "testdata"}

// vector reads one file of numbers and skips the test where it is not there.
func vector(t *testing.T, name string, into any) {
	t.Helper()
	if err := json.Unmarshal(vectorText(t, name), into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func vectorText(t *testing.T, name string) []byte {
	t.Helper()
	for _, folder := range vectors {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err == nil {
			return text
		}
		if !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	t.Skip("numbers to compare with are not here: ", name)
	return nil
}

// near compares values whose numbers may differ by so much, absolutely.
func near(tolerance float64) cmp.Option {
	return cmp.Options{cmpopts.EquateApprox(0, tolerance), cmpopts.EquateNaNs()}
}

// day0 is the first day of made-up series, a Monday.
var day0 = NewDay(2026, 1, 5)

// from returns a series of one value a day from day0 on; NaN is a gap.
func from(values ...float64) Series {
	points := make([]Point, len(values))
	for i, x := range values {
		points[i] = Point{day0 + Day(i), x}
	}
	return NewSeries(points)
}
