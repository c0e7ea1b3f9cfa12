package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/graph"
	"polarflow/graph/rows"
	"polarflow/series"
)

// withBudget gives credentials a budget.
func withBudget(personal, service int) func(*graph.Options) {
	return func(o *graph.Options) { o.Costs = &auth.Limits{Personal: personal, Service: service, Now: o.Now} }
}

// recorded returns a series of so many seconds at one value a second.
func recorded(seconds int) series.Series {
	values := make([]float64, seconds)
	for i := range values {
		values[i] = float64(100 + i%60)
	}
	return every(1, values...)
}

// longSessions makes sessions of two hours with ten series each, and returns the id of one.
func (w *world) longSessions(t testing.TB, u *ent.User, n int) string {
	t.Helper()
	id := 0
	for i := range n {
		e := w.session(t, u, dateAfter(i), "10:00:00", "RUNNING")
		for _, name := range strings.Fields("HEART_RATE SPEED CADENCE ALTITUDE POWER PEDALING_INDEX LEFT_RIGHT_BALANCE AIR_PRESSURE TEMPERATURE DISTANCE") {
			w.curve(t, u, kind.Exercise, e.RecordKey, name, e.StartTime, recorded(7200))
		}
		id = e.ID
	}
	return globalID("Exercise", id)
}

const rawSamples = `samples(reduction: RAW) { type unit series { startTime storedCount offsetsSeconds values } }`

// What an operation costs goes by what is stored: raw samples of one session are welcome, those of a page are refused
// with what to ask for instead, and a page of sessions that are short is welcome, too.
func TestCostGoesByWhatIsStored(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me, other := w.person(t, "me"), w.person(t, "other")
		id := w.longSessions(t, me, 3)
		for i := range 3 {
			e := w.session(t, other, dateAfter(i), "10:00:00", "RUNNING")
			w.curve(t, other, kind.Exercise, e.RecordKey, kind.HeartRate, e.StartTime, recorded(60))
		}
		page := `{ viewer { exercises(first: 100) { nodes { ` + rawSamples + ` } } } }`
		refused := w.try(t, w.token(t, me), page, nil)
		if refused.code() != "QUERY_TOO_COMPLEX" || refused.Data != nil || !strings.Contains(refused.body, "at most 3 at once in exercises instead of 100") ||
			refused.Errors[0].Extensions["limit"] != 50000.0 {
			t.Errorf("a page: %s", refused.body)
		}
		for name, test := range map[string]struct{ secret, query string }{
			"one session":        {w.token(t, me), `{ node(id: "` + id + `") { ... on Exercise { ` + rawSamples + ` } } }`},
			"the page that fits": {w.token(t, me), strings.Replace(page, "100", "3", 1)},
			"short sessions":     {w.token(t, other), page},
		} {
			a := w.ask(t, test.secret, test.query, nil)
			t.Logf("%s: %d bytes, cost %v", name, len(a.body), a.cost(t)["requested"])
		}
		if a := w.try(t, serviceKey, `{ user(externalId: "me") { exercises(first: 100) { nodes { `+rawSamples+` } } } }`, nil); a.code() != "QUERY_TOO_COMPLEX" {
			t.Errorf("a service credential: %.300s", a.body)
		}
	}, withBudget(1_000_000, 1_000_000))
}

// Records that have far more samples than most are refused before a sample is decoded, however they were priced.
func TestUnusualRecord(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		e := w.session(t, u, dateAfter(0), "10:00:00", "RUNNING")
		for _, name := range []string{"SPEED", "POWER"} {
			w.db.Ent.SampleSeries.Create().SetUserID(u.ID).SetKind(kind.Exercise).SetRecordKey(e.RecordKey).SetName(name).
				SetStartTime(e.StartTime).SetUtcOffsetSeconds(0).SetCount(3_000_000).SetData([]byte("not decoded")).ExecX(system(t))
		}
		a := w.try(t, w.token(t, u), `{ viewer { exercises(first: 1) { nodes { samples(maxPoints: 10) { type } } } } }`, nil)
		if a.code() != "QUERY_TOO_COMPLEX" || !strings.Contains(a.body, "6000000 points") {
			t.Errorf("got %s", a.body)
		}
	})
}

// cost returns what an answer says of its cost.
func (a answer) cost(t testing.TB) map[string]any {
	t.Helper()
	var said struct {
		Extensions struct{ Cost map[string]any } `json:"extensions"`
	}
	if err := json.Unmarshal([]byte(a.body), &said); err != nil || said.Extensions.Cost == nil {
		t.Fatalf("no cost in %.300s: %v", a.body, err)
	}
	return said.Extensions.Cost
}

// Every answer says what it cost and what is left, and beyond the budget when to come back.
func TestCostBudget(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		mine := w.token(t, u)
		page := `{ viewer { sleeps(first: 28) { nodes { id } } } }` // 58
		said := func(a answer) []any {
			c := a.cost(t)
			return []any{a.Status, a.code(), c["requested"], c["operationLimit"], c["limit"], c["remaining"], c["resetsAt"]}
		}
		for i, step := range []struct {
			query string
			want  []any
		}{
			{page, []any{200, "", 58.0, 120.0, 120.0, 62.0, "2026-03-10T12:00:29Z"}},
			{`{ viewer { nothing } }`, []any{200, "BAD_USER_INPUT", 0.0, 120.0, 120.0, 62.0, "2026-03-10T12:00:29Z"}},
			{page, []any{200, "", 58.0, 120.0, 120.0, 4.0, "2026-03-10T12:00:58Z"}},
			{page, []any{429, "RATE_LIMITED", 58.0, 120.0, 120.0, 4.0, "2026-03-10T12:00:58Z"}},
			{`{ viewer { sleeps(first: 60) { nodes { id } } } }`, []any{200, "QUERY_TOO_COMPLEX", 122.0, 120.0, 120.0, 4.0, "2026-03-10T12:00:58Z"}},
			{`{ viewer { id } }`, []any{200, "", 2.0, 120.0, 120.0, 2.0, "2026-03-10T12:00:59Z"}},
		} {
			a := w.try(t, mine, step.query, nil)
			if diff := cmp.Diff(step.want, said(a)); diff != "" {
				t.Errorf("step %d: %s %s", i, diff, a.body)
			}
			if a.code() == "RATE_LIMITED" {
				if diff := cmp.Diff([]any{27.0, 120.0, "27"}, []any{a.Errors[0].Extensions["retryAfterSeconds"], a.Errors[0].Extensions["limit"], a.Header.Get("Retry-After")}); diff != "" {
					t.Error(diff)
				}
			}
		}
		w.clock.ahead.Store(int64(28 * time.Second)) // the last query has cost 2 more
		if a := w.try(t, mine, page, nil); a.code() != "" {
			t.Errorf("when it was told to come back: %s", a.body)
		}
		if a := w.try(t, serviceKey, `{ users(first: 100) { nodes { id } } }`, nil); a.Status != http.StatusOK || a.cost(t)["remaining"] != 799.0 {
			t.Errorf("a service credential: %s", a.body)
		}
	}, withBudget(120, 1000))
}

// Over WebSocket and as server-sent events the same budget counts, and the answers say so.
func TestCostOverSockets(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		s := w.dial(t, w.token(t, u))
		page := `{ viewer { sleeps(first: 28) { nodes { id } } } }`
		s.subscribe(t, page)
		if m := s.next(t); m.Type != "next" || !strings.Contains(string(m.Payload), `"cost":{"requested":58,"operationLimit":100,"limit":100,"remaining":42,`) {
			t.Errorf("got %s", m.Payload)
		}
		if m := s.next(t); m.Type != "complete" {
			t.Errorf("got %s", m.Type)
		}
		s.subscribe(t, page)
		if m := s.next(t); m.Type != "error" || !strings.Contains(string(m.Payload), `"code":"RATE_LIMITED"`) || !strings.Contains(string(m.Payload), `"retryAfterSeconds":10`) {
			t.Errorf("got %s", m.Payload)
		}
		deep := strings.Repeat("{ user ", 16) + strings.Repeat("}", 16)
		s.subscribe(t, deep)
		if m := s.next(t); m.Type != "error" || !strings.Contains(string(m.Payload), `"code":"QUERY_TOO_DEEP","limit":15,"requestId"`) {
			t.Errorf("got %s", m.Payload)
		}
	}, withBudget(100, 1000))
}

// Each event of a subscription is taken out of the same budget. One for which there is no room ends the subscription with
// an error that says when to come back, over WebSocket and as server-sent events.
func TestCostOfEvents(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		query := func(u *ent.User) string {
			return `subscription { recordsChanged(since: "` + rows.Position{UserID: u.ID}.String() + `") { cursor } }` // 2
		}
		u := w.person(t, "me")
		s := w.dial(t, w.token(t, u))
		s.subscribe(t, query(u))
		for i, want := range []string{`"remaining":3,`, `"remaining":1,`} {
			w.state(t, u, kind.Sleep, fmt.Sprint("a", i), i+1, dateAfter(i), u.ChangeSeq+1)
			if m := s.next(t); m.Type != "next" || !strings.Contains(string(m.Payload), want) {
				t.Errorf("event %d: %s %s", i, m.Type, m.Payload)
			}
		}
		w.state(t, u, kind.Sleep, "b", 3, dateAfter(3), u.ChangeSeq+1)
		got := s.next(t)
		said := got.said(t)
		delete(said, "requestId")
		if diff := cmp.Diff(map[string]any{"code": "RATE_LIMITED", "limit": 5.0, "retryAfterSeconds": 12.0}, said); got.Type != "error" || diff != "" {
			t.Errorf("%s: %s", got.Type, diff)
		}
		other := w.person(t, "other")
		stop := w.change(t, other, kind.Sleep)
		heard := w.streamFor(t, 20*time.Second, w.token(t, other), query(other))
		stop()
		if n := strings.Count(heard, `"data":`); n != 2 || !strings.Contains(heard, `"RATE_LIMITED"`) || !strings.HasSuffix(heard, "event: complete\ndata: \n\n") {
			t.Errorf("%d events in %s", n, heard)
		}
	}, withBudget(5, 1000))
}
