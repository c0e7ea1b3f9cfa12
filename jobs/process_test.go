package jobs

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
	"polarflow/ent/workerprocess"
	"polarflow/polar/sandbox"
)

// silence moves the last heartbeat of a process into the past.
func (tr *track) silence(t *testing.T, c *Client, since time.Duration) {
	t.Helper()
	c.cfg.DB.Ent.WorkerProcess.Update().Where(workerprocess.Name(c.name)).SetSeenAt(tr.present(t, c).Add(-since)).ExecX(tr.ctx)
}

// present is the time by which heartbeats are compared.
func (tr *track) present(t *testing.T, c *Client) time.Time {
	t.Helper()
	now, err := c.clock(tr.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// The rows of processes that are dead by the database's clock go, whatever their own clocks say.
func TestDeadProcessesGo(t *testing.T) {
	t.Parallel()
	tr := newTrack(t, dbtest.Address(t, "postgres"), 3, sandbox.Limits{})
	first := tr.processes[0]
	rows := func() int {
		for _, c := range tr.processes[1:] {
			tr.ahead.Add(int64(time.Hour)) // a clock that jumps
			if err := c.beat(tr.ctx, tr.present(t, c)); err != nil {
				t.Fatal(err)
			}
		}
		return first.cfg.DB.Ent.WorkerProcess.Query().CountX(tr.ctx)
	}
	if err := first.beat(tr.ctx, tr.present(t, first)); err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, silent := range []time.Duration{0, silentAfter, forgetAfter - 5*time.Second, forgetAfter} {
		tr.silence(t, first, silent)
		got = append(got, rows())
	}
	if diff := cmp.Diff([]int{3, 3, 3, 2}, got); diff != "" {
		t.Error(diff)
	}
}

// Jobs of any kind whose process is gone become available again; those of a process that lives, and those that
// nobody works, stay as they are.
func TestJobsOfDeadProcesses(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			tr := newTrack(t, dbtest.Address(t, kind), 1, sandbox.Limits{})
			c := tr.processes[0]
			for _, state := range []struct{ state, worker string }{
				{"running", "gone"}, {"running", c.name}, {"completed", "gone"},
			} {
				tr.job(t, c, state.state, state.worker)
			}
			if err := c.join(tr.ctx); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"available", "running", "completed"}, states(t, c)); diff != "" {
				t.Error(diff)
			}
			c.part(tr.ctx)
			if err := c.adopt(tr.ctx, tr.present(t, c)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"available", "available", "completed"}, states(t, c)); diff != "" {
				t.Errorf("after the other process has ended: %s", diff)
			}
		})
	}
}

// job inserts a job that a process works or has worked.
func (tr *track) job(t *testing.T, c *Client, state, worker string) {
	t.Helper()
	res, err := c.river.Insert(tr.ctx, DeregisterArgs{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	statement := `UPDATE river_job SET state = ?, attempted_by = jsonb_array('earlier', ?), finalized_at = CASE WHEN ? = 'completed' THEN created_at END WHERE id = ?`
	if c.cfg.DB.IsPostgres() {
		statement = `UPDATE river_job SET state = $1::river_job_state, attempted_by = ARRAY['earlier', $2], finalized_at = CASE WHEN $3 = 'completed' THEN created_at END WHERE id = $4`
	}
	if _, err := c.cfg.DB.SQL.ExecContext(tr.ctx, statement, state, worker, state, res.Job.ID); err != nil {
		t.Fatal(err)
	}
}

func states(t *testing.T, c *Client) (list []string) {
	t.Helper()
	rows, err := c.cfg.DB.SQL.QueryContext(t.Context(), `SELECT state FROM river_job ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var state string
		if err := rows.Scan(&state); err != nil {
			t.Fatal(err)
		}
		list = append(list, state)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
