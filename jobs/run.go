package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ingest"
	"polarflow/pacing"
	"polarflow/polar"
)

// run is one run being carried out.
type run struct {
	c        *Client
	row      *ent.SyncRun
	mark     string // on the run, while this worker carries it out
	promised int    // requests that are held back for the run
	home     *time.Location
	class    pacing.Class
	last     bool // there will be no further try
	account  *ent.PolarAccount
	occasion pacing.Occasion
	known    map[kind.Kind]pacing.Known // before the run; a reach-back needs none
	polar    *polar.UserClient
	before   int // requests of earlier tries

	results    map[kind.Kind]*ent.SyncResult
	broken     map[kind.Kind]bool // kinds that failed through a fault of ours in this try
	tried      map[int]bool       // asks that were tried in vain
	since      string             // date of the earliest night or exercise that the run has found new or changed
	registered bool               // anew, in this try
}

func (r *run) person() ingest.Person { return ingest.Person{ID: r.row.UserID, Home: r.home} }

// requests returns how many requests the run has made, those of earlier tries included.
func (r *run) requests() int {
	if r.polar == nil {
		return r.before
	}
	return r.before + r.polar.Requests()
}

// notConnected is the failure of a run whose person has no connection that works.
var notConnected = outcome{code: "NOT_CONNECTED", message: "There is no connection to Polar that works."}

// carryOut does what the run has still to do, and ends it.
func (r *run) carryOut(ctx context.Context) error {
	account, err := r.c.cfg.DB.Ent.PolarAccount.Query().Where(polaraccount.UserID(r.row.UserID)).Only(ctx)
	if ent.IsNotFound(err) {
		return r.end(ctx, syncrun.StatusFAILED, notConnected)
	}
	if err != nil {
		return fmt.Errorf("read connection: %w", err)
	}
	r.account, r.occasion = account, occasionOf(account, r.row.Trigger, r.class)
	if !connected(account) && r.class >= pacing.Scheduled {
		return r.end(ctx, syncrun.StatusFAILED, notConnected)
	}
	token, err := r.c.cfg.Keyring.Open(r.row.UserID, account.Token)
	if err != nil {
		return fmt.Errorf("open token: %w", err)
	}
	r.polar = r.c.cfg.Polar.User(string(token))
	if r.row.ReachingBack {
		return r.reachBack(ctx)
	}
	if r.known, err = knownOf(ctx, r.c.cfg.DB.Ent, r.row.UserID); err != nil {
		return err
	}
	return r.sync(ctx)
}

// sync does what the run has to do, errand by errand.
func (r *run) sync(ctx context.Context) error {
	plan, err := r.plan(ctx)
	if err != nil {
		return err
	}
	if err := r.start(ctx, requestsOf(plan)); err != nil {
		return err
	}
	working, stop := r.beat(ctx)
	defer stop()
	for {
		status, o, err := r.errands(working)
		if errors.Is(context.Cause(working), errReplaced) {
			return errReplaced
		}
		if err != nil {
			return err
		}
		more, err := r.finish(ctx, status, o)
		if err != nil || !more {
			return err
		}
	}
}

// start begins a turn of the run when Polar's limits leave room for so many requests, and pauses it otherwise.
func (r *run) start(ctx context.Context, want int) error {
	if err := r.hold(ctx, want); err != nil {
		return err
	}
	started := r.c.now()
	if r.row.StartedAt != nil {
		started = *r.row.StartedAt
	}
	return r.step(ctx, r.change(r.c.cfg.DB.Ent).SetStatus(syncrun.StatusRUNNING).SetStartedAt(started).
		SetHeartbeatAt(r.c.now()).ClearResumesAt())
}

// step makes a change of the run and tells those who follow it. It returns errReplaced when the run has another worker.
func (r *run) step(ctx context.Context, change *ent.SyncRunUpdate) error {
	if err := ifMine(ctx, change); err != nil {
		return fmt.Errorf("note how the run stands: %w", err)
	}
	r.announce(ctx)
	return nil
}

// hold has so many requests promised to the run, or pauses it.
func (r *run) hold(ctx context.Context, want int) error {
	wait, err := r.c.budget.hold(ctx, r.mine(), r.class, max(want, 1))
	if err != nil {
		return err
	}
	if wait > 0 {
		return r.pause(ctx, limited(wait))
	}
	r.promised = max(want, 1)
	return nil
}

// beat keeps the run's heartbeat going until stop is called. The context that it returns ends when the run has another
// worker.
func (r *run) beat(ctx context.Context) (working context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(heartbeat)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				err := ifMine(ctx, r.change(r.c.cfg.DB.Ent).SetHeartbeatAt(r.c.now()).SetPolarRequests(r.requests()))
				if errors.Is(err, errReplaced) {
					cancel(err)
				} else if err != nil && ctx.Err() == nil {
					r.c.cfg.Log.Warn("heartbeat", "run", r.row.ID, "error", err)
				}
			}
		}
	}()
	return ctx, func() { cancel(nil); <-done }
}

// errands goes through what is left to do. It returns the status of the run and the failure that decided it.
func (r *run) errands(ctx context.Context) (syncrun.Status, outcome, error) {
	var broken error // of kinds that are to be tried again
	for {
		e, err := r.next(ctx)
		if err != nil {
			return "", outcome{}, err
		}
		if e == nil {
			break
		}
		o, err := r.carry(ctx, e)
		switch {
		case isWait(err), errors.Is(err, errReplaced), err != nil && ctx.Err() != nil:
			return "", outcome{}, err
		case err != nil:
			broken = errors.Join(broken, fmt.Errorf("%s: %w", e.kind, err))
			r.setAside(e)
		case o.ends():
			return syncrun.StatusFAILED, o, nil
		}
	}
	if broken != nil {
		return "", outcome{}, broken
	}
	status, o := r.verdict()
	return status, o, nil
}

// next returns what the run is to ask Polar for now, nil when nothing is left. What the plan takes more than was promised
// is promised first: the run has found news, or a webhook has told of some.
func (r *run) next(ctx context.Context) (*errand, error) {
	plan, err := r.plan(ctx)
	if err != nil || len(plan) == 0 {
		return nil, err
	}
	if want := requestsOf(plan); want > r.promised {
		if err := r.hold(ctx, want); err != nil {
			return nil, err
		}
	}
	plan[0].after = requestsOf(plan[1:])
	return plan[0], nil
}

// setAside keeps this try from beginning an errand once more that went wrong here.
func (r *run) setAside(e *errand) {
	r.broken[e.kind] = true
	for _, a := range e.asks {
		r.tried[a.ID] = true
	}
}

// verdict returns how the run as a whole went.
func (r *run) verdict() (syncrun.Status, outcome) {
	bad := 0
	for _, res := range r.results {
		if failed(res) {
			bad++
		}
	}
	switch {
	case bad == 0:
		return syncrun.StatusSUCCEEDED, outcome{}
	case bad == len(r.results):
		return syncrun.StatusFAILED, outcome{code: "ALL_KINDS_FAILED", message: "Polar answered none of the requests; the next sync asks again."}
	}
	return syncrun.StatusPARTIAL, outcome{}
}

// carry fetches and stores what one errand is about. What Polar answers wrongly is an outcome and noted as the
// kind's result; what goes wrong here is an error until the last try, and a limit is a waitError.
func (r *run) carry(ctx context.Context, e *errand) (outcome, error) {
	writer := &ingest.Writer{DB: r.c.cfg.DB, Now: r.c.cfg.Now, Guard: r.guard, Changed: r.c.RecordsChanged, After: r.noting(e)}
	err := e.fetch(ctx, writer)
	if errors.Is(err, polar.ErrForbidden) && r.registerAgain(ctx) {
		err = e.fetch(ctx, writer)
	}
	if err == nil {
		r.done(e)
		return outcome{}, nil
	}
	if ctx.Err() != nil || errors.Is(err, errReplaced) {
		return outcome{}, err
	}
	o := judge(err, r.c.now())
	switch o.verdict {
	case internal:
		if !r.last {
			return outcome{}, err
		}
	case later:
		return o, r.pause(ctx, o)
	case refused:
		if e.reach != nil { // Polar keeps nothing that is so old
			return outcome{}, r.noteEnd(ctx, e)
		}
	}
	r.c.cfg.Log.Warn("sync of a kind failed", "run", r.row.ID, "kind", e.kind, "code", o.code, "error", err)
	return o, r.noteFailure(ctx, e, o)
}

// done goes on from an errand whose result is stored.
func (r *run) done(e *errand) {
	r.results[e.kind], r.row.Kinds, r.promised = e.noted.result, e.noted.kinds, e.after
	if e.noted.since != "" && (r.since == "" || e.noted.since < r.since) {
		r.since = e.noted.since
	}
}

// registerAgain registers the person with this client: a connection without registration is refused just as
// one without consents is. It reports whether asking again is worth it, which it is once for each try.
func (r *run) registerAgain(ctx context.Context) bool {
	if r.registered {
		return false
	}
	r.registered = true
	_, err := r.polar.Register(ctx, r.account.MemberID)
	return err == nil
}
