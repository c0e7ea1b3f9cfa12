package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
)

// The demo shows a life: recent days by sync, older ones as history, on both databases.
func TestDemo(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			settings := map[string]string{"DATABASE_URL": ""}
			if kind == "postgres" {
				settings["DATABASE_URL"] = dbtest.Address(t, kind)
			}
			p := start(t, settings, "demo", "--port=0", "--users=2", "--days=33", "--today=2026-03-30")
			token := p.await(p.stdout, after("API token: "))
			base := strings.TrimSuffix(p.await(p.stdout, after("Dashboard: ")), "/")
			got := query(t, base, token, `{ viewer {
				externalId timeZone polarAccount { status }
				days(range: {from: "2026-03-27", to: "2026-03-30"}) { sleep { date } activity { complete } }
				sleeps(range: {to: "2026-02-27"}, order: ASC, first: 1) { nodes { date } }
				latestSyncRun { trigger status }
			} }`)
			want := `{"viewer":{"externalId":"demo","timeZone":"Europe/Helsinki","polarAccount":{"status":"ACTIVE"},` +
				`"days":[{"sleep":{"date":"2026-03-27"},"activity":{"complete":true}},{"sleep":{"date":"2026-03-28"},"activity":{"complete":true}},` +
				`{"sleep":{"date":"2026-03-29"},"activity":{"complete":true}},{"sleep":{"date":"2026-03-30"},"activity":{"complete":false}}],` +
				`"sleeps":{"nodes":[{"date":"2026-02-26"}]},"latestSyncRun":{"trigger":"CONNECT","status":"SUCCEEDED"}}}`
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			p.signsIn(base)
			if code := p.end(); code != exitOK {
				t.Errorf("exited with %d", code)
			}
		})
	}
}

// signsIn opens the sign-in link, which works once, and asks with the cookie alone.
func (p *program) signsIn(base string) {
	p.t.Helper()
	link := p.await(p.stdout, after("Sign-in: "))
	b := browser(p.t)
	if status, body := request(p.t, b, "GET", link, ""); status != http.StatusOK || !strings.Contains(body, `<script type="module"`) {
		p.t.Errorf("sign in: %d: %.300s", status, body)
	}
	status, body := request(p.t, b, "POST", base+"/graphql", `{"query":"{ viewer { externalId } }"}`)
	if want := `{"data":{"viewer":{"externalId":"demo"}},"extensions":{"cost":`; !strings.HasPrefix(body, want) || status != http.StatusOK {
		p.t.Errorf("with the session: %d: %s", status, body)
	}
	if status, _ := request(p.t, browser(p.t), "GET", link, ""); status != http.StatusForbidden {
		p.t.Errorf("the link again: %d", status)
	}
}
