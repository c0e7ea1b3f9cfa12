package main

import (
	"encoding/json"
	"strings"
	"testing"

	"polarflow/database/dbtest"
)

// The demo's athlete is ill for a week that begins between 17 and 26 January 2026, and away from 3 to 13 March: the
// insights find both and name their dates.
func TestDemoInsights(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			settings := map[string]string{"DATABASE_URL": ""}
			if kind == "postgres" {
				settings["DATABASE_URL"] = dbtest.Address(t, kind)
			}
			p := start(t, settings, "demo", "--port=0", "--days=140", "--today=2026-03-30")
			token := p.await(p.stdout, after("API token: "))
			base := strings.TrimSuffix(p.await(p.stdout, after("Dashboard: ")), "/")
			var got struct {
				Viewer struct {
					Today struct {
						AsOf      string
						Readiness struct{ Score struct{ Value *float64 } }
					}
					Insights []struct{ Kind, From, To, Sentence string }
				}
			}
			answer := query(t, base, token, `{ viewer { today(date: "2026-03-30") { asOf readiness { score { value } } }
				insights(first: 20) { kind from to sentence } } }`)
			if err := json.Unmarshal([]byte(answer), &got); err != nil {
				t.Fatal(err)
			}
			if got.Viewer.Today.AsOf != "2026-03-30" || got.Viewer.Today.Readiness.Score.Value == nil {
				t.Errorf("today: %s", answer)
			}
			ill, away := false, false
			for _, i := range got.Viewer.Insights {
				named := strings.Contains(i.Sentence, i.From) && strings.Contains(i.Sentence, i.To)
				ill = ill || i.Kind == "UNUSUAL_NIGHT" && named && i.From >= "2026-01-17" && i.From < i.To && i.To <= "2026-02-02"
				away = away || i.Kind == "TIME_ZONE" && named && i.From == "2026-03-04" && i.To == "2026-03-13"
			}
			if !ill || !away {
				t.Errorf("ill %v, away %v: %s", ill, away, answer)
			}
			if code := p.end(); code != exitOK {
				t.Errorf("exited with %d", code)
			}
		})
	}
}
