package graph_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"polarflow/ent/viewer"
)

// What makes no sense is refused with a code and never with what went on inside.
func TestRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.session(t, u, dateAfter(0), "10:00:00", "RUNNING")
		all, syncOnly := w.token(t, u), w.token(t, u, viewer.Sync)
		cursor := w.ask(t, all, `{ viewer { exercises { pageInfo { endCursor } } } }`, nil).at(t, "viewer", "exercises", "pageInfo", "endCursor")
		for name, test := range map[string]struct {
			secret, query, code, message string
			vars                         vars
		}{
			"too many":           {all, `{ viewer { sleeps(first: 10000) { totalCount } } }`, "BAD_USER_INPUT", "366", nil},
			"negative":           {all, `{ viewer { sleeps(last: -1) { totalCount } } }`, "BAD_USER_INPUT", "negative", nil},
			"first and last":     {all, `{ viewer { sleeps(first: 1, last: 1) { totalCount } } }`, "BAD_USER_INPUT", "not both", nil},
			"huge number":        {all, `{ viewer { sleeps(first: 99999999999) { totalCount } } }`, "BAD_USER_INPUT", "32 bits", nil},
			"malformed cursor":   {all, `{ viewer { sleeps(after: "nonsense") { totalCount } } }`, "BAD_USER_INPUT", "cursor", nil},
			"foreign cursor":     {all, `query($c: String) { viewer { sleeps(after: $c) { totalCount } } }`, "BAD_USER_INPUT", "cursor", vars{"c": cursor}},
			"no such date":       {all, `{ viewer { sleep(date: "2026-02-30") { id } } }`, "BAD_USER_INPUT", "2026-02-30", nil},
			"no date at all":     {all, `query($d: Date!) { viewer { sleep(date: $d) { id } } }`, "BAD_USER_INPUT", "", vars{"d": 7}},
			"backwards range":    {all, `{ viewer { sleeps(range: {from: "2026-02-02", to: "2026-02-01"}) { totalCount } } }`, "BAD_USER_INPUT", "after its end", nil},
			"open days":          {all, `{ viewer { days(range: {from: "2026-02-02"}) { date } } }`, "BAD_USER_INPUT", "both ends", nil},
			"too many days":      {all, `{ viewer { days(range: {from: "2024-01-01", to: "2025-01-01"}) { date } } }`, "RANGE_TOO_LARGE", "366", nil},
			"too many buckets":   {all, `{ viewer { metricSeries(metrics: [STEPS], range: {from: "2010-01-01", to: "2026-01-01"}) { unit } } }`, "RANGE_TOO_LARGE", "3700", nil},
			"one point":          {all, `{ viewer { exercises { nodes { samples(maxPoints: 1) { type } } } } }`, "BAD_USER_INPUT", "maxPoints", nil},
			"a million points":   {all, `{ viewer { exercises { nodes { route(maxPoints: 1000000) { pointCount } } } } }`, "BAD_USER_INPUT", "100000", nil},
			"two names":          {all, `{ user(id: "x", externalId: "y") { id } }`, "BAD_USER_INPUT", "exactly one", nil},
			"no name":            {all, `{ viewer { exercise { id } } }`, "BAD_USER_INPUT", "exactly one", nil},
			"too many nodes":     {all, `query($i: [ID!]!) { nodes(ids: $i) { id } }`, "BAD_USER_INPUT", "100", vars{"i": strings.Split(strings.Repeat("x ", 101), " ")}},
			"malformed position": {all, `{ viewer { changes(since: "nonsense") { cursor } } }`, "BAD_USER_INPUT", "cursor", nil},
			"too many changes":   {all, `{ viewer { changes(first: 5000) { cursor } } }`, "BAD_USER_INPUT", "1000", nil},
			"unknown field":      {all, `{ viewer { sleps { totalCount } } }`, "BAD_USER_INPUT", "sleps", nil},
			"not GraphQL":        {all, `{ viewer {`, "BAD_USER_INPUT", "", nil},
			"too deep":           {all, `{ viewer ` + strings.Repeat("{ day(date: \"2026-01-01\") { user ", 8) + "{ id }" + strings.Repeat("}}", 8) + `}`, "QUERY_TOO_DEEP", "15", nil},
			"all people":         {all, `{ users { totalCount } }`, "FORBIDDEN", "service", nil},
			"making people":      {all, `mutation { createUser(input: {externalId: "x"}) { user { id } } }`, "FORBIDDEN", "service", nil},
			"reading":            {syncOnly, `{ viewer { id } }`, "FORBIDDEN", "READ", nil},
			"managing":           {syncOnly, `mutation { connectPolar(input: {returnUrl: "x"}) { authorizeUrl } }`, "FORBIDDEN", "MANAGE", nil},
		} {
			a := w.try(t, test.secret, test.query, test.vars)
			if a.code() != test.code || !strings.Contains(a.Errors[0].Message, test.message) {
				t.Errorf("%s: want %s about %q, got %s", name, test.code, test.message, a.body)
			}
			if id, _ := a.Errors[0].Extensions["requestId"].(string); id == "" || id != a.Header.Get("X-Request-Id") {
				t.Errorf("%s: request id %q, header %q", name, id, a.Header.Get("X-Request-Id"))
			}
		}
	})
}

// The exact edges of the limits are allowed.
func TestLimitsAreInclusive(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		secret := w.token(t, w.person(t, "me"))
		for _, query := range []string{
			`{ viewer { sleeps(first: 366) { totalCount } } }`,
			`{ viewer { sleeps(first: 0) { totalCount pageInfo { hasNextPage } } } }`,
			`{ viewer { days(range: {from: "2024-01-01", to: "2024-12-31"}) { date } } }`,
			`{ viewer { metricSeries(metrics: [STEPS], range: {from: "2016-01-01", to: "2026-02-16"}) { unit } } }`,
			`{ viewer ` + strings.Repeat("{ day(date: \"2026-01-01\") { user ", 6) + "{ day(date: \"2026-01-01\") { id } }" + strings.Repeat("}}", 6) + `}`,
		} {
			w.ask(t, secret, query, nil)
		}
	})
}

func TestWithoutCredential(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		mine := w.token(t, w.person(t, "me"))
		with := func(header, value string) *http.Request {
			r := httptest.NewRequest(http.MethodGet, "/graphql?query=%7Bviewer%7Bid%7D%7D", nil)
			r.Header.Set(header, value)
			return r
		}
		for name, test := range map[string]struct {
			request *http.Request
			status  int
		}{
			"none":    {with("Accept", "*/*"), http.StatusUnauthorized},
			"unknown": {with("Authorization", "Bearer pf_unknown"), http.StatusUnauthorized},
			"known":   {with("Authorization", "Bearer "+mine), http.StatusOK},
		} {
			a := w.do(t, test.request)
			if a.Status != test.status {
				t.Errorf("%s: status %d: %s", name, a.Status, a.body)
			}
			if a.Status == http.StatusUnauthorized && (a.code() != "UNAUTHENTICATED" || a.Header.Get("WWW-Authenticate") != "Bearer" || a.Data != nil) {
				t.Errorf("%s: %v %s", name, a.Header, a.body)
			}
		}
	})
}

// Bodies are bounded, never echoed, and PHP's empty list counts as an empty object.
func TestBodies(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		mine := w.token(t, w.person(t, "me"))
		for name, test := range map[string]struct {
			body   string
			status int
			code   string
		}{
			"empty variables": {`{"query": "{viewer{id}}", "variables": [], "extensions": [ ]}`, http.StatusOK, ""},
			"null variables":  {`{"query": "{viewer{id}}", "variables": null}`, http.StatusOK, ""},
			"broken":          {`{"query": "sEcReT`, http.StatusBadRequest, "BAD_USER_INPUT"},
			"batch":           {`[{"query": "{viewer{id}}"}]`, http.StatusBadRequest, "BAD_USER_INPUT"},
			"two documents":   {`{"query": "{viewer{id}}"}{}`, http.StatusBadRequest, "BAD_USER_INPUT"},
			"list variables":  {`{"query": "{viewer{id}}", "variables": [1]}`, http.StatusBadRequest, "BAD_USER_INPUT"},
			"too large":       {`{"query": "` + strings.Repeat(" ", 1<<20) + `"}`, http.StatusRequestEntityTooLarge, "BAD_USER_INPUT"},
		} {
			a := w.post(t, mine, test.body)
			if a.Status != test.status || a.code() != test.code || strings.Contains(a.body, "sEcReT") {
				t.Errorf("%s: %d %s", name, a.Status, a.body)
			}
		}
	})
}

// What goes wrong inside is logged with the request's id and shown as «internal error».
func TestInternalErrorsStayInside(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		mine := w.token(t, w.person(t, "me"))
		w.ask(t, mine, `{ viewer { id } }`, nil)
		if _, err := w.db.SQL.ExecContext(t.Context(), "ALTER TABLE sleeps RENAME TO gone"); err != nil {
			t.Fatal(err)
		}
		a := w.try(t, mine, `{ viewer { sleeps { totalCount } } }`, nil)
		if a.code() != "INTERNAL" || a.Errors[0].Message != "internal error" || strings.Contains(a.body, "sleeps\"") && strings.Contains(a.body, "relation") {
			t.Errorf("shown: %s", a.body)
		}
		if log := w.log.String(); !strings.Contains(log, a.Header.Get("X-Request-Id")) || !strings.Contains(log, "list Sleep") {
			t.Errorf("logged: %s", log)
		}
	})
}
