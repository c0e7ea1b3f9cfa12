package database_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/viewer"
)

// unasked is how often the clients of these tests look for jobs without being told of one: so seldom that no
// test passes because of it.
const unasked = 30 * time.Second

// soon is within what time a job must have started on a machine that does much else: far from what is usual,
// and far from unasked.
const soon = 5 * time.Second

type stampArgs struct {
	Number int `json:"number"`
}

func (stampArgs) Kind() string { return "stamp" }

// stampWorker says when each job was started, and works it until hold is closed or the job is cancelled.
type stampWorker struct {
	river.WorkerDefaults[stampArgs]
	started chan time.Time
	ended   chan error
	hold    chan struct{}
}

func (w *stampWorker) Work(ctx context.Context, _ *river.Job[stampArgs]) error {
	w.started <- time.Now()
	select {
	case <-w.hold:
	case <-ctx.Done():
	}
	w.ended <- ctx.Err()
	return ctx.Err()
}

// riverClient returns a client that works jobs if it gets a worker.
func riverClient(t *testing.T, db *database.DB, w *stampWorker) *river.Client[*sql.Tx] {
	t.Helper()
	config := &river.Config{
		FetchCooldown: 5 * time.Millisecond, FetchPollInterval: unasked, Logger: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
	if w != nil {
		config.Workers = river.NewWorkers()
		river.AddWorker(config.Workers, w)
		config.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 8}}
	}
	client, err := river.NewClient(db.RiverDriver(), config)
	if err != nil {
		t.Fatal(err)
	}
	if w == nil {
		return client
	}
	if err := client.Start(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), heard)
		defer cancel()
		if err := client.StopAndCancel(ctx); err != nil {
			t.Error(err)
		}
	})
	return client
}

// queueOf is a process that inserts jobs and one that works them; on SQLite they are the same.
type queueOf struct {
	db     *database.DB // of the one that inserts
	client *river.Client[*sql.Tx]
	worker *stampWorker
}

// eachQueue runs a test on each database. The worker is there when the test begins.
func eachQueue(t *testing.T, busy bool, test func(t *testing.T, q queueOf)) {
	t.Helper()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := &stampWorker{started: make(chan time.Time, 1000), ended: make(chan error, 1000), hold: make(chan struct{})}
			if !busy {
				close(w.hold)
			}
			var q queueOf
			if kind == "postgres" {
				here, there := twoProcesses(t)
				riverClient(t, there, w)
				q = queueOf{db: here, client: riverClient(t, here, nil), worker: w}
			} else {
				db := dbtest.SQLite(t)
				q = queueOf{db: db, client: riverClient(t, db, w), worker: w}
			}
			time.Sleep(2 * silence) // the worker's first look, unasked, and its connection
			test(t, q)
		})
	}
}

// insert inserts a job in a transaction of its own and returns when it was committed.
func (q queueOf) insert(t *testing.T, number int) (*rivertype.JobRow, time.Time) {
	t.Helper()
	ctx := viewer.System(t.Context())
	var job *rivertype.JobRow
	err := q.db.InTx(ctx, func(tx *ent.Tx) error {
		inserted, err := q.client.InsertTx(ctx, tx.SQLTx(), stampArgs{number}, nil)
		if err == nil {
			job = inserted.Job
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return job, time.Now()
}

// start returns when a job was started.
func (q queueOf) start(t *testing.T) time.Time {
	t.Helper()
	select {
	case at := <-q.worker.started:
		return at
	case <-time.After(soon):
		t.Fatal("the job was not started")
		return time.Time{}
	}
}

// A job starts as soon as its transaction is committed, in whichever process there is a worker.
func TestJobsStartAtOnce(t *testing.T) {
	t.Parallel()
	eachQueue(t, false, func(t *testing.T, q queueOf) {
		var waited []time.Duration
		for i := range 100 {
			time.Sleep(time.Duration(i%7) * 5 * time.Millisecond)
			_, committed := q.insert(t, i)
			waited = append(waited, max(0, q.start(t).Sub(committed)))
		}
		slices.Sort(waited)
		t.Logf("from the commit to the start of 100 jobs: p50 %s, p95 %s, most %s", waited[49], waited[94], waited[99])
	})
}

// Jobs that several transactions insert at the same time are all announced, although River would announce
// the first only.
func TestJobsOfABurstStartAtOnce(t *testing.T) {
	t.Parallel()
	eachQueue(t, false, func(t *testing.T, q queueOf) {
		var most time.Duration
		for round := range 20 {
			var last time.Time
			var mu sync.Mutex
			var wg sync.WaitGroup
			for i := range 4 {
				wg.Go(func() {
					_, committed := q.insert(t, round*4+i)
					mu.Lock()
					defer mu.Unlock()
					last = committed
				})
			}
			wg.Wait()
			for range 4 {
				most = max(most, q.start(t).Sub(last))
			}
		}
		t.Logf("from the last of 4 commits to the start of the last of 4 jobs: at most %s", most)
	})
}

// A transaction that is rolled back leaves no job.
func TestJobOfRolledBackTransaction(t *testing.T) {
	t.Parallel()
	eachQueue(t, false, func(t *testing.T, q queueOf) {
		ctx, boom := viewer.System(t.Context()), errors.New("boom")
		err := q.db.InTx(ctx, func(tx *ent.Tx) error {
			_, err := q.client.InsertTx(ctx, tx.SQLTx(), stampArgs{}, nil)
			return errors.Join(err, boom)
		})
		if !errors.Is(err, boom) {
			t.Error(err)
		}
		select {
		case <-q.worker.started:
			t.Error("a job that was never committed was started")
		case <-time.After(silence):
		}
	})
}

// A job is inserted without a transaction, cancelled before and while it runs, and its queue is paused and
// resumed: whatever River announces arrives.
func TestRiverIsTold(t *testing.T) {
	t.Parallel()
	eachQueue(t, true, func(t *testing.T, q queueOf) {
		ctx := t.Context()
		if _, err := q.client.Insert(ctx, stampArgs{1}, nil); err != nil {
			t.Fatal(err)
		}
		q.start(t)
		job, _ := q.insert(t, 2)
		q.start(t)
		if _, err := q.client.JobCancel(ctx, job.ID); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-q.worker.ended:
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		case <-time.After(soon):
			t.Fatal("a running job was not cancelled")
		}
		if err := q.client.QueuePause(ctx, river.QueueDefault, nil); err != nil {
			t.Fatal(err)
		}
		time.Sleep(silence)
		q.insert(t, 3)
		select {
		case <-q.worker.started:
			t.Error("a job of a paused queue was started")
		case <-time.After(silence):
		}
		if err := q.client.QueueResume(ctx, river.QueueDefault, nil); err != nil {
			t.Fatal(err)
		}
		q.start(t)
	})
}
