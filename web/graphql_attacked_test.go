package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/engine"
	"polarflow/ent/kind"
	"polarflow/ent/viewer"
	"polarflow/graph"
	"polarflow/series"
	"polarflow/web"
)

const (
	// ceiling is how many bytes of memory an attack may take beyond what the server takes at rest.
	ceiling = 256 << 20
	// patience is how long an attack may keep the server busy, on a machine that does much else.
	patience = 10 * time.Second
)

// attackedSite returns a server with the whole API and a victim with a few sessions.
func attackedSite(t *testing.T, db *database.DB) *site {
	t.Helper()
	s := newSite(t, db, func(o *web.Options) {
		o.GraphQL = graph.NewHandler(graph.Options{
			DB: db, Credentials: o.Credentials, Connector: o.Connector, Limits: o.Limits,
			Costs:   &auth.Limits{Personal: 1_000_000_000, Service: 1_000_000_000, Now: time.Now},
			Enqueue: o.Jobs.Enqueue, Disconnect: o.Jobs.Disconnect, Forget: o.Jobs.Forget,
			Engine: &engine.Reader{DB: db, Traffic: o.Jobs.Traffic, Now: time.Now},
			Log:    o.Log, Now: time.Now, TimeZone: "UTC", Introspection: true,
		})
	})
	ctx, at := viewer.System(t.Context()), time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	victim := db.Ent.User.Create().SetExternalID("victim").SaveX(ctx)
	hour := series.Series{}
	for i := range int64(3600) {
		hour.Offsets, hour.Values = append(hour.Offsets, i*1000), append(hour.Values, float64(100+i%60))
	}
	data, err := series.Encode(hour)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		key := fmt.Sprint("session", i)
		db.Ent.Exercise.Create().SetUserID(victim.ID).SetDate("2026-03-01").SetRecordKey(key).SetUpdatedAt(at).
			SetStartTime(at.Add(time.Duration(i) * time.Hour)).SetUtcOffsetSeconds(0).SetHasRoute(true).ExecX(ctx)
		for _, name := range []string{"HEART_RATE", "SPEED", "ALTITUDE", kind.RouteLatitude, kind.RouteLongitude} {
			db.Ent.SampleSeries.Create().SetUserID(victim.ID).SetKind(kind.Exercise).SetRecordKey(key).SetName(name).
				SetStartTime(at).SetUtcOffsetSeconds(0).SetCount(hour.Len()).SetData(data).ExecX(ctx)
		}
	}
	return s
}

// Whatever is sent, the server refuses or answers it in time and within its memory, says nothing of its inside, and
// answers the next who comes.
func TestAttacks(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := attackedSite(t, db)
		all := attacks()
		if len(all) < 100 {
			t.Fatalf("only %d attacks", len(all))
		}
		var slowest, largest []string
		for _, a := range all {
			took, grew := s.suffer(t, a)
			slowest = append(slowest, fmt.Sprintf("%8.1f ms  %s", took.Seconds()*1000, a.name))
			largest = append(largest, fmt.Sprintf("%8.1f MB  %s", float64(grew)/(1<<20), a.name))
		}
		for _, most := range [][]string{slowest, largest} {
			slices.Sort(most)
			slices.Reverse(most)
			t.Logf("%d attacks, at the top:\n%s", len(all), strings.Join(most[:8], "\n"))
		}
	})
}

// suffer sends an attack and looks at what becomes of it. It returns how long it took and how much the heap grew.
func (s *site) suffer(t *testing.T, a attack) (took time.Duration, grew uint64) {
	t.Helper()
	before := heap()
	peak, stop := peakOfHeap(t.Context())
	began := time.Now()
	status, body := s.attacked(t, a)
	took = time.Since(began)
	stop()
	if p := peak.Load(); p > before {
		grew = p - before
	}
	refused := status >= 400 || strings.Contains(body, `"errors":[`)
	switch {
	case status >= 500 || strings.Contains(body, "INTERNAL"):
		t.Errorf("%s: %d %.500s", a.name, status, body)
	case !refused && !a.answered:
		t.Errorf("%s is answered: %d %.500s", a.name, status, body)
	case took > patience:
		t.Errorf("%s: %v", a.name, took)
	case grew > ceiling:
		t.Errorf("%s: %d MB", a.name, grew>>20)
	}
	if status, body := s.attacked(t, document("a good one", "{ users { totalCount } }")); status != http.StatusOK || !strings.Contains(body, `{"totalCount":`) {
		t.Fatalf("after %s: %d %s", a.name, status, body)
	}
	return took, grew
}

// attacked sends a request with the service credential and returns the answer.
func (s *site) attacked(t *testing.T, a attack) (int, string) {
	t.Helper()
	method := a.method
	if method == "" {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+"/graphql", strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	r.URL.RawQuery = a.query
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+apiKey)
	for name, value := range a.header {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return http.StatusBadRequest, err.Error() // the connection was closed on a body that was too large
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil && len(body) == 0 {
		return http.StatusBadRequest, err.Error()
	}
	return answer.StatusCode, string(body)
}

const heapMetric = "/memory/classes/heap/objects:bytes"

// heap returns how many bytes are in use, garbage of the last attack left out.
func heap() uint64 {
	runtime.GC()
	return inUse()
}

func inUse() uint64 {
	sample := []metrics.Sample{{Name: heapMetric}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// peakOfHeap watches how large the heap becomes until it is stopped.
func peakOfHeap(ctx context.Context) (peak *atomic.Uint64, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	peak = new(atomic.Uint64)
	go func() {
		defer close(ended)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			peak.Store(max(peak.Load(), inUse()))
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return peak, func() { cancel(); <-ended }
}

// What a client says of its own body's length is not believed.
func TestLyingLengths(t *testing.T) {
	t.Parallel()
	s := attackedSite(t, dbtest.SQLite(t))
	s.options.BodyTime = 300 * time.Millisecond
	handler := web.New(s.options)
	s.Config.Handler = handler
	body := `{"query": "{ users { totalCount } }"}`
	for name, head := range map[string]string{
		"longer":         fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body)+1000, body),
		"shorter":        fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body)-10, body),
		"negative":       "Content-Length: -1\r\n\r\n" + body,
		"enormous":       "Content-Length: 9223372036854775807\r\n\r\n" + body,
		"two":            fmt.Sprintf("Content-Length: %d\r\nContent-Length: 5\r\n\r\n%s", len(body), body),
		"and in chunks":  fmt.Sprintf("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(body), body),
		"broken chunks":  "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + body,
		"endless chunks": fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(body), body),
	} {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(patience))
		_, _ = fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\nConnection: close\r\n%s", apiKey, head)
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err == nil {
			said, _ := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			if answer.StatusCode >= 500 || strings.Contains(string(said), "INTERNAL") {
				t.Errorf("%s: %d %s", name, answer.StatusCode, said)
			}
		}
		_ = conn.Close()
	}
	if status, said := s.attacked(t, document("a good one", "{ users { totalCount } }")); status != http.StatusOK {
		t.Errorf("afterwards: %d %s", status, said)
	}
}

// Ids that are guessed in bulk tell a person's credential nothing: all answers are those to what does not exist.
func TestGuessingIDs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := attackedSite(t, db)
		secret, _, err := auth.Issue(viewer.System(t.Context()), db.Ent.ApiToken, auth.Grant{UserID: s.user.ID, Name: "x", Scopes: auth.PersonalScopes()}, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		for _, typeName := range []string{"User", "Exercise", "Sleep", "ApiToken", "Session", "SyncRun", "AuditEvent"} {
			var ids []string
			for number := range 101 {
				if id := id64(fmt.Sprintf("%s:%d", typeName, number)); typeName != "User" || number != s.user.ID {
					ids = append(ids, id)
				}
			}
			a := withVariables(typeName, `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, map[string]any{"ids": ids[:100]})
			a.header = map[string]string{"Authorization": "Bearer " + secret}
			_, body := s.attacked(t, a)
			var found struct{ Data struct{ Nodes []any } }
			if err := json.Unmarshal([]byte(body), &found); err != nil || len(found.Data.Nodes) != 100 {
				t.Fatalf("%v in %.300s", err, body)
			}
			own := typeName == "ApiToken" || typeName == "AuditEvent" // what the credential is, and that it was made
			if i := slices.IndexFunc(found.Data.Nodes, func(n any) bool { return n != nil }); i >= 0 && !own {
				t.Errorf("%s tells of %v", typeName, found.Data.Nodes[i])
			}
		}
	})
}
