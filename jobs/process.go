package jobs

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent/workerprocess"
)

// Each process that works jobs has a row with a heartbeat, by which the others know which jobs nobody works
// any more.
const (
	heartbeat   = 5 * time.Second
	silentAfter = 25 * time.Second // no heartbeat for so long, and the process is taken for dead
	forgetAfter = time.Minute      // and its row goes
	backFor     = 2 * heartbeat    // so long the others have to give a sign of life too, after this process was away
)

// clock returns the time by which heartbeats are compared.
func (c *Client) clock(ctx context.Context) (time.Time, error) { return c.cfg.DB.Clock(ctx, c.now) }

// join makes this process one of those that work, and takes up what was left behind. Only one process works on an
// SQLite database, so that at its start there cannot be another.
func (c *Client) join(ctx context.Context) error {
	if !c.cfg.DB.IsPostgres() {
		if _, err := c.cfg.DB.Ent.WorkerProcess.Delete().Exec(ctx); err != nil {
			return fmt.Errorf("forget earlier processes: %w", err)
		}
	}
	return c.lookAfter(ctx)
}

// presence is when this process has lived, by the clock of the heartbeats.
type presence struct {
	last time.Time // its last heartbeat
	back time.Time // its first one after it was away; zero when it was not
}

// after returns the presence with a heartbeat more. A process whose last one is as old as that of a dead one was away
// itself: it was stopped for a while, or the database was.
func (p presence) after(beat time.Time) presence {
	if !p.last.IsZero() && beat.Sub(p.last) >= silentAfter {
		p.back = beat
	}
	p.last = beat
	return p
}

// knowsOthers reports whether the process was there long enough to tell who else is.
func (p presence) knowsOthers() bool { return p.back.IsZero() || p.last.Sub(p.back) > backFor }

// lookAfter keeps this process among the living, and takes up what those leave behind who are not.
func (c *Client) lookAfter(ctx context.Context) error {
	now, err := c.clock(ctx)
	if err != nil {
		return err
	}
	if err := c.beat(ctx, now); err != nil {
		return err
	}
	if c.presence = c.presence.after(now); !c.presence.knowsOthers() {
		return nil
	}
	return c.adopt(ctx, now)
}

// part takes this process off the list, once it works no jobs any more.
func (c *Client) part(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, heartbeat)
	defer cancel()
	_, err := c.cfg.DB.Ent.WorkerProcess.Delete().Where(workerprocess.Name(c.name)).Exec(ctx)
	if err != nil { // the others find out by themselves
		c.cfg.Log.WarnContext(ctx, "take this process off the list", "error", err)
	}
}

// live keeps the heartbeat going and looks after what others leave behind, until ctx ends.
func (c *Client) live(ctx context.Context) {
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := c.lookAfter(ctx); err != nil && ctx.Err() == nil {
			c.cfg.Log.Error("look after the worker processes", "error", err)
		}
	}
}

// beat says that this process lives now, and forgets those that do not.
func (c *Client) beat(ctx context.Context, now time.Time) error {
	processes := c.cfg.DB.Ent.WorkerProcess
	err := processes.Create().SetName(c.name).SetStartedAt(now).SetSeenAt(now).
		OnConflict(sql.ConflictColumns(workerprocess.FieldName), sql.ResolveWith(func(u *sql.UpdateSet) {
			u.SetExcluded(workerprocess.FieldSeenAt)
		})).Exec(ctx)
	if err != nil {
		return fmt.Errorf("heartbeat: %w", err)
	}
	if _, err := processes.Delete().Where(workerprocess.SeenAtLT(now.Add(-forgetAfter))).Exec(ctx); err != nil {
		return fmt.Errorf("forget silent processes: %w", err)
	}
	return nil
}
