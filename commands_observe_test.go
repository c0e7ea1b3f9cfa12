package main

import (
	"strings"
	"testing"
)

// A running server counts what it does, where operators can see it: requests, queries, jobs, and how the engine
// stands. Without the setting there is nothing to see.
func TestServeMetrics(t *testing.T) {
	t.Parallel()
	key := strings.Repeat("k", 32)
	p := start(t, map[string]string{"METRICS_ENABLED": "true", "API_KEY": key})
	base, client := p.baseURL(), browser(t)
	query(t, base, key, "{ engine { people { active } interval { plannedSeconds } } }")
	counted := p.await(p.stderr, func(string) string {
		status, body := request(t, client, "GET", base+"/metrics", "")
		if status != 200 || !strings.Contains(body, `polarflow_jobs_total{kind="queue_due_syncs",outcome="done"}`) {
			return ""
		}
		return body
	})
	for _, line := range []string{
		`polarflow_http_requests_total{method="POST",route="/graphql",status="200"} 1`,
		`polarflow_graphql_responses_total{code="OK",operation="query"} 1`,
		`polarflow_people{status="active"} 0`, `polarflow_workers 1`, `polarflow_build_info{`,
		`go_sql_open_connections{db_name="main"}`, `go_sql_open_connections{db_name="read"}`,
	} {
		if !strings.Contains(counted, "\n"+line) {
			t.Errorf("no %s in\n%s", line, counted)
		}
	}
	if strings.Contains(counted, key) {
		t.Error("the counts tell the key")
	}
	off := start(t, nil)
	if status, _ := request(t, client, "GET", off.baseURL()+"/metrics", ""); status != 404 {
		t.Errorf("switched off: %d", status)
	}
}
