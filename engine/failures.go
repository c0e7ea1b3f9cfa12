package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/predicate"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
)

// Failure is one sync, or one kind of record in it, that failed.
type Failure struct {
	// UserID is whose sync it was, and RunID which.
	UserID, RunID int
	// Kind is the kind of record; empty when the sync failed as a whole.
	Kind string
	// Code is the class of the failure; empty when the sync failed as a whole.
	Code string
	// Message says what happened, in plain words.
	Message string
	// At is when.
	At time.Time
}

// newest is how many rows are looked through for failures: in a year of good syncs there may be none.
const newest = 100_000

// Failures returns the last failures, the newest first and at most so many, among the newest 100,000 results.
// It takes two statements.
func (r *Reader) Failures(ctx context.Context, atMost int) ([]Failure, error) {
	ctx = system(ctx)
	results, err := r.DB.Ent.SyncResult.Query().
		Where(syncresult.ErrorCodeNotNil(), predicate.SyncResult(among(syncresult.Table))).
		Order(ent.Desc(syncresult.FieldID)).Limit(atMost).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read failed kinds: %w", err)
	}
	runs, err := r.DB.Ent.SyncRun.Query().
		Where(syncrun.ErrorNotNil(), syncrun.FinishedAtNotNil(), predicate.SyncRun(among(syncrun.Table))).
		Order(ent.Desc(syncrun.FieldID)).Limit(atMost).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read failed syncs: %w", err)
	}
	failures := make([]Failure, 0, len(results)+len(runs))
	for _, s := range results {
		failures = append(failures, Failure{s.UserID, s.RunID, s.Kind, *s.ErrorCode, text(s.Error), s.UpdatedAt})
	}
	for _, s := range runs {
		failures = append(failures, Failure{s.UserID, s.ID, "", "", *s.Error, *s.FinishedAt})
	}
	slices.SortStableFunc(failures, func(a, b Failure) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.RunID, a.RunID))
	})
	return failures[:min(len(failures), atMost)], nil
}

// among is the condition that a row is one of the newest of its table.
func among(table string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		t := sql.Dialect(s.Dialect()).Select().From(sql.Table(table))
		t.Select(sql.Max(t.C("id")))
		s.Where(sql.P(func(b *sql.Builder) {
			b.Ident(s.C("id")).WriteString(" > (").Join(t).WriteString(") - ").Arg(newest)
		}))
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
