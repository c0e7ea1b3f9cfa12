package jobs

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/polar"
	"polarflow/polar/sandbox"
)

// receive has the processes' webhook answered by the last one of them.
func (tr *track) receive(t *testing.T) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		last := tr.processes[len(tr.processes)-1]
		if err := last.Notify(r.Context(), body, r.Header.Get(polar.HeaderWebhookSignature)); err != nil {
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	t.Cleanup(server.Close)
	for _, c := range tr.processes {
		c.cfg.WebhookURL = server.URL + "/webhooks/polar"
	}
}

// keep looks after the webhook once.
func (tr *track) keep() error {
	return (&KeepWebhookWorker{client: tr.processes[0]}).Work(tr.ctx, nil)
}

// row returns what is stored of the webhook.
func (tr *track) row() *ent.PolarWebhook {
	return tr.processes[0].cfg.DB.Ent.PolarWebhook.Query().OnlyX(tr.ctx)
}

// hook returns the webhook at Polar.
func (tr *track) hook(t *testing.T) polar.Webhook {
	t.Helper()
	hooks, err := tr.processes[0].Polar().Webhooks(tr.ctx)
	if err != nil || len(hooks) != 1 {
		t.Fatal(hooks, err)
	}
	return hooks[0]
}

// told reports whether Polar's notifications arrive and are found genuine.
func (tr *track) told(t *testing.T) bool {
	t.Helper()
	tr.ahead.Add(int64(time.Second))
	delivered, err := tr.polar.Notify(tr.ctx, sandbox.EventSleep, 475, "2026-03-14")
	return err == nil && delivered == 1
}

// Whatever has become of the webhook, it is as it should be after it was looked after: at our address, for all
// events, active, and with a secret that is known here.
func TestWebhookIsKept(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil func(t *testing.T, tr *track)
		fresh bool // a new webhook takes the place of the old one
	}{
		"as it was": {func(*testing.T, *track) {}, false},
		"switched off by Polar": {func(t *testing.T, tr *track) {
			if err := tr.processes[0].Polar().DeactivateWebhook(tr.ctx); err != nil {
				t.Fatal(err)
			}
		}, false},
		"another BASE_URL": {func(_ *testing.T, tr *track) { tr.processes[0].cfg.WebhookURL += "/moved" }, false},
		"fewer events": {func(t *testing.T, tr *track) {
			if _, err := tr.processes[0].Polar().UpdateWebhook(tr.ctx, tr.hook(t).ID, "", []string{polar.EventSleep}); err != nil {
				t.Fatal(err)
			}
		}, false},
		"deleted at Polar": {func(t *testing.T, tr *track) {
			if err := tr.processes[0].Polar().DeleteWebhook(tr.ctx, tr.hook(t).ID); err != nil {
				t.Fatal(err)
			}
		}, true},
		"made again by an earlier copy of the database": {func(_ *testing.T, tr *track) {
			tr.row().Update().SetPolarID("earlier").ExecX(tr.ctx)
		}, true},
		"secret that cannot be opened": {func(_ *testing.T, tr *track) { tr.row().Update().SetSecret([]byte("damaged")).ExecX(tr.ctx) }, true},
		"database lost":                {func(_ *testing.T, tr *track) { tr.processes[0].cfg.DB.Ent.PolarWebhook.Delete().ExecX(tr.ctx) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := newTrack(t, dbtest.Address(t, "sqlite"), 1, sandbox.Limits{})
			tr.receive(t)
			if err := tr.keep(); err != nil || !tr.told(t) {
				t.Fatal("registration: ", err, tr.row())
			}
			before := tr.hook(t)
			test.spoil(t, tr)
			if err := tr.keep(); err != nil {
				t.Fatal(err)
			}
			after, row := tr.hook(t), tr.row()
			if (before.ID != after.ID) != test.fresh {
				t.Errorf("webhook %s became %s", before.ID, after.ID)
			}
			if !after.Active.V || len(after.Events) != 7 || after.URL != tr.processes[0].cfg.WebhookURL {
				t.Errorf("at Polar: %+v", after)
			}
			if !row.Active || row.PolarID != after.ID || row.URL != after.URL || row.Problem != nil || row.CheckedAt == nil {
				t.Errorf("here: %v", row)
			}
			if !tr.told(t) {
				t.Error("notifications do not arrive")
			}
		})
	}
}

// What keeps the webhook from working is said in plain words, and forgotten when it is over.
func TestWebhookProblems(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil func(t *testing.T, tr *track) (undo func())
		want  string
	}{
		"Polar gets no answer": {func(_ *testing.T, tr *track) func() {
			c, there := tr.processes[0], tr.processes[0].cfg.WebhookURL
			c.cfg.WebhookURL = "http://127.0.0.1:1/webhooks/polar"
			return func() { c.cfg.WebhookURL = there }
		}, "reached from the internet"},
		"wrong client secret": {func(_ *testing.T, tr *track) func() {
			return tr.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/webhooks"}, sandbox.Status(401))
		}, "POLAR_CLIENT_SECRET"},
		"Polar is down": {func(_ *testing.T, tr *track) func() {
			return tr.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/webhooks"}, sandbox.Status(503))
		}, "tried again"},
		"taken by another server": {func(t *testing.T, tr *track) func() {
			t.Helper()
			own := tr.processes[0].Polar()
			elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
			t.Cleanup(elsewhere.Close)
			if err := own.DeleteWebhook(tr.ctx, tr.hook(t).ID); err != nil {
				t.Fatal(err)
			}
			taken, _, err := own.CreateWebhook(tr.ctx, elsewhere.URL, webhookEvents())
			if err != nil {
				t.Fatal(err)
			}
			return func() {
				if left := tr.hook(t); left.ID != taken.ID || own.DeleteWebhook(tr.ctx, left.ID) != nil {
					t.Errorf("the other server's webhook became %+v", left)
				}
			}
		}, "Another server"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := newTrack(t, dbtest.Address(t, "sqlite"), 1, sandbox.Limits{})
			tr.receive(t)
			if err := tr.keep(); err != nil {
				t.Fatal(err)
			}
			undo := test.spoil(t, tr)
			err, row := tr.keep(), tr.row()
			if err == nil || row.Problem == nil || !strings.Contains(*row.Problem, test.want) {
				t.Errorf("%v: %v", err, row)
			}
			undo()
			if err := tr.keep(); err != nil || tr.row().Problem != nil || !tr.row().Active || !tr.told(t) {
				t.Errorf("afterwards: %v: %v", err, tr.row())
			}
		})
	}
}

// A process learns of a new secret in time for the first notification that is signed with it.
func TestSecretIsKnownEverywhere(t *testing.T) {
	t.Parallel()
	tr := newTrack(t, dbtest.Address(t, "postgres"), 2, sandbox.Limits{})
	tr.receive(t) // by the second process; the first looks after the webhook
	for range 5 {
		if err := tr.keep(); err != nil {
			t.Fatal(err)
		}
		if !tr.told(t) {
			t.Fatal("the other process does not know the secret")
		}
		if err := tr.processes[0].Polar().DeleteWebhook(tr.ctx, tr.hook(t).ID); err != nil {
			t.Fatal(err)
		}
	}
}

// Without WEBHOOKS_ENABLED Polar is left alone.
func TestWebhookIsNotWanted(t *testing.T) {
	t.Parallel()
	tr := newTrack(t, dbtest.Address(t, "sqlite"), 1, sandbox.Limits{})
	if err := tr.keep(); err != nil || tr.polar.Count("/v3/") != 0 {
		t.Error(err, tr.polar.Requests())
	}
	if alive, err := tr.processes[0].webhooksAlive(tr.ctx); alive || err != nil {
		t.Error(alive, err)
	}
}

// Webhooks are alive from their first event on, until they fall silent or are switched off.
func TestWebhooksAlive(t *testing.T) {
	t.Parallel()
	tr := newTrack(t, dbtest.Address(t, "sqlite"), 1, sandbox.Limits{})
	tr.receive(t)
	var got []bool
	for _, step := range []func(){
		func() { _ = tr.keep() },
		func() { tr.told(t); tr.stored(t) },
		func() { tr.ahead.Add(int64(time.Hour)) },
		func() { tr.ahead.Add(int64(24 * time.Hour)) },
		func() { tr.told(t); tr.stored(t) },
		func() { tr.row().Update().SetActive(false).ExecX(tr.ctx) },
	} {
		step()
		alive, err := tr.processes[0].webhooksAlive(tr.ctx)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, alive)
	}
	if diff := cmp.Diff([]bool{false, true, true, false, true, false}, got); diff != "" {
		t.Error(diff)
	}
}

// stored waits until nothing is left to be written down.
func (tr *track) stored(t *testing.T) {
	t.Helper()
	for range 500 {
		at := timeOf(tr.row().LastEventAt)
		if tr.now().Sub(at) < noteEvery {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the event was not written down")
}

// The pauses between attempts grow, and never beyond the next periodic turn.
func TestKeepWebhookPauses(t *testing.T) {
	t.Parallel()
	var got []time.Duration
	for attempt := 1; attempt <= 12; attempt += 3 {
		job := river.Job[KeepWebhookArgs]{JobRow: &rivertype.JobRow{Attempt: attempt, AttemptedAt: &noon}}
		got = append(got, new(KeepWebhookWorker).NextRetry(&job).Sub(noon))
	}
	want := []time.Duration{5 * time.Second, 40 * time.Second, 320 * time.Second, 15 * time.Minute}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// While the database is busy, notifications are taken within milliseconds; they are written down when it is free
// again, at the latest when the process ends. Beyond what is kept they are refused.
func TestInboxWhileDatabaseIsBusy(t *testing.T) {
	t.Parallel()
	tr := newTrack(t, dbtest.Address(t, "sqlite"), 1, sandbox.Limits{})
	c := tr.processes[0]
	tr.receive(t)
	if err := tr.keep(); err != nil {
		t.Fatal(err)
	}
	busy, err := c.cfg.DB.SQL.BeginTx(tr.ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	for i := range 10 {
		if err := c.inbox.take(tr.ctx, notification{polarUser: "475", event: polar.EventSleep, subject: formatID(int64(i))}); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("ten notifications took %s", took)
	}
	for range mostWaiting {
		c.inbox.post(&letter{event: notification{polarUser: "475", event: polar.EventSleep}, stored: make(chan struct{})})
	}
	if err := c.inbox.take(tr.ctx, notification{}); !errors.Is(err, ErrOverloaded) {
		t.Errorf("one more than are kept: %v", err)
	}
	if err := busy.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(tr.ctx); err != nil {
		t.Fatal(err)
	}
	if n := c.cfg.DB.Ent.WebhookEvent.Query().CountX(tr.ctx); n != 11 {
		t.Errorf("%d events were written down, want 10 and one that came often", n)
	}
	if err := c.inbox.take(tr.ctx, notification{}); !errors.Is(err, ErrOverloaded) {
		t.Errorf("after the end: %v", err)
	}
}
