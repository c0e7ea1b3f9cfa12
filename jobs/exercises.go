package jobs

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ingest"
	"polarflow/polar"
)

// fewDownloads is up to how many exercises are downloaded one by one; all of them together cost one request, and
// up to three megabytes.
const fewDownloads = 2

// An exercise is taken for deleted when it was missing from so many complete lists in a row, while it was so
// young that Polar would list it (for 30 days), and Polar says that it has no such exercise.
const (
	missingLists = 2
	listedFor    = 28 * 24 * time.Hour
)

// mostChecks is of how many missing exercises one run asks whether Polar still has them; the next run asks of others.
const mostChecks = 5

// exerciseRequests returns how many requests the exercises take at most: the list, what is new on it, and a check of
// each that is missing from it once more.
func (r *run) exerciseRequests(ctx context.Context) (int, error) {
	before, err := r.lastRoll(ctx)
	if err != nil || before == nil {
		return 1, err
	}
	checks := 0
	for _, listed := range before {
		if listed.Missing+1 >= missingLists && r.stillListed(listed) {
			checks++
		}
	}
	return 1 + fewDownloads + min(checks, mostChecks), nil
}

// exercises is the step of the exercises. The list without samples comes first; what is on it as it was before has
// been downloaded already. A first sync downloads everything at once.
func (r *run) exercises(e *errand) func(context.Context, *ingest.Writer) error {
	return func(ctx context.Context, w *ingest.Writer) error {
		before, err := r.lastRoll(ctx)
		if err != nil {
			return err
		}
		if before == nil {
			return r.allExercises(ctx, w, e)
		}
		light, err := r.polar.ExerciseList(ctx)
		if err != nil {
			return err
		}
		e.listing = rollOf(light)
		batch, err := r.download(ctx, e.listing, before)
		if err != nil {
			return err
		}
		e.passed = max(len(light.Items)-len(batch.Items), 0)
		gone, err := r.missing(ctx, e.listing, before)
		if err != nil {
			return err
		}
		if _, err := w.WithdrawExercises(ctx, r.person(), gone); err != nil {
			return err
		}
		_, err = w.Exercises(ctx, r.person(), batch)
		return err
	}
}

// allExercises downloads everything, and takes the list from that.
func (r *run) allExercises(ctx context.Context, w *ingest.Writer, e *errand) error {
	batch, err := r.polar.Exercises(ctx)
	if err != nil {
		return err
	}
	e.listing = rollOf(batch)
	_, err = w.Exercises(ctx, r.person(), batch)
	return err
}

// lastRoll returns the list as it was last time, and nil when there is none of this account.
func (r *run) lastRoll(ctx context.Context) (roll, error) {
	state, err := r.c.cfg.DB.Ent.KindState.Query().
		Where(kindstate.UserID(r.row.UserID), kindstate.Kind(kind.Exercise)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read list of exercises: %w", err)
	}
	return state.Listing, nil
}

// download returns the exercises that are new or changed. Those that Polar lists and does not hand out are taken
// off the list, so that they are asked for again.
func (r *run) download(ctx context.Context, now, before roll) (polar.Batch[polar.Exercise], error) {
	news := slices.DeleteFunc(slices.Sorted(maps.Keys(now)), func(id string) bool { return before[id].Hash == now[id].Hash })
	if len(news) == 0 {
		return polar.Batch[polar.Exercise]{}, nil
	}
	unnamed := func(id string) bool { return strings.HasPrefix(id, unknownID) }
	if len(news) > fewDownloads || slices.ContainsFunc(news, unnamed) {
		all, err := r.polar.Exercises(ctx)
		dropAbsent(now, news, all)
		return all, err
	}
	var some polar.Batch[polar.Exercise]
	for _, id := range news {
		one, err := r.polar.Exercise(ctx, id)
		if err != nil {
			return some, err
		}
		if len(one.Items)+len(one.Unreadable) == 0 {
			delete(now, id)
		}
		some = together(some, one)
	}
	return some, nil
}

// dropAbsent takes those of the news off the list that a download does not hold, if it could be read as a whole.
func dropAbsent(now roll, news []string, all polar.Batch[polar.Exercise]) {
	held := rollOf(all)
	for _, id := range news {
		if _, ok := held[id]; !ok && len(all.Unreadable) == 0 {
			delete(now, id)
		}
	}
}

// missing returns the exercises that were deleted at Polar. Those that may have been go on being listed as missing.
func (r *run) missing(ctx context.Context, now, before roll) (gone []string, err error) {
	checks := 0
	for _, id := range slices.Sorted(maps.Keys(before)) {
		listed := before[id]
		if _, ok := now[id]; ok || !r.stillListed(listed) {
			continue
		}
		listed.Missing++
		if listed.Missing >= missingLists && checks < mostChecks {
			checks++
			there, err := r.polar.HasExercise(ctx, id)
			if err != nil {
				return nil, err
			}
			if !there {
				gone = append(gone, id)
				continue
			}
			listed.Missing = 0
		}
		now[id] = listed
	}
	return gone, nil
}

// stillListed reports whether an exercise is so young that Polar lists it, if there is one.
func (r *run) stillListed(l embedded.Listed) bool {
	uploaded, err := time.Parse(time.RFC3339, l.Uploaded)
	return err == nil && r.c.now().Sub(uploaded) < listedFor
}

// toldExercise is the errand of one exercise.
func (r *run) toldExercise(ask *ent.SyncAsk) *errand {
	e := &errand{kind: kind.Exercise, asks: []*ent.SyncAsk{ask}, requests: 1}
	e.fetch = func(ctx context.Context, w *ingest.Writer) error {
		before, err := r.lastRoll(ctx)
		if err != nil {
			return err
		}
		batch, err := r.polar.Exercise(ctx, ask.Subject)
		if err != nil {
			return err
		}
		if before != nil {
			e.listing = before
			for id, listed := range rollOf(batch) {
				e.listing[id] = listed
			}
		}
		_, err = w.Exercises(ctx, r.person(), batch)
		return err
	}
	return e
}
