package series

import (
	"encoding/hex"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDecodeKeepsReading holds the format still: bytes like these lie in
// databases, and every later version has to read them.
func TestDecodeKeepsReading(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	tests := map[string]struct {
		data string
		want Series
	}{
		"decimals and gaps": {
			"5301000600f4030402b00902020101010202010201a85fac02dd662bf147ff",
			Series{[]int64{0, 1000, 2000, 302000, 602000, 602500}, []float64{61, nan, 62.5, -3.25, nan, nan}},
		},
		"bits": {
			"53010002090a02010200000000000000f0ff000000000000f07f1219eddc",
			Series{[]int64{-5, 5}, []float64{math.Inf(-1), math.Copysign(0, -1)}},
		},
		"singles": {
			"5301000300e807020203020100021ad2ef22ee003eaf",
			Series{every(1000, 3), []float64{0.10000000149011612, 1.2999999523162842, 28567.30078125}},
		},
		"zstd": {
			"53010128b52ffd40003900d500001401ac0200e80702ab02ac0201000178020203015410022c4b0ccfc10939",
			Series{every(1000, 300), pick(300, func(i int) float64 { return 60 + float64(i%3) })},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := hex.DecodeString(test.data)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(pointsOf(test.want), pointsOf(got)); diff != "" {
				t.Errorf("decoded series differs (-want +got):\n%s", diff)
			}
		})
	}
}
