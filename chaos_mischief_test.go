package main

import (
	"net/http"
	"testing"
	"time"

	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// act does one thing at random: what people do, and what goes wrong.
func (c *chaos) act(t *testing.T) {
	t.Helper()
	p := c.people[c.random.IntN(len(c.people))]
	switch n := c.random.IntN(100); {
	case n < 34:
		c.spoil()
	case n < 44:
		c.note("%d: button", p.account)
		c.enqueue(t, p, syncrun.TriggerMANUAL)
	case n < 50:
		c.due(t, p)
	case n < 66:
		c.change(t, p)
	case n < 72:
		c.tellNews(t, p)
	case n < 78:
		c.refuse(t, p)
	case n < 84:
		c.jump(t)
	case n < 88:
		c.passTime(t, time.Duration(1+c.random.IntN(60))*time.Minute)
	default:
		c.breakProcess(t)
	}
}

// spoil has Polar misbehave.
func (c *chaos) spoil() {
	paths := []string{
		"/v3/", "/v3/exercises", "/v3/users/sleep", "/v3/users/nightly-recharge", "/v3/users/activities", "/v3/users/cardio-load",
		"/v3/users/continuous-heart-rate", "/v3/users/sleepwise", "/v3/users/biosensing", "/v3/users/physical-info",
	}
	match := sandbox.Match{PathPrefix: paths[c.random.IntN(len(paths))], Times: 1 + c.random.IntN(5)}
	name, quirk := c.quirk()
	if name == emptyBody { // of days nobody could tell it from nothing
		match.PathPrefix = "/v3/exercises"
	}
	c.note("Polar: %s at %s, %d times", name, match.PathPrefix, match.Times)
	c.quirks = append(c.quirks, c.polar.Misbehave(match, quirk))
}

// emptyBody is success with nothing in it, which Polar's clients take for nothing there.
const emptyBody = "empty body"

// quirk returns one of Polar's misbehaviours.
func (c *chaos) quirk() (name string, quirk sandbox.Quirk) {
	n := c.random.IntN(4)
	list := []struct {
		name  string
		quirk sandbox.Quirk
	}{
		{"server error", sandbox.Status(http.StatusInternalServerError + n)},
		{"connection reset", sandbox.ConnectionReset()},
		{"slow headers", func(*sandbox.Response) { time.Sleep(chaosTimeout + chaosTimeout/4) }},
		{"slow body", sandbox.SlowBody(20_000)},
		{"short body", sandbox.ShortBody(1 + 100*n)},
		{"cut JSON", sandbox.CutJSON(1 + 200*n)},
		{emptyBody, sandbox.CutJSON(0)},
		{"rate limit", sandbox.RateLimited(time.Duration(1+n*n*30) * time.Second)},
		{"page", func(a *sandbox.Response) { a.Body = []byte("<html>we are working on it</html>") }},
		{"unreadable element", sandbox.UnreadableElement(n)},
		{"unreadable date", sandbox.UnreadableField(n, "date")},
		{"unreadable start", sandbox.UnreadableField(n, "start_time")},
	}
	if c.days < lookback { // what cannot be read is kept as it is, and asked for again only as far as syncs look back
		list = list[:len(list)-3]
	}
	q := list[c.random.IntN(len(list))]
	return q.name, q.quirk
}

// due has the people synced who are due, a person among them.
func (c *chaos) due(t *testing.T, p *chaosPerson) {
	t.Helper()
	c.note("%d: due", p.account)
	c.persist(t, func() error {
		err := c.db.Ent.PolarAccount.Update().Where(polaraccount.UserID(p.id)).SetNextSyncAt(c.clock.ours().Add(-time.Second)).Exec(c.ctx)
		if err == nil {
			err = c.front.QueueDue(c.ctx)
		}
		return err
	})
}

// change has the watch upload something, or the person edit or delete something.
func (c *chaos) change(t *testing.T, p *chaosPerson) {
	t.Helper()
	switch n := c.random.IntN(10); {
	case n < 4 && len(p.late) > 0:
		r := p.late[0]
		p.late, r.UploadedAt = p.late[1:], c.clock.polar()
		c.note("%d: %s of %s comes late", p.account, r.Kind, r.Date)
		c.upload(t, p, r)
	case n < 6:
		c.edit(t, p, sandbox.KindSleep, "sleep_score", 1+c.random.IntN(99))
	case n < 8:
		c.edit(t, p, sandbox.KindActivity, "calories", 1000+c.random.IntN(3000))
	case n < 9:
		c.edit(t, p, sandbox.KindExercise, "calories", 100+c.random.IntN(3000))
	default:
		c.remove(t, p)
	}
}

// remove deletes an exercise at Polar.
func (c *chaos) remove(t *testing.T, p *chaosPerson) {
	t.Helper()
	list := c.recent(p, sandbox.KindExercise)
	if len(list) == 0 {
		return
	}
	r := list[c.random.IntN(len(list))]
	c.note("%d: exercise of %s is deleted", p.account, r.Date)
	if err := c.polar.Remove(p.account, r.Kind, r.ID); err != nil {
		t.Fatal(err)
	}
	delete(p.held, chaosKey(r))
}

// tellNews has Polar send notifications, true ones or not.
func (c *chaos) tellNews(t *testing.T, p *chaosPerson) {
	t.Helper()
	day := c.clock.base.AddDate(0, 0, -c.random.IntN(3)).Format(time.DateOnly)
	events := map[sandbox.Event]string{
		sandbox.EventSleep: day, sandbox.EventActivitySummary: day, sandbox.EventAlertness: day, sandbox.EventPhysicalInformation: "",
	}
	if list := c.recent(p, sandbox.KindExercise); len(list) > 0 {
		events[sandbox.EventExercise] = list[0].ID
	}
	told := 0
	for event, about := range events {
		n, err := c.polar.Notify(t.Context(), event, p.account, about)
		if told += n; err != nil {
			c.note("%d: %s: %s", p.account, event, err)
		}
	}
	c.note("%d: %d notifications", p.account, told)
}

// refuse takes away the person's token or a consent, or gives it back.
func (c *chaos) refuse(t *testing.T, p *chaosPerson) {
	t.Helper()
	switch {
	case p.revoked:
		c.note("%d: connects again", p.account)
		c.reconnect(t, p)
	case p.refused, c.random.IntN(3) == 0:
		p.refused = !p.refused
		c.note("%d: a consent is missing: %t", p.account, p.refused)
		if err := c.polar.SetConsents(p.account, !p.refused); err != nil {
			t.Fatal(err)
		}
	default:
		c.note("%d: revoked", p.account)
		c.polar.RevokeTokens(p.account)
		p.revoked = true
	}
}

// jump sets our clock wrong, or right again. A real process has the real one.
func (c *chaos) jump(t *testing.T) {
	t.Helper()
	if c.end == killed {
		return
	}
	jumps := []time.Duration{0, 30 * time.Second, 10 * time.Minute, 2 * time.Hour, 72 * time.Hour}
	wrong := jumps[c.random.IntN(len(jumps))]
	if c.random.IntN(2) == 0 {
		wrong = -wrong
	}
	c.note("our clock is %s ahead", wrong)
	c.clock.wrong.Store(int64(wrong))
}

// passTime lets time pass, in which what waits becomes ripe.
func (c *chaos) passTime(t *testing.T, d time.Duration) {
	t.Helper()
	if c.child == nil { // a real process has the real clock
		c.note("%s pass", d)
		c.clock.ahead.Add(int64(d))
	}
	c.ripen(t)
}

// ripen makes ready what waits.
func (c *chaos) ripen(t *testing.T) {
	t.Helper()
	c.exec(t, `UPDATE river_job SET state = 'available', scheduled_at = created_at
		WHERE state IN ('scheduled', 'retryable') AND kind IN ('sync', 'webhook_event')`)
}

// breakProcess ends a process, or the connections of all, and goes on with another.
func (c *chaos) breakProcess(t *testing.T) {
	t.Helper()
	switch {
	case c.end == killed:
		c.kill(t)
		c.spawn(t)
	case c.end == severed:
		c.note("PostgreSQL restarts")
		if err := c.restart(); err != nil {
			t.Fatal(err)
		}
	case c.kind == "postgres" && c.random.IntN(2) == 0:
		c.note("all connections to PostgreSQL break")
		c.exec(t, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
	default:
		w := c.workers[c.random.IntN(len(c.workers))]
		grace := time.Duration(c.random.IntN(2)) * 10 * time.Second
		c.note("a worker stops within %s", grace)
		c.dismiss(t, w, grace)
		c.hire(t, w.db, chaosTimeout)
	}
}
