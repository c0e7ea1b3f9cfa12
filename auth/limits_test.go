package auth_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/ent/viewer"
)

// Each credential has its own budget, and a service credential the larger one.
func TestLimits(t *testing.T) {
	t.Parallel()
	limits := auth.Limits{Personal: 2, Service: 3, Now: newClock().Now}
	spend := func(key string, all bool) (granted int) {
		ctx := auth.Credential{Key: key, Viewer: viewer.Viewer{UserID: 1, All: all}}.In(t.Context())
		for range 5 {
			if limits.Spend(ctx).OK {
				granted++
			}
		}
		return granted
	}
	got := []int{spend("phone", false), spend("laptop", false), spend("service", true), spend("phone", false)}
	if diff := cmp.Diff([]int{2, 2, 3, 0}, got); diff != "" {
		t.Error(diff)
	}
}
