package athlete

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/physicalinfo"
	"polarflow/ent/resultstate"
	"polarflow/ent/user"
)

// Standing is how the results of a person stand.
type Standing struct {
	// Version is of the methods by which the results are computed that are served, 0 if there are none yet.
	Version int
	// Pending says that records have changed since, or that the methods have: the results are being computed anew.
	Pending bool
	// ComputedAt is when the results were last brought up to date, nil if never.
	ComputedAt *time.Time
}

// Standings returns how the results of people stand by their ids, in one statement. Nothing was ever computed for who is
// not in it.
func Standings(ctx context.Context, client *ent.Client, people ...int) (map[int]Standing, error) {
	rows, err := client.ResultState.Query().Where(resultstate.UserIDIn(people...)).
		Select(resultstate.FieldUserID, resultstate.FieldVersion, resultstate.FieldChangedFrom, resultstate.FieldComputedAt).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read how results stand: %w", err)
	}
	found := make(map[int]Standing, len(rows))
	for _, row := range rows {
		found[row.UserID] = Standing{row.Version, row.ChangedFrom != nil || row.Version != analytics.Version, row.ComputedAt}
	}
	return found, nil
}

// kinds are the kinds of record that results rest on.
var kinds = []kind.Kind{
	kind.Sleep, kind.NightlyRecharge, kind.DailyActivity, kind.Exercise, kind.CardioLoad, kind.ContinuousHeartRate,
	kind.SkinTemperature, kind.PhysicalInfo,
}

// Change is what a transaction changed of a person's records.
type Change struct {
	UserID int
	Kind   kind.Kind
	// From is the first date of what was changed, before and after; empty if it is not known.
	From string
}

// Changed notes in the transaction that changes records from which date on results are to be computed anew. It returns
// the mark of the change and whether nothing was waiting before: then somebody has to see to it that [Recompute] is
// called after the commit. The transaction has to hold the person's row.
func Changed(ctx context.Context, tx *ent.Tx, c Change) (mark int64, first bool, err error) {
	if !slices.Contains(kinds, c.Kind) {
		return 0, false, nil
	}
	if c.Kind == kind.PhysicalInfo && c.From != "" {
		// the first known settings hold for the time before them too
		earlier, err := tx.PhysicalInfo.Query().Where(physicalinfo.UserID(c.UserID), physicalinfo.DateLT(c.From)).Exist(ctx)
		if err != nil {
			return 0, false, fmt.Errorf("look for earlier settings: %w", err)
		}
		if !earlier {
			c.From = ""
		}
	}
	if c.From == "" {
		c.From = analytics.Day(0).String()
	}
	return note(ctx, tx, c)
}

// note writes from where on results have to be computed.
func note(ctx context.Context, tx *ent.Tx, c Change) (mark int64, first bool, err error) {
	state, err := tx.ResultState.Query().Where(resultstate.UserID(c.UserID)).
		Select(resultstate.FieldMark, resultstate.FieldChangedFrom).Only(ctx)
	if ent.IsNotFound(err) {
		err = tx.ResultState.Create().SetUserID(c.UserID).SetMark(1).SetChangedFrom(c.From).Exec(ctx)
		return 1, true, wrap("note change", err)
	}
	if err != nil {
		return 0, false, fmt.Errorf("read how results stand: %w", err)
	}
	if first = state.ChangedFrom == nil; !first {
		c.From = min(c.From, *state.ChangedFrom)
	}
	err = tx.ResultState.UpdateOne(state).AddMark(1).SetChangedFrom(c.From).Exec(ctx)
	return state.Mark + 1, first, wrap("note change", err)
}

func wrap(operation string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", operation, err)
}

// Outdated returns people whose results are to be computed, at most so many: those whose records have changed, those whose
// results are by other methods, and those who never had any.
func Outdated(ctx context.Context, client *ent.Client, limit int) ([]int, error) {
	ids, err := client.User.Query().Where(outdated).Order(user.ByID()).Limit(limit).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for outdated results: %w", err)
	}
	return ids, nil
}

// outdated holds for people whose results are to be computed.
func outdated(s *sql.Selector) {
	state := sql.Table(resultstate.Table)
	s.Where(sql.NotExists(sql.Dialect(s.Dialect()).Select(state.C(resultstate.FieldID)).From(state).Where(sql.And(
		sql.ColumnsEQ(state.C(resultstate.FieldUserID), s.C(user.FieldID)),
		sql.EQ(state.C(resultstate.FieldVersion), analytics.Version), sql.IsNull(state.C(resultstate.FieldChangedFrom))))))
}
