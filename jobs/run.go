package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"polarflow/ent"
	"polarflow/ent/exercise"
	"polarflow/ent/polaraccount"
	"polarflow/ent/sleep"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
	"polarflow/ingest"
	"polarflow/polar"
)

// run is one run being carried out.
type run struct {
	cfg    Config
	row    *ent.SyncRun
	home   *time.Location
	polar  *polar.UserClient
	before int  // requests of earlier tries
	last   bool // there will be no further try
	asked  bool // for registration anew
}

func (r *run) now() time.Time { return r.cfg.Now().UTC().Truncate(time.Microsecond) }

func (r *run) requests() int {
	if r.polar == nil {
		return r.before
	}
	return r.before + r.polar.Requests()
}

// carryOut asks for the kinds that have no result yet and ends the run.
func (r *run) carryOut(ctx context.Context) error {
	account, err := r.cfg.DB.Ent.PolarAccount.Query().Where(polaraccount.UserID(r.row.UserID)).Only(ctx)
	if ent.IsNotFound(err) {
		return r.finish(ctx, syncrun.StatusFAILED, outcome{code: "NOT_CONNECTED", message: "There is no connection to Polar any more."})
	}
	if err != nil {
		return fmt.Errorf("read connection: %w", err)
	}
	token, err := r.cfg.Keyring.Open(r.row.UserID, account.Token)
	if err != nil {
		return fmt.Errorf("open token: %w", err)
	}
	r.polar = r.cfg.Polar.User(string(token))
	stop := r.beat(ctx)
	defer stop()
	status, last, err := r.allKinds(ctx)
	if err != nil {
		return err
	}
	return r.finish(ctx, status, last)
}

// beat keeps the run's heartbeat going until the returned function is called.
func (r *run) beat(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
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
				err := r.cfg.DB.Ent.SyncRun.UpdateOneID(r.row.ID).
					SetHeartbeatAt(r.now()).SetPolarRequests(r.requests()).Exec(ctx)
				if err != nil && ctx.Err() == nil {
					r.cfg.Log.Warn("heartbeat", "run", r.row.ID, "error", err)
				}
			}
		}
	}()
	return func() { cancel(); <-done }
}

// allKinds goes through the kinds. It returns the status of the run and the failure that decided it.
func (r *run) allKinds(ctx context.Context) (syncrun.Status, outcome, error) {
	done := map[string]bool{}
	failed, asked := 0, 0
	var broken error // of kinds that are to be tried again
	for _, res := range r.row.Edges.Results {
		done[res.Kind] = true
		asked++
		if res.Status != syncresult.StatusSUCCEEDED {
			failed++
		}
	}
	for _, k := range r.row.Kinds {
		if done[k] {
			continue
		}
		asked++
		o, err := r.oneKind(ctx, k)
		if isWait(err) || (err != nil && ctx.Err() != nil) {
			return "", outcome{}, err
		}
		if err != nil {
			broken = errors.Join(broken, fmt.Errorf("%s: %w", k, err))
			continue
		}
		if o.code == "" {
			continue
		}
		failed++
		if o.verdict == reconnect || o.verdict == consent {
			return syncrun.StatusFAILED, o, nil
		}
	}
	if broken != nil {
		return "", outcome{}, broken
	}
	switch failed {
	case 0:
		return syncrun.StatusSUCCEEDED, outcome{}, nil
	case asked:
		return syncrun.StatusFAILED, outcome{code: "ALL_KINDS_FAILED", message: "Polar answered none of the requests; the next sync asks again."}, nil
	}
	return syncrun.StatusPARTIAL, outcome{}, nil
}

// oneKind fetches and stores one kind. What Polar answers wrongly is an outcome and noted as the kind's
// result; what goes wrong here is an error until the last try, and a limit is a waitError.
func (r *run) oneKind(ctx context.Context, k string) (outcome, error) {
	days, err := r.window(ctx)
	if err != nil {
		return outcome{}, err
	}
	writer := &ingest.Writer{DB: r.cfg.DB, Now: r.cfg.Now, After: r.noteSuccess}
	person := ingest.Person{ID: r.row.UserID, Home: r.home}
	_, err = steps[k](ctx, r.polar, writer, person, days)
	if errors.Is(err, polar.ErrForbidden) && r.registerAgain(ctx) {
		_, err = steps[k](ctx, r.polar, writer, person, days)
	}
	if err == nil {
		return outcome{}, nil
	}
	if ctx.Err() != nil {
		return outcome{}, err
	}
	o := judge(err)
	switch o.verdict {
	case internal:
		if !r.last {
			return outcome{}, err
		}
	case later:
		return o, r.pause(ctx, o)
	}
	r.cfg.Log.Warn("sync of a kind failed", "run", r.row.ID, "kind", k, "code", o.code, "error", err)
	return o, r.noteFailure(ctx, k, o)
}

// registerAgain registers the person with this client: a connection without registration is refused just as
// one without consents is. It reports whether asking again is worth it, which it is once for each run.
func (r *run) registerAgain(ctx context.Context) bool {
	if r.asked {
		return false
	}
	r.asked = true
	account, err := r.cfg.DB.Ent.PolarAccount.Query().Where(polaraccount.UserID(r.row.UserID)).Only(ctx)
	if err != nil {
		return false
	}
	_, err = r.polar.Register(ctx, account.MemberID)
	return err == nil
}

// window returns the days to ask for. Today is the later of what the calendar says at home and where the
// person was last seen.
func (r *run) window(ctx context.Context) (window, error) {
	now := r.cfg.Now()
	today := polar.DateOf(now.In(r.home))
	seen, err := r.lastOffset(ctx)
	if err != nil {
		return window{}, err
	}
	if there := polar.DateOf(now.In(time.FixedZone("", seen))); there.After(today) {
		today = there
	}
	return window{from: today.AddDays(1 - r.cfg.LookbackDays), to: today}, nil
}

// lastOffset returns the offset of the newest night or exercise, or of home when there is none.
func (r *run) lastOffset(ctx context.Context) (int, error) {
	_, offset := r.cfg.Now().In(r.home).Zone()
	night, err := r.cfg.DB.Ent.Sleep.Query().Where(sleep.UserID(r.row.UserID)).
		Order(ent.Desc(sleep.FieldDate)).Select(sleep.FieldEndTime, sleep.FieldEndOffsetSeconds).First(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return 0, fmt.Errorf("read newest night: %w", err)
	}
	trained, err := r.cfg.DB.Ent.Exercise.Query().Where(exercise.UserID(r.row.UserID), exercise.OffsetInferred(false)).
		Order(ent.Desc(exercise.FieldStartTime)).Select(exercise.FieldStartTime, exercise.FieldUtcOffsetSeconds).First(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return 0, fmt.Errorf("read newest exercise: %w", err)
	}
	switch {
	case night == nil && trained == nil:
		return offset, nil
	case night == nil || (trained != nil && trained.StartTime.After(night.EndTime)):
		return trained.UtcOffsetSeconds, nil
	}
	return night.EndOffsetSeconds, nil
}
