package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ent/recordstate"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
	"polarflow/ingest"
	"polarflow/pacing"
)

// noted is what a transaction has written about an errand; it counts once the transaction is committed.
type noted struct {
	result *ent.SyncResult
	kinds  []string
	since  string // date of the earliest night or exercise that is new or changed, empty for none
}

// noting returns what notes an errand in the transaction that stores its records.
func (r *run) noting(e *errand) func(context.Context, *ent.Tx, ingest.Written) error {
	return func(ctx context.Context, tx *ent.Tx, w ingest.Written) error {
		w.Tally.Unchanged += e.passed
		res := r.added(e.kind, w.Tally)
		if old := r.results[e.kind]; e.routine || old == nil {
			res.Status, res.ErrorCode, res.Error = syncresult.StatusSUCCEEDED, nil, nil
		}
		since, err := r.newsSince(ctx, tx, e.kind, w.Tally.Created+w.Tally.Updated)
		if err != nil {
			return err
		}
		e.noted = noted{result: res, kinds: r.grown(e, w.Tally), since: since}
		if err := r.noteState(ctx, tx, e, w.Tally); err != nil {
			return err
		}
		if err := dropAsks(ctx, tx, e.asks); err != nil {
			return err
		}
		return r.note(ctx, tx, e)
	}
}

// newsSince returns the date of the earliest of the nights or exercises that the transaction has just written, and
// nothing for other kinds. The change sequences of what it wrote are the person's last.
func (r *run) newsSince(ctx context.Context, tx *ent.Tx, k kind.Kind, written int) (string, error) {
	if written == 0 || (k != kind.Sleep && k != kind.Exercise) {
		return "", nil
	}
	owner, err := tx.User.Get(ctx, r.row.UserID)
	if err != nil {
		return "", fmt.Errorf("read change sequence: %w", err)
	}
	first, err := tx.RecordState.Query().Where(recordstate.UserID(r.row.UserID), recordstate.Kind(k),
		recordstate.SeqGT(owner.ChangeSeq-int64(written)), recordstate.DateNotNil()).
		Order(recordstate.ByDate()).First(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read dates of news: %w", err)
	}
	return *first.Date, nil
}

// noteFailure writes that Polar did not answer.
func (r *run) noteFailure(ctx context.Context, e *errand, o outcome) error {
	res := r.added(e.kind, ingest.Tally{})
	res.Status, res.ErrorCode, res.Error = syncresult.StatusFAILED, &o.code, &o.message
	e.noted = noted{result: res, kinds: r.grown(e, ingest.Tally{})}
	err := r.c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		if err := dropAsks(ctx, tx, hopeless(e.asks, o, r.c.now())); err != nil {
			return err
		}
		return r.note(ctx, tx, e)
	})
	if err != nil {
		return err
	}
	for _, a := range e.asks {
		r.tried[a.ID] = true
	}
	r.done(e)
	return nil
}

// added returns the result of a kind with what was found now added to what the run had found before.
func (r *run) added(k kind.Kind, t ingest.Tally) *ent.SyncResult {
	res := ent.SyncResult{RunID: r.row.ID, UserID: r.row.UserID, Kind: k}
	if old := r.results[k]; old != nil {
		res = *old
	}
	res.Created += t.Created
	res.Updated += t.Updated
	res.Unchanged += t.Unchanged
	res.Quarantined += t.Quarantined
	return &res
}

// grown returns the kinds of the run after an errand: with its own kind, and, if a routine run has found something new
// or changed, with what changes because of it.
func (r *run) grown(e *errand, t ingest.Tally) []string {
	kinds := slices.Clone(r.row.Kinds)
	if !slices.Contains(kinds, e.kind) {
		kinds = inOrder(append(kinds, e.kind))
	}
	if e.routine && r.class == pacing.Scheduled && t.Created+t.Updated > 0 {
		kinds = inOrder(append(kinds, pacing.After(e.kind, kinds, r.known)...))
	}
	return kinds
}

// note writes the result of a kind and where the run stands.
func (r *run) note(ctx context.Context, tx *ent.Tx, e *errand) error {
	res := e.noted.result
	err := tx.SyncResult.Create().SetRunID(res.RunID).SetUserID(res.UserID).SetKind(res.Kind).SetStatus(res.Status).
		SetCreated(res.Created).SetUpdated(res.Updated).SetUnchanged(res.Unchanged).SetQuarantined(res.Quarantined).
		SetNillableErrorCode(res.ErrorCode).SetNillableError(res.Error).SetUpdatedAt(r.c.now()).
		OnConflict(sql.ConflictColumns("run_id", "kind"), sql.ResolveWithNewValues()).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note result: %w", err)
	}
	err = ifMine(ctx, r.change(tx.Client()).SetPolarRequests(r.requests()).SetHeartbeatAt(r.c.now()).
		SetKinds(e.noted.kinds).SetHeldRequests(e.after))
	if err != nil {
		return fmt.Errorf("note progress: %w", err)
	}
	return r.c.cfg.DB.Announce(ctx, tx, database.TopicRun(r.row.ID))
}

// noteState writes how far the person's syncs have come with a kind.
func (r *run) noteState(ctx context.Context, tx *ent.Tx, e *errand, t ingest.Tally) error {
	create := tx.KindState.Create().SetUserID(r.row.UserID).SetKind(e.kind)
	var columns []string
	if e.routine {
		create.SetAnsweredAt(r.c.now())
		columns = append(columns, kindstate.FieldAnsweredAt)
	}
	if e.thorough {
		create.SetThoroughAt(r.c.now())
		columns = append(columns, kindstate.FieldThoroughAt)
	}
	if e.listing != nil {
		if there, err := r.sameAccount(ctx, tx); err != nil || !there {
			return err
		}
		create.SetListing(e.listing)
		columns = append(columns, kindstate.FieldListing)
	}
	if e.reach != nil {
		reached, err := r.reached(ctx, tx, e, t)
		if err != nil {
			return err
		}
		create.SetReachedDate(reached.Reached).SetReachEmptyDays(reached.EmptyDays).SetReachDone(reached.Done).
			SetReachNotedAt(r.c.now())
		columns = append(columns, kindstate.FieldReachedDate, kindstate.FieldReachEmptyDays, kindstate.FieldReachDone,
			kindstate.FieldReachNotedAt)
	}
	err := create.OnConflict(sql.ConflictColumns(kindstate.FieldUserID, kindstate.FieldKind),
		sql.ResolveWith(func(u *sql.UpdateSet) {
			u.SetIgnore(kindstate.FieldKind)
			for _, column := range columns {
				u.SetExcluded(column)
			}
		})).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note state of kind: %w", err)
	}
	return nil
}

// announce has everybody look who follows the run, after a step that is not in a transaction with others.
func (r *run) announce(ctx context.Context) {
	if err := r.c.cfg.DB.AnnounceNow(ctx, database.TopicRun(r.row.ID)); err != nil && ctx.Err() == nil {
		r.c.cfg.Log.Warn("announce a step", "run", r.row.ID, "error", err)
	}
}

// pause leaves the run waiting for Polar's limit. A little jitter keeps those that wait from all beginning at once.
func (r *run) pause(ctx context.Context, o outcome) error {
	wait := o.wait + time.Duration(r.jitter()*float64(min(o.wait/10, time.Minute)))
	err := r.step(ctx, r.change(r.c.cfg.DB.Ent).SetStatus(syncrun.StatusRATE_LIMITED).SetHeldRequests(0).
		SetResumesAt(r.c.now().Add(wait)).SetPolarRequests(r.requests()).ClearCarrier())
	if err != nil {
		return err
	}
	return &waitError{wait}
}

// release gives an interrupted run back to the queue; ctx may have ended.
func (r *run) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	r.keepCount(ctx)
	if err := r.giveBack(ctx); err != nil && !errors.Is(err, errReplaced) {
		r.c.cfg.Log.Warn("give back an interrupted run", "run", r.row.ID, "error", err)
	}
}

// keepCount notes the requests of a try that failed, perhaps because the database was away: until it is there again,
// or for a while.
func (r *run) keepCount(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, countPatience)
	defer cancel()
	for wait := soonest; ; wait = min(2*wait, latest) {
		err := r.change(r.c.cfg.DB.Ent).SetPolarRequests(r.requests()).Exec(ctx)
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			r.c.cfg.Log.Warn("note the requests of a run", "run", r.row.ID, "error", err)
			return
		case <-time.After(wait):
		}
	}
}

// countPatience bounds how long a worker waits for the database to note requests.
const countPatience = 10 * time.Second

// giveBack has the run wait for its next turn.
func (r *run) giveBack(ctx context.Context) error {
	return r.step(ctx, r.change(r.c.cfg.DB.Ent).SetStatus(syncrun.StatusQUEUED).SetHeldRequests(0).
		SetPolarRequests(r.requests()).ClearCarrier())
}
