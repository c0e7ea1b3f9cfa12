package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/polaraccount"
	"polarflow/ent/predicate"
	"polarflow/ent/session"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/pacing"
)

// dueEvery is how often people who are due are looked for.
const dueEvery = time.Minute

// dueAtOnce bounds how many are queued each time: what 100,000 people need in their busiest minute.
const dueAtOnce = 2000

// DueArgs asks for a sync of everybody who is due.
type DueArgs struct{}

// Kind names the job.
func (DueArgs) Kind() string { return "queue_due_syncs" }

// InsertOpts keeps one such job at a time. It is not unique by time: a leader that follows another within the
// minute looks at once.
func (DueArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByState: underWay}}
}

// underWay are the states of a job that is still to be done.
var underWay = []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning,
	rivertype.JobStateScheduled,
}

func periodicDue() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(dueEvery),
		func() (river.JobArgs, *river.InsertOpts) { return DueArgs{}, nil },
		&river.PeriodicJobOpts{RunOnStart: true})
}

// DueWorker has the people synced who are due.
type DueWorker struct {
	river.WorkerDefaults[DueArgs]
	client *Client
}

// Work queues the syncs.
func (w *DueWorker) Work(ctx context.Context, _ *river.Job[DueArgs]) error {
	return w.client.QueueDue(ctx)
}

// QueueDue queues a sync of the people who are due, the most stale first, as many as Polar's limits let begin now.
func (c *Client) QueueDue(ctx context.Context) error {
	ctx = viewer.System(ctx)
	if err := c.endStranded(ctx); err != nil {
		return err
	}
	if err := c.goOn(ctx); err != nil {
		return err
	}
	room, err := c.room(ctx)
	if err != nil || room == 0 {
		return err
	}
	// Who is looking has been synced lately, and would be behind everybody who is due.
	people, err := c.looking(ctx, (room+3)/4)
	if err != nil {
		return err
	}
	due, err := c.mostStale(ctx, room-len(people), c.isDue(), polaraccount.UserIDNotIn(people...))
	if err != nil {
		return err
	}
	return c.enqueueAll(ctx, append(people, due...), syncrun.TriggerSCHEDULED)
}

// clockSlack is how far ahead the end of a sync may seem to lie.
const clockSlack = 5 * time.Minute

// isDue holds for people whose time has come, and for those whose last sync ended in the future: the clock was wrong
// then, and so is the time of the next one.
func (c *Client) isDue() predicate.PolarAccount {
	now := c.now()
	return polaraccount.Or(polaraccount.NextSyncAtLTE(now), polaraccount.LastSyncedAtGT(now.Add(clockSlack)))
}

// room returns how many scheduled syncs may begin now, besides those that are queued.
func (c *Client) room(ctx context.Context) (int, error) {
	l, err := c.load(ctx)
	return c.fits(pacing.Scheduled, l.cost, l.held+l.waiting*l.cost), err
}

// load is what Polar's limits are taken up by.
type load struct {
	held    int // requests promised to runs at work
	waiting int // runs that nothing is promised to yet
	cost    int // requests of one run
}

// load reads what the limits are taken up by, and what is left of them.
func (c *Client) load(ctx context.Context) (load, error) {
	traffic, err := c.traffic(ctx)
	if err != nil {
		return load{}, err
	}
	l := load{cost: usualCost}
	if traffic.CostPerSync > 0 {
		l.cost = int(traffic.CostPerSync + 1)
	}
	query, args := sql.Dialect(c.cfg.DB.Dialect).
		Select("COALESCE(SUM(held_requests), 0)", "COALESCE(SUM(CASE WHEN held_requests = 0 THEN 1 ELSE 0 END), 0)").
		From(sql.Table(syncrun.Table)).
		Where(sql.And(sql.IsNull("finished_at"), sql.EQ("reaching_back", false))).Query()
	if err := c.cfg.DB.SQL.QueryRowContext(ctx, query, args...).Scan(&l.held, &l.waiting); err != nil {
		return l, fmt.Errorf("count what is promised: %w", err)
	}
	return l, c.budget.reload(ctx) // others may have used it since
}

// fits returns how many runs of a class may begin at once, each with so many requests, besides so many that are held.
func (c *Client) fits(class pacing.Class, cost, held int) int {
	limits, now, n := c.budget.current(), c.now(), 0
	for n < dueAtOnce && limits.Wait(now, class, cost, held+n*cost) == 0 {
		n++
	}
	return n
}

// usualCost is what a scheduled sync is taken to cost before any was measured.
const usualCost = 8

// Somebody who has looked at their data within lookingFor is synced again after freshFor, or after a quarter of the
// interval that Polar's limits allow.
const (
	lookingFor = 5 * time.Minute
	freshFor   = 15 * time.Minute
)

// looking returns at most so many people who are looking at their data and whose last sync is a while ago.
func (c *Client) looking(ctx context.Context, most int) ([]int, error) {
	traffic, err := c.traffic(ctx)
	if err != nil {
		return nil, err
	}
	const bound = 10_000
	since := c.now().Add(-lookingFor)
	people, err := c.cfg.DB.Ent.ApiToken.Query().Where(apitoken.LastUsedAtGT(since), apitoken.UserIDNotNil()).
		Limit(bound).Select(apitoken.FieldUserID).Ints(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for people who use a token: %w", err)
	}
	signedIn, err := c.cfg.DB.Ent.Session.Query().Where(session.LastSeenAtGT(since), session.UserIDNotNil()).
		Limit(bound).Select(session.FieldUserID).Ints(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for people who are signed in: %w", err)
	}
	if people = append(people, signedIn...); len(people) == 0 {
		return nil, nil
	}
	stale := c.now().Add(-max(freshFor, traffic.Interval()/4))
	return c.mostStale(ctx, most, polaraccount.UserIDIn(people...), polaraccount.LastSyncedAtLTE(stale), untriedSince(stale))
}

// mostStale returns at most so many people for whom where holds, whose connection works and who have no run, the
// one who was synced the longest ago first.
func (c *Client) mostStale(ctx context.Context, most int, where ...predicate.PolarAccount) ([]int, error) {
	if most <= 0 { // which ent takes for no limit
		return nil, nil
	}
	people, err := c.cfg.DB.Ent.PolarAccount.Query().
		Where(polaraccount.StatusEQ(polaraccount.StatusACTIVE), idle).Where(where...).
		Order(polaraccount.ByLastSyncedAt(sql.OrderNullsFirst()), polaraccount.ByNextSyncAt()).Limit(most).
		Select(polaraccount.FieldUserID).Ints(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for people who are due: %w", err)
	}
	return people, nil
}

// untriedSince holds for people of whom no run was queued since then: what has just failed is not tried again because
// somebody looks.
func untriedSince(t time.Time) predicate.PolarAccount {
	return func(s *sql.Selector) {
		runs := sql.Table(syncrun.Table)
		s.Where(sql.Not(sql.Exists(sql.Dialect(s.Dialect()).Select(runs.C("id")).From(runs).Where(sql.And(
			sql.ColumnsEQ(runs.C("user_id"), s.C("user_id")), sql.EQ(runs.C("reaching_back"), false),
			sql.GT(runs.C("queued_at"), t))))))
	}
}

// idle holds for people who have no run that is queued or at work.
func idle(s *sql.Selector) {
	runs := sql.Table(syncrun.Table)
	s.Where(sql.Not(sql.Exists(sql.Dialect(s.Dialect()).Select(runs.C("id")).From(runs).Where(sql.And(
		sql.ColumnsEQ(runs.C("user_id"), s.C("user_id")), sql.EQ(runs.C("reaching_back"), false),
		sql.IsNull(runs.C("finished_at")))))))
}

// fewPeople is up to how many people are synced at once when the server starts. There is no burst of more.
const fewPeople = 20

// syncEverybody queues a sync of everybody whose connection works when the server starts and there are few. Of more
// people those who are due are synced as always, and the others' turn comes within an interval.
func (c *Client) syncEverybody(ctx context.Context) error {
	ctx = viewer.System(ctx)
	stale := polaraccount.Or(polaraccount.LastSyncedAtIsNil(), polaraccount.LastSyncedAtLT(c.now().Add(-freshFor)))
	people, err := c.mostStale(ctx, fewPeople+1, stale)
	if err != nil || len(people) <= fewPeople {
		return errors.Join(err, c.enqueueAll(ctx, people, syncrun.TriggerSTARTUP))
	}
	for part := range startParts {
		at := c.now().Add(c.cfg.Interval * time.Duration(part) / startParts)
		err := c.cfg.DB.Ent.PolarAccount.Update().Where(polaraccount.StatusEQ(polaraccount.StatusACTIVE),
			polaraccount.NextSyncAtGT(at), func(s *sql.Selector) {
				s.Where(sql.ExprP(fmt.Sprintf("%s %% %d = %d", s.C(polaraccount.FieldUserID), startParts, part)))
			}).SetNextSyncAt(at).Exec(ctx)
		if err != nil {
			return fmt.Errorf("spread the syncs at the start: %w", err)
		}
	}
	return nil
}

// startParts is into how many parts the people are divided whose syncs are spread over an interval at the start.
const startParts = 60

// enqueueAll queues one sync for each person, each in a transaction of its own.
func (c *Client) enqueueAll(ctx context.Context, people []int, trigger syncrun.Trigger) error {
	var failed error
	for _, id := range people {
		err := c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
			_, _, err := c.Enqueue(ctx, tx, Request{UserID: id, Trigger: trigger})
			if errors.Is(err, ErrNotConnected) { // since we looked
				return nil
			}
			return err
		})
		failed = errors.Join(failed, err)
	}
	return failed
}
