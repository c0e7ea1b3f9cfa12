package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/jobs"
	"polarflow/web"
)

// withJobPages serves River's pages about the queue.
func withJobPages(t *testing.T) func(*web.Options) {
	t.Helper()
	return func(o *web.Options) {
		pages, err := o.Jobs.Pages(web.JobsPath)
		if err != nil {
			t.Fatal(err)
		}
		o.JobPages = pages
	}
}

// An operator who opens the pages about the queue is led to the sign-in and back, sees the jobs, and can change
// them.
func TestJobPages(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db, withJobPages(t))
		s.queueSync(t)
		b := s.browser(t)
		got := b.open(s.URL + "/admin/jobs")
		if !strings.Contains(got.body, `name="next" value="/admin/jobs"`) {
			t.Fatalf("not led to the sign-in: %d at %s", got.Status, got.address)
		}
		got = b.post(s.URL+"/login", url.Values{"credential": {apiKey}, "next": {"/admin/jobs"}})
		if got.Status != 200 || got.address != s.URL+"/admin/jobs/" || !strings.Contains(got.body, "<title>River</title>") {
			t.Fatalf("not led back: %d at %s", got.Status, got.address)
		}
		if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self';") || strings.Contains(policy, "unsafe-eval") {
			t.Errorf("policy %q", policy)
		}
		got = b.open(s.URL + "/admin/jobs/api/jobs?state=available&limit=20")
		if got.Status != 200 || !strings.Contains(got.body, `"kind":"sync"`) {
			t.Errorf("jobs: %d %s", got.Status, got.body)
		}
		for _, path := range []string{"states", "queues?limit=20", "features", "jobs?state=completed"} {
			if got := b.open(s.URL + "/admin/jobs/api/" + path); got.Status != 200 {
				t.Errorf("%s: %d %s", path, got.Status, got.body)
			}
		}
		if got := b.post(s.URL+"/admin/jobs/api/queues/default/pause", nil); got.Status >= 500 || got.Status == 403 || got.Status == 401 {
			t.Errorf("a change from the pages themselves: %d %s", got.Status, got.body)
		}
	})
}

// queueSync queues a sync of the site's person.
func (s *site) queueSync(t *testing.T) {
	t.Helper()
	system := viewer.System(t.Context())
	s.db.Ent.PolarAccount.Create().SetUserID(s.user.ID).SetPolarUserID("11").SetMemberID("m").SetToken([]byte("sealed")).
		SetStatus(polaraccount.StatusACTIVE).ExecX(system)
	err := s.db.InTx(system, func(tx *ent.Tx) error {
		_, _, err := s.options.Jobs.Enqueue(system, tx, jobs.Request{UserID: s.user.ID, Trigger: syncrun.TriggerMANUAL})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Nobody but an operator who is signed in gets at the pages, and no other site has them change anything.
func TestJobPagesAreForOperators(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), withJobPages(t))
	person, operator, nobody := s.owned(t), s.browser(t), s.still(t)
	operator.post(s.URL+"/login", url.Values{"credential": {apiKey}})
	person.CheckRedirect = nobody.CheckRedirect
	jobsAt := s.URL + "/admin/jobs"
	foreign := []string{"Sec-Fetch-Site", "cross-site"}
	got := map[string]int{
		"page, nobody":      nobody.open(jobsAt + "/").Status,
		"API, nobody":       nobody.open(jobsAt + "/api/jobs").Status,
		"change, nobody":    nobody.post(jobsAt+"/api/jobs/cancel", nil).Status,
		"page, person":      person.open(jobsAt + "/").Status,
		"API, person":       person.open(jobsAt + "/api/jobs").Status,
		"change, person":    person.post(jobsAt+"/api/jobs/cancel", nil).Status,
		"page, operator":    operator.open(jobsAt + "/").Status,
		"change, elsewhere": operator.post(jobsAt+"/api/queues/default/pause", nil, foreign...).Status,
	}
	want := map[string]int{
		"page, nobody": 303, "API, nobody": 401, "change, nobody": 401, "page, person": 403, "API, person": 403,
		"change, person": 403, "page, operator": 200, "change, elsewhere": 403,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := operator.open(s.URL + "/login"); !strings.Contains(got.body, `href="/admin/jobs/"`) {
		t.Error("the operator's own page does not lead there")
	}
	if got := person.open(s.URL + "/login"); strings.Contains(got.body, "/admin") {
		t.Error("a person's page leads there")
	}
}

// Without operators there are no pages for them.
func TestNoJobPages(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	if got := s.browser(t).open(s.URL + "/admin/jobs/"); got.Status != http.StatusNotFound {
		t.Errorf("%d: %s", got.Status, got.body)
	}
}

// A sign-in leads to pages of this server only, whatever its address says.
func TestSignInLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), withJobPages(t))
	for next, want := range map[string]string{
		"": "/", "/admin/jobs": "/admin/jobs", "/admin/jobs/queues": "/admin/jobs/queues", "https://evil.example/": "/",
		"//evil.example/admin/jobs": "/", "/admin/jobs.evil.example": "/", "/admin/jobsite": "/", `/\evil.example`: "/", "/graphql": "/",
		"/night/2026-11-04?zoom=1": "/night/2026-11-04?zoom=1", "/nightly": "/", "//evil.example/night": "/", `/night/\evil.example`: "/",
		"/connect": "/connect", "/connect/polar": "/",
	} {
		got := s.still(t).post(s.URL+"/login", url.Values{"credential": {apiKey}, "next": {next}})
		if got.Status != http.StatusSeeOther || got.Location != want {
			t.Errorf("%q leads to %q (%d)", next, got.Location, got.Status)
		}
	}
}
