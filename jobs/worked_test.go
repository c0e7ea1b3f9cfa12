package jobs_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

// A job that was worked is told by its kind and how that ended: a sync that Polar refuses waits.
func TestJobsAreObserved(t *testing.T) {
	t.Parallel()
	for want, quirks := range map[string][]sandbox.Quirk{"done": nil, "waits": {sandbox.RateLimited(time.Minute)}} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				b := prepare(t, db, nil)
				b.polar.Misbehave(sandbox.Match{}, quirks...)
				if diff := cmp.Diff(want, b.observed(t)); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// observed queues a sync and returns what is told when it was worked.
func (b *bench) observed(t *testing.T) string {
	t.Helper()
	told := make(chan string, 100)
	config := b.config()
	config.ObserveJob = func(kind, outcome string, waited, _ time.Duration) {
		switch {
		case kind != "sync":
		case waited < 0 || waited > time.Minute:
			told <- outcome + " after " + waited.String()
		default:
			told <- outcome
		}
	}
	client, err := jobs.New(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := client.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	}()
	err = b.db.InTx(b.ctx, func(tx *ent.Tx) error {
		_, _, err := client.Enqueue(b.ctx, tx, jobs.Request{UserID: b.person.ID, Trigger: syncrun.TriggerMANUAL})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case outcome := <-told:
		return outcome
	case <-time.After(time.Minute):
		return "nothing in a minute"
	}
}
