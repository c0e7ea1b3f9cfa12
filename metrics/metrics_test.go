package metrics_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"polarflow/metrics"
)

// page returns what Prometheus reads.
func page(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	rec := httptest.NewRecorder()
	m.Handler(slog.New(slog.DiscardHandler)).ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	if rec.Code != http.StatusOK {
		t.Fatalf("%d: %s", rec.Code, rec.Body)
	}
	return rec.Body.String()
}

// samples returns the lines of a page that begin with a prefix, without the buckets of histograms.
func samples(page, prefix string) []string {
	var found []string
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, prefix) && !strings.Contains(line, "_bucket{") {
			found = append(found, strings.TrimSpace(line))
		}
	}
	return found
}

// counted returns counts of one of everything.
func counted() *metrics.Metrics {
	m := metrics.New("v1.2.3")
	m.Requested(metrics.Request{Method: "GET", Route: "/health", Status: 200, Took: 250 * time.Millisecond})
	m.Requested(metrics.Request{Method: "GET", Route: "/graphql", Status: 101, Took: time.Hour, Stream: true})
	m.Responded("query", "OK", time.Second)
	m.Responded("subscription", "OK", time.Hour)
	m.Responded("", "BAD_USER_INPUT", 0)
	m.Worked("sync", "waits", 2*time.Second, 3*time.Second)
	m.Called("/v3/users/sleep", 200, time.Second)
	return m
}

func TestCounts(t *testing.T) {
	t.Parallel()
	want := []string{
		`polarflow_graphql_response_duration_seconds_sum{operation="other"} 0`,
		`polarflow_graphql_response_duration_seconds_count{operation="other"} 1`,
		`polarflow_graphql_response_duration_seconds_sum{operation="query"} 1`,
		`polarflow_graphql_response_duration_seconds_count{operation="query"} 1`,
		`polarflow_graphql_responses_total{code="BAD_USER_INPUT",operation="other"} 1`,
		`polarflow_graphql_responses_total{code="OK",operation="query"} 1`,
		`polarflow_graphql_responses_total{code="OK",operation="subscription"} 1`,
		`polarflow_http_request_duration_seconds_sum{method="GET",route="/health"} 0.25`,
		`polarflow_http_request_duration_seconds_count{method="GET",route="/health"} 1`,
		`polarflow_http_requests_total{method="GET",route="/graphql",status="101"} 1`,
		`polarflow_http_requests_total{method="GET",route="/health",status="200"} 1`,
		`polarflow_job_duration_seconds_sum{kind="sync"} 3`,
		`polarflow_job_duration_seconds_count{kind="sync"} 1`,
		`polarflow_job_wait_seconds_sum{kind="sync"} 2`,
		`polarflow_job_wait_seconds_count{kind="sync"} 1`,
		`polarflow_jobs_total{kind="sync",outcome="waits"} 1`,
		`polarflow_polar_request_duration_seconds_sum{path="/v3/users/sleep"} 1`,
		`polarflow_polar_request_duration_seconds_count{path="/v3/users/sleep"} 1`,
		`polarflow_polar_requests_total{outcome="ok",path="/v3/users/sleep"} 1`,
	}
	shown := page(t, counted())
	got := samples(shown, "polarflow_")
	if len(got) == 0 || !strings.HasPrefix(got[0], `polarflow_build_info{go_version="go`) || !strings.HasSuffix(got[0], `version="v1.2.3"} 1`) {
		t.Fatalf("no version: %v", got)
	}
	if diff := cmp.Diff(want, got[1:]); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"go_goroutines", "process_resident_memory_bytes"} {
		if len(samples(shown, name)) == 0 {
			t.Errorf("no %s", name)
		}
	}
}

// What Polar answers is one of a few words.
func TestPolarOutcomes(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		0: "unreachable", 200: "ok", 201: "ok", 204: "nothing", 404: "nothing", 401: "unauthorized", 403: "forbidden", 429: "limited",
		400: "refused", 409: "refused", 500: "failed", 503: "failed",
	} {
		m := metrics.New("dev")
		m.Called("/v3/users/{user-id}", status, 0)
		line := fmt.Sprintf(`polarflow_polar_requests_total{outcome=%q,path="/v3/users/{user-id}"} 1`, want)
		if diff := cmp.Diff([]string{line}, samples(page(t, m), "polarflow_polar_requests_total")); diff != "" {
			t.Errorf("%d: %s", status, diff)
		}
	}
}

// Whatever senders make up, the number of series does not grow with it.
func TestSendersMakeNoSeries(t *testing.T) {
	t.Parallel()
	m := counted()
	m.Requested(metrics.Request{Method: "MADE-UP", Status: 400})
	m.Responded("made up", "OK", 0)
	before := strings.Count(page(t, m), "\npolarflow_")
	for i := range 500 {
		made := fmt.Sprint("MADE", i)
		m.Requested(metrics.Request{Method: made, Status: 400})
		m.Responded(made, "OK", 0)
	}
	if after := strings.Count(page(t, m), "\npolarflow_"); after != before {
		t.Errorf("%d lines became %d", before, after)
	}
}

// Names, units and help texts are as Prometheus wants them.
func TestNames(t *testing.T) {
	t.Parallel()
	problems, err := promlint.New(strings.NewReader(page(t, counted()))).Lint()
	if err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
}
