package graph_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
	"polarflow/graph"
)

// Everybody who may ask can learn what the client at Polar has to look like, before there is one and after.
func TestPolarClient(t *testing.T) {
	t.Parallel()
	for name, configured := range map[string]bool{"without a client": false, "with one": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dbtest.SQLite(t), nil, func(o *graph.Options) {
				o.PolarConfigured, o.RedirectURL = configured, "http://polarflow.test/connect/polar/callback"
			})
			got := w.ask(t, serviceKey, `{ polarClient { configured redirectUri } }`, nil).at(t, "polarClient")
			want := object{"configured": configured, "redirectUri": "http://polarflow.test/connect/polar/callback"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
