package graph

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The cache holds what was used last, within its bounds in queries and in bytes.
func TestQueryCache(t *testing.T) {
	t.Parallel()
	text := func(n, size int) string { return fmt.Sprintf("%04d", n) + strings.Repeat("x", size-4) }
	for name, test := range map[string]struct{ added, size, kept, bytes int }{
		"few":            {10, 100, 10, 1000},
		"many":           {keptQueries + 5, 10, keptQueries, keptQueries * 10},
		"large":          {20, keptBytes / 10, 10, keptBytes / 10 * 10},
		"too large":      {3, keptBytes/8 + 1, 0, 0},
		"as large as is": {20, keptBytes / 8, 8, keptBytes},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newQueryCache(func(key string, _ int) int { return len(key) })
			for n := range test.added {
				c.Add(t.Context(), text(n, test.size), n)
				c.Add(t.Context(), text(n, test.size), n) // again is not twice
			}
			var kept, want []int
			for n := range test.added {
				if got, ok := c.Get(t.Context(), text(n, test.size)); ok {
					kept = append(kept, got)
				}
				if n >= test.added-test.kept {
					want = append(want, n)
				}
			}
			if diff := cmp.Diff(want, kept); diff != "" || c.bytes != test.bytes {
				t.Errorf("%d bytes, want %d; %s", c.bytes, test.bytes, diff)
			}
		})
	}
}
