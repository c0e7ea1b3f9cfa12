package sandbox_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

// limits takes the three headers of an answer, after its status.
func limits(r reply) [4]any {
	h := func(name string) string { return r.Header.Get("RateLimit-" + name) }
	return [4]any{r.Status, h("Usage"), h("Limit"), h("Reset")}
}

func TestRateLimitWindows(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{Limits: sandbox.Limits{Short: 2, Long: 5}})
	for _, step := range []struct {
		after time.Duration
		path  string
		want  [4]any
	}{
		{0, "/v3/exercises", [4]any{200, "1, 1", "2, 5", "900, 86400"}},
		{time.Minute, "/v3/users/sleep/2026-01-01", [4]any{404, "2, 2", "2, 5", "840, 86340"}},
		{0, "/v3/exercises", [4]any{429, "3, 3", "2, 5", "840, 86340"}},
		{0, "/nowhere", [4]any{404, "", "", ""}},
		{14 * time.Minute, "/v3/nowhere", [4]any{404, "1, 4", "2, 5", "900, 85500"}},
		{0, "/v3/exercises", [4]any{200, "2, 5", "2, 5", "900, 85500"}},
		{15 * time.Minute, "/v3/exercises", [4]any{429, "1, 6", "2, 5", "900, 84600"}},
		{24 * time.Hour, "/v3/exercises", [4]any{200, "1, 1", "2, 5", "900, 86400"}},
	} {
		p.clock.advance(step.after)
		if diff := cmp.Diff(step.want, limits(p.get(step.path))); diff != "" {
			t.Errorf("%s: %s", step.path, diff)
		}
	}
}

func TestRateLimitFormula(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{})
	p.token = "unknown"
	if diff := cmp.Diff([4]any{401, "1, 1", "520, 5100", "900, 86400"}, limits(p.get("/v3/exercises"))); diff != "" {
		t.Error(diff)
	}
	if got := p.send(http.MethodGet, "/v3/webhooks", "", asClient); got.Header.Get("RateLimit-Usage") != "2, 2" {
		t.Errorf("webhook routes: %v", limits(got))
	}
}

func TestRateLimitOff(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{Limits: sandbox.Limits{Short: 1, Off: true}})
	p.get("/v3/exercises")
	if diff := cmp.Diff([4]any{200, "2, 2", "1, 5100", "900, 86400"}, limits(p.get("/v3/exercises"))); diff != "" {
		t.Error(diff)
	}
}

func TestRequestsAreNoted(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{})
	p.server.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep"}, sandbox.Status(503))
	p.get("/v3/exercises?samples=true")
	p.get("/v3/users/sleep")
	p.token = ""
	p.get("/v3/exercises")
	p.get("/oauth2/authorization")
	want := []sandbox.Request{
		{At: noon, Method: "GET", Path: "/v3/exercises", RawQuery: "samples=true", Status: 200, UserID: 475},
		{At: noon, Method: "GET", Path: "/v3/users/sleep", Status: 503, UserID: 475},
		{At: noon, Method: "GET", Path: "/v3/exercises", Status: 401},
		{At: noon, Method: "GET", Path: "/oauth2/authorization", Status: 400},
	}
	if diff := cmp.Diff(want, p.server.Requests()); diff != "" {
		t.Error(diff)
	}
	if all, exercises := p.server.Count("/v3/"), p.server.Count("/v3/exercises"); all != 3 || exercises != 2 {
		t.Errorf("counted %d and %d", all, exercises)
	}
	p.server.ResetRequests()
	if got := p.server.Requests(); len(got) != 0 {
		t.Errorf("after reset: %v", got)
	}
}
