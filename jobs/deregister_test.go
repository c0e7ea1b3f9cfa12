package jobs_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

// Disconnecting deletes the token here and the registration at Polar, and keeps the data.
func TestDisconnect(t *testing.T) {
	t.Parallel()
	records := athlete(t, 3)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		b.sync(t)
		nights := db.Ent.Sleep.Query().CountX(b.ctx)
		b.polar.Misbehave(sandbox.Match{Method: "DELETE", Times: 1}, sandbox.Status(500))
		b.disconnect(t, true)
		b.disconnect(t, false)
		if db.Ent.PolarAccount.Query().CountX(b.ctx) != 0 || db.Ent.Sleep.Query().CountX(b.ctx) != nights {
			t.Error("the connection is still there, or the data is not")
		}
		run := jobs.Request{UserID: b.person.ID, Trigger: syncrun.TriggerMANUAL}
		err := db.InTx(b.ctx, func(tx *ent.Tx) error { _, _, err := b.jobs.Enqueue(b.ctx, tx, run); return err })
		if !errors.Is(err, jobs.ErrNotConnected) {
			t.Errorf("sync after disconnecting: %v", err)
		}
		b.pollUntil(t, func() bool { return b.polar.Count("/v3/users/475") == 1 && b.rests(t) }) // refused once
		b.again(t)
		b.pollUntil(t, func() bool { return db.Ent.Deregistration.Query().CountX(b.ctx) == 0 })
	})
}

func (b *bench) disconnect(t *testing.T, want bool) {
	t.Helper()
	err := b.db.InTx(b.ctx, func(tx *ent.Tx) error {
		done, err := b.jobs.Disconnect(b.ctx, tx, b.person.ID)
		if done != want {
			t.Errorf("disconnected: %t, want %t", done, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (b *bench) pollUntil(t *testing.T, there func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if there() {
			return
		}
	}
	t.Fatal("did not get there")
}

// Polar has answered with 204, 401 and 404. After every other answer it is asked again, until a day has passed
// since the person disconnected, whatever the number of attempts.
func TestDeregisterUntilAnswered(t *testing.T) {
	t.Parallel()
	for status, answered := range map[int]bool{204: true, 401: true, 404: true, 403: false, 429: false, 500: false} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				b := prepare(t, db, nil)
				var ahead atomic.Int64
				b.startAt(t, func() time.Time { return now.Add(time.Duration(ahead.Load())) })
				if status != 204 {
					b.polar.Misbehave(sandbox.Match{Method: "DELETE"}, sandbox.Status(status))
				}
				b.disconnect(t, true)
				b.pollUntil(t, func() bool { return b.polar.Count("/v3/users/475") == 1 && b.rests(t) })
				rows := []int{db.Ent.Deregistration.Query().CountX(b.ctx)}
				if answered {
					if diff := cmp.Diff([]int{0}, rows); diff != "" {
						t.Error(diff)
					}
					return
				}
				for _, at := range []time.Duration{time.Hour, 24*time.Hour - time.Microsecond, 24 * time.Hour} {
					ahead.Store(int64(at))
					b.again(t)
					rows = append(rows, db.Ent.Deregistration.Query().CountX(b.ctx))
				}
				if diff := cmp.Diff([]int{1, 1, 1, 0}, rows); diff != "" {
					t.Errorf("rows at once, after an hour, just before a day and after it: %s", diff)
				}
				if got := b.state(t); got != "cancelled" {
					t.Errorf("after a day the job is %s", got)
				}
			})
		})
	}
}

// startAt starts the workers with a clock.
func (b *bench) startAt(t *testing.T, clock func() time.Time) {
	t.Helper()
	cfg := b.config()
	cfg.Now = clock
	client, err := jobs.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.jobs = client
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := client.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
}

// state returns the state of the job that tells Polar.
func (b *bench) state(t *testing.T) (state string) {
	t.Helper()
	if err := b.db.SQL.QueryRowContext(t.Context(), `SELECT state FROM river_job WHERE kind = 'deregister'`).Scan(&state); err != nil {
		t.Fatal(err)
	}
	return state
}

// rests reports whether the job that tells Polar is neither at work nor about to be.
func (b *bench) rests(t *testing.T) bool {
	t.Helper()
	state := b.state(t)
	return state != "running" && state != "available"
}

// again has the job tried once more, and waits until it has been; after a 429 Polar is not asked.
func (b *bench) again(t *testing.T) {
	t.Helper()
	before := b.attempts(t)
	if _, err := b.db.SQL.ExecContext(t.Context(), `UPDATE river_job SET state = 'available', scheduled_at = created_at WHERE kind = 'deregister'`); err != nil {
		t.Fatal(err)
	}
	b.pollUntil(t, func() bool { return b.attempts(t) == before+1 && b.rests(t) })
}

// attempts returns how often the job that tells Polar has been tried.
func (b *bench) attempts(t *testing.T) (n int) {
	t.Helper()
	if err := b.db.SQL.QueryRowContext(t.Context(), `SELECT attempt FROM river_job WHERE kind = 'deregister'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// The next attempt is half an hour after the last one, by the clock of the queue and not by ours.
func TestDeregisterPause(t *testing.T) {
	t.Parallel()
	due, attempted := now.AddDate(5, 0, 0), now.AddDate(5, 0, 1)
	for name, test := range map[string]struct {
		row  rivertype.JobRow
		want time.Time
	}{
		"attempted":       {rivertype.JobRow{ScheduledAt: due, AttemptedAt: &attempted}, attempted.Add(30 * time.Minute)},
		"never attempted": {rivertype.JobRow{ScheduledAt: due}, due.Add(30 * time.Minute)},
	} {
		got := new(jobs.DeregisterWorker).NextRetry(&river.Job[jobs.DeregisterArgs]{JobRow: &test.row})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A token that cannot be opened keeps nobody from leaving.
func TestDisconnectUnopened(t *testing.T) {
	t.Parallel()
	lost, err := auth.NewKeyring(base64.StdEncoding.EncodeToString([]byte("a key that nobody has any more!!")))
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := lost.Seal(1, []byte("token"))
	if err != nil {
		t.Fatal(err)
	}
	for name, token := range map[string][]byte{"damaged": []byte("damaged"), "sealed with a lost key": foreign} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				b := setUp(t, db, nil)
				db.Ent.PolarAccount.Update().SetToken(token).ExecX(b.ctx)
				b.disconnect(t, true)
				if db.Ent.PolarAccount.Query().CountX(b.ctx)+db.Ent.Deregistration.Query().CountX(b.ctx) != 0 {
					t.Error("the connection is still there, or something is kept that nobody can use")
				}
			})
		})
	}
}

// A registration that is somebody's connection again when the job is worked stays, whoever that is.
func TestDeregisterKeepsNewerConnection(t *testing.T) {
	t.Parallel()
	for name, sameAgain := range map[string]bool{"the same person": true, "somebody else": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				b := prepare(t, db, nil)
				var err error
				if b.jobs, err = jobs.New(b.config()); err != nil {
					t.Fatal(err)
				}
				b.disconnect(t, true)
				heir := b.person
				if !sameAgain {
					heir = db.Ent.User.Create().SaveX(b.ctx)
				}
				db.Ent.PolarAccount.Create().SetUserID(heir.ID).SetPolarUserID("475").SetMemberID("again").
					SetToken([]byte("sealed")).SetNextSyncAt(now.Add(time.Hour)).ExecX(b.ctx)
				b.start(t)
				b.pollUntil(t, func() bool { return db.Ent.Deregistration.Query().CountX(b.ctx) == 0 })
				if n := b.polar.Count("/v3/users/475"); n != 0 {
					t.Errorf("Polar was asked %d times to delete the registration of the newer connection", n)
				}
			})
		})
	}
}

// While Polar hangs, the token goes all the same when a day is over: unasked, and also when the queue has lost
// patience with the job in the meantime.
func TestDeregisterWhilePolarHangs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := prepare(t, db, nil)
		hanging := make(chan struct{})
		t.Cleanup(sync.OnceFunc(func() { close(hanging) }))
		b.polar.Misbehave(sandbox.Match{Method: "DELETE"}, func(*sandbox.Response) { <-hanging })
		var err error
		if b.jobs, err = jobs.New(b.config()); err != nil {
			t.Fatal(err)
		}
		b.disconnect(t, true)
		row := db.Ent.Deregistration.Query().OnlyX(b.ctx)
		b.advance(24 * time.Hour)
		worker := jobs.NewDeregisterWorker(b.config())
		impatient, cancel := context.WithTimeout(b.ctx, 2*time.Second)
		defer cancel()
		began := time.Now()
		err = worker.Work(impatient, &river.Job[jobs.DeregisterArgs]{JobRow: &rivertype.JobRow{}, Args: jobs.DeregisterArgs{ID: row.ID}})
		if cancelled := new(river.JobCancelError); !errors.As(err, &cancelled) {
			t.Errorf("after a day the job ends with %v", err)
		}
		if n := db.Ent.Deregistration.Query().CountX(b.ctx); n != 0 || time.Since(began) > time.Second {
			t.Errorf("%d tokens are left after %s", n, time.Since(began))
		}
	})
}

// What is a day old goes even when no job is left to do it.
func TestOldDeregistrationsAreSwept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := prepare(t, db, nil)
		young := db.Ent.Deregistration.Create().SetSealed([]byte("young")).SetCreatedAt(now.Add(time.Second - 24*time.Hour)).SaveX(b.ctx)
		db.Ent.Deregistration.Create().SetSealed([]byte("old")).SetCreatedAt(now.Add(-24 * time.Hour)).ExecX(b.ctx)
		b.start(t)
		b.pollUntil(t, func() bool { return db.Ent.Deregistration.Query().CountX(b.ctx) == 1 })
		if left := db.Ent.Deregistration.Query().OnlyX(b.ctx); left.ID != young.ID {
			t.Error("the wrong one was swept")
		}
	})
}

// The jobs that name a person go with the person, of whatever kind they are.
func TestForget(t *testing.T) {
	t.Parallel()
	records := athlete(t, 3)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		for _, kind := range []string{"import", "derive"} {
			b.sync(t)
			if _, err := db.SQL.ExecContext(t.Context(), `UPDATE river_job SET kind = '`+kind+`' WHERE kind = 'sync'`); err != nil {
				t.Fatal(err)
			}
		}
		b.sync(t)
		count := func(which string) (n int) {
			if err := db.SQL.QueryRowContext(t.Context(), `SELECT count(*) FROM river_job WHERE `+which).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		const theirs, others = `kind IN ('sync', 'import', 'derive')`, `kind = 'queue_due_syncs'`
		b.pollUntil(t, func() bool { return count(others) > 0 })
		if n := count(theirs); n != 3 {
			t.Fatalf("%d jobs to forget, want 3", n)
		}
		if err := db.InTx(b.ctx, func(tx *ent.Tx) error { return b.jobs.Forget(b.ctx, tx, b.person.ID+1) }); err != nil || count(theirs) != 3 {
			t.Errorf("another person's jobs were deleted, or %v", err)
		}
		if err := db.InTx(b.ctx, func(tx *ent.Tx) error { return b.jobs.Forget(b.ctx, tx, b.person.ID) }); err != nil || count(theirs) != 0 {
			t.Errorf("%d jobs left, %v", count(theirs), err)
		}
		if count(others) == 0 {
			t.Error("a job that names nobody was deleted")
		}
	})
}
