package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database/dbtest"
	"polarflow/ent/viewer"
	"polarflow/web"
)

// shown is what a client sees of its budget and of an error.
type shown struct {
	Status                              int
	Limit, Remaining, Reset, RetryAfter string
	Code                                string
	Seconds                             float64
}

func showOf(t *testing.T, rec *httptest.ResponseRecorder) shown {
	t.Helper()
	h := rec.Header()
	got := shown{Status: rec.Code, Limit: h.Get("RateLimit-Limit"), Remaining: h.Get("RateLimit-Remaining"), Reset: h.Get("RateLimit-Reset"), RetryAfter: h.Get("Retry-After")}
	if rec.Code == http.StatusOK {
		return got
	}
	var body struct {
		Errors []struct {
			Message    string
			Extensions struct {
				Code, RequestID   string
				RetryAfterSeconds float64
			}
		}
	}
	if err := json.Unmarshal(rec.Body.Bytes(), &body); err != nil || len(body.Errors) != 1 {
		t.Fatalf("%v: %s", err, rec.Body)
	}
	e := body.Errors[0]
	if e.Extensions.RequestID != h.Get("X-Request-Id") || e.Message == "" {
		t.Errorf("the error has no request id or message: %s", rec.Body)
	}
	got.Code, got.Seconds = e.Extensions.Code, e.Extensions.RetryAfterSeconds
	return got
}

// Each credential has a budget of its own, says what is left of it, and beyond it answers 429.
func TestRateLimit(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
		began := time.Now()
		o.Limits = &auth.Limits{Personal: 2, Service: 4, Now: func() time.Time { return began }} // the clock stands still
	})
	system := viewer.System(t.Context())
	one, _, err1 := auth.Issue(system, s.db.Ent.ApiToken, auth.Grant{UserID: s.user.ID, Name: "one"}, time.Now())
	two, _, err2 := auth.Issue(system, s.db.Ent.ApiToken, auth.Grant{UserID: s.user.ID, Name: "two"}, time.Now())
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	handler := web.New(s.options)
	ask := func(token string) shown {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", nil)
		request.Header.Set("Authorization", "Bearer "+token)
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, request)
		return showOf(t, rec)
	}
	got := []shown{ask(one), ask(one), ask(one), ask(two), ask(apiKey)}
	want := []shown{
		{Status: 200, Limit: "2", Remaining: "1", Reset: "30"}, {Status: 200, Limit: "2", Remaining: "0", Reset: "60"},
		{Status: 429, Limit: "2", Remaining: "0", Reset: "60", RetryAfter: "30", Code: "RATE_LIMITED", Seconds: 30},
		{Status: 200, Limit: "2", Remaining: "1", Reset: "30"}, {Status: 200, Limit: "4", Remaining: "3", Reset: "15"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Guessing tokens ends with 429; who has the right one gets in all the same.
func TestTokenGuessing(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
		o.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, ok := viewer.FromContext(r.Context()); !ok {
				http.Error(w, `{"errors":[{"message":"m","extensions":{"code":"UNAUTHENTICATED","requestId":"`+r.Header.Get("X-Request-Id")+`"}}]}`, http.StatusUnauthorized)
			}
		})
	})
	handler := web.New(s.options)
	ask := func(token string) shown {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", nil)
		request.RemoteAddr = "203.0.113.66:1"
		request.Header.Set("X-API-Key", token)
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, request)
		return showOf(t, rec)
	}
	tally := map[int]int{}
	var last shown
	for range 80 {
		token, _, _, err := auth.NewToken()
		if err != nil {
			t.Fatal(err)
		}
		last = ask(token)
		tally[last.Status]++
	}
	if tally[401] < 60 || tally[401] > 65 || tally[401]+tally[429] != 80 {
		t.Errorf("80 guesses: %v", tally)
	}
	if diff := cmp.Diff(shown{Status: 429, RetryAfter: "1", Code: "RATE_LIMITED", Seconds: 1}, last); diff != "" {
		t.Error(diff)
	}
	if got := ask(apiKey); got.Status != 200 {
		t.Errorf("the right one: %+v", got)
	}
}

// A database that does not answer is an internal error, not a refusal, and the log has the cause.
func TestAdmissionWithoutDatabase(t *testing.T) {
	t.Parallel()
	db := dbtest.SQLite(t)
	s := newSite(t, db)
	token, _, err := auth.Issue(viewer.System(t.Context()), db.Ent.ApiToken, auth.Grant{UserID: s.user.ID, Name: "one"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SQL.ExecContext(t.Context(), "ALTER TABLE api_tokens RENAME TO elsewhere"); err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", nil)
	request.Header.Set("X-API-Key", token)
	request.Header.Set("Accept", "application/graphql-response+json")
	rec := httptest.NewRecorder()
	web.New(s.options).ServeHTTP(rec, request)
	if diff := cmp.Diff(shown{Status: 500, Code: "INTERNAL"}, showOf(t, rec)); diff != "" {
		t.Error(diff)
	}
	if got := rec.Header().Get("Content-Type"); got != "application/graphql-response+json" {
		t.Error(got)
	}
	if log := s.log.String(); !strings.Contains(log, "recognise credential") || strings.Contains(log, token) || strings.Contains(rec.Body.String(), "api_tokens") {
		t.Errorf("log: %s\nbody: %s", log, rec.Body)
	}
}
