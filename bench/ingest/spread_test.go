package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSpreadOf(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		values []float64
		want   spread
	}{
		"one":  {[]float64{7}, spread{7, 7, 7}},
		"odd":  {[]float64{3, 1, 2}, spread{1, 2, 3}},
		"even": {[]float64{4, 1, 2, 10}, spread{1, 3, 10}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, spreadOf(test.values), cmp.AllowUnexported(spread{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}
