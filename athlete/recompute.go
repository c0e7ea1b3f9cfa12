package athlete

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/analytics"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/dayresult"
	"polarflow/ent/exerciseresult"
	"polarflow/ent/resultstate"
)

// ErrMoved is returned by [Recompute] when the records change while it computes. What it has computed is not written; it
// has to be called again.
var ErrMoved = errors.New("records changed while their results were computed")

// Recompute brings the stored results of a person up to date, with the methods of [analytics.Version]: of the days since
// the first change, of all days if the stored results are by other methods, which go when all days are there. It reads
// and computes without a transaction. It returns how many days it wrote: only those that differ from what was stored.
//
// Two at the same time do no harm: whatever is written is only written while the records are those that it was computed
// from.
func Recompute(ctx context.Context, db *database.DB, userID int, now time.Time) (written int, err error) {
	written, err = recompute(ctx, db, userID, now, analytics.Version)
	if errors.Is(err, errGone) {
		return 0, nil
	}
	return written, wrap("recompute results", err)
}

// recomputation brings the results of one person to a version.
type recomputation struct {
	db      *database.DB
	userID  int
	version int
	mark    int64         // of the last change when it began
	from    analytics.Day // the first day to be computed
	earlier inputs        // of the days before, and how they are stored with those after
	packed  []byte
	inputs  []byte // of all days, as they are stored
	written int
}

func recompute(ctx context.Context, db *database.DB, userID int, now time.Time, version int) (int, error) {
	c := &recomputation{db: db, userID: userID, version: version}
	state, err := c.begin(ctx)
	if err != nil || state.Version == version && state.ChangedFrom == nil {
		return 0, err
	}
	if err := c.start(state); err != nil {
		return 0, err
	}
	if err := c.perform(ctx); err != nil {
		return 0, err
	}
	if err := c.days(ctx, analytics.DayOf(now.UTC())+1); err != nil {
		return c.written, err
	}
	return c.written, c.end(ctx, now)
}

// begin returns how the person's results stand.
func (c *recomputation) begin(ctx context.Context) (*ent.ResultState, error) {
	state, err := c.db.Ent.ResultState.Query().Where(resultstate.UserID(c.userID)).Only(ctx)
	if ent.IsNotFound(err) {
		err = c.db.InTx(ctx, func(tx *ent.Tx) error {
			if err := moved(ctx, tx, c.userID); err != nil {
				return err
			}
			_, _, err := note(ctx, tx, Change{UserID: c.userID, From: analytics.Day(0).String()})
			return err
		})
		if err != nil {
			return nil, err
		}
		state, err = c.db.Ent.ResultState.Query().Where(resultstate.UserID(c.userID)).Only(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("read how results stand: %w", err)
	}
	c.mark = state.Mark
	return state, nil
}

// start settles the first day to be computed, and what the results of the days before rest on.
func (c *recomputation) start(state *ent.ResultState) error {
	if state.Version != c.version || state.ChangedFrom == nil || state.Inputs == nil || len(*state.Inputs) == 0 {
		return nil
	}
	changed := dayOf(*state.ChangedFrom)
	c.packed = *state.Inputs
	var err error
	if c.earlier, err = unpackInputs(*state.Inputs, changed); err != nil {
		return err
	}
	// days that were still to come when the rest was computed are computed now
	if _, last, ok := c.earlier.span(); ok {
		c.from = min(changed, last+1)
	}
	return nil
}

// yearOfDays is how many days are computed and written at once, which bounds the memory.
const yearOfDays = 366

// days computes the days and writes those that differ. Days outside of those on which there is something go.
func (c *recomputation) days(ctx context.Context, last analytics.Day) error {
	r := reader{client: c.db.Ent, userID: c.userID, since: c.from, version: c.version, before: c.earlier.recent(c.from)}
	a, err := r.read(ctx)
	if err != nil {
		return err
	}
	if earliest, _, ok := c.earlier.span(); ok {
		a.First = min(a.First, earliest)
	}
	a.Last = min(a.Last, last)
	for at := max(c.from, a.First); at <= a.Last; at += yearOfDays {
		if err := c.write(ctx, a, at, min(at+yearOfDays-1, a.Last)); err != nil {
			return err
		}
	}
	if c.inputs, err = c.earlier.followed(a, c.from, a.Last).pack(c.packed, c.from); err != nil {
		return err
	}
	return c.cut(ctx, a.First, a.Last)
}

// write computes some days and writes those that differ from what is stored.
func (c *recomputation) write(ctx context.Context, a *Athlete, from, to analytics.Day) error {
	stored, err := c.stored(ctx, from, to)
	if err != nil {
		return err
	}
	var differ []dayRow
	for _, r := range a.days(from, to) {
		estimates := r.Estimates()
		row := dayRow{Date: r.Day.String(), Metrics: pack(estimates)}
		if row.Body, err = body(bodyOf(r, estimates)); err != nil {
			return err
		}
		if old := stored[row.Date]; !bytes.Equal(old.Metrics, row.Metrics) || !bytes.Equal(old.Body, row.Body) {
			differ = append(differ, row)
		}
	}
	if len(differ) == 0 {
		return nil
	}
	c.written += len(differ)
	return c.inTx(ctx, func(tx *ent.Tx) error {
		rows := make([]*ent.DayResultCreate, len(differ))
		for i, d := range differ {
			rows[i] = tx.DayResult.Create().SetUserID(c.userID).SetVersion(c.version).SetDate(d.Date).SetMetrics(d.Metrics).SetBody(d.Body)
		}
		err := tx.DayResult.CreateBulk(rows...).
			OnConflict(sql.ConflictColumns("user_id", "version", "date"), sql.ResolveWith(func(u *sql.UpdateSet) {
				u.SetExcluded(dayresult.FieldMetrics).SetExcluded(dayresult.FieldBody)
			})).Exec(ctx)
		return wrap("write results of days", err)
	})
}

// dayRow is what is stored of a day.
type dayRow struct {
	Date    string
	Metrics []byte
	Body    []byte
}

// stored returns what is stored of days, by their dates.
func (c *recomputation) stored(ctx context.Context, from, to analytics.Day) (map[string]dayRow, error) {
	var rows []dayRow
	err := c.db.Ent.DayResult.Query().Where(dayresult.UserID(c.userID), dayresult.Version(c.version),
		dayresult.DateGTE(from.String()), dayresult.DateLTE(to.String())).
		Select(dayresult.FieldDate, dayresult.FieldMetrics, dayresult.FieldBody).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read stored results: %w", err)
	}
	byDate := make(map[string]dayRow, len(rows))
	for _, row := range rows {
		byDate[row.Date] = row
	}
	return byDate, nil
}

// cut deletes the results of days before the first and after the last.
func (c *recomputation) cut(ctx context.Context, first, last analytics.Day) error {
	outside := dayresult.And(dayresult.UserID(c.userID), dayresult.Version(c.version),
		dayresult.Or(dayresult.DateLT(first.String()), dayresult.DateGT(last.String())))
	there, err := c.db.Ent.DayResult.Query().Where(outside).Exist(ctx)
	if err != nil || !there {
		return wrap("look for results of days that are gone", err)
	}
	return c.inTx(ctx, func(tx *ent.Tx) error {
		_, err := tx.DayResult.Delete().Where(outside).Exec(ctx)
		return wrap("delete results of days that are gone", err)
	})
}

// inTx writes something in a transaction, unless the records have changed meanwhile: then it returns ErrMoved.
func (c *recomputation) inTx(ctx context.Context, write func(*ent.Tx) error) error {
	return c.db.InTx(ctx, func(tx *ent.Tx) error {
		if err := moved(ctx, tx, c.userID); err != nil {
			return err
		}
		unchanged, err := tx.ResultState.Query().Where(resultstate.UserID(c.userID), resultstate.Mark(c.mark)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("look whether records changed: %w", err)
		}
		if !unchanged {
			return ErrMoved
		}
		return write(tx)
	})
}

// end notes that the results are up to date, and deletes those of other methods.
func (c *recomputation) end(ctx context.Context, now time.Time) error {
	return c.inTx(ctx, func(tx *ent.Tx) error {
		err := tx.ResultState.Update().Where(resultstate.UserID(c.userID)).SetVersion(c.version).ClearChangedFrom().SetInputs(c.inputs).
			SetComputedAt(now.UTC().Truncate(time.Microsecond)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("note results: %w", err)
		}
		_, err = tx.DayResult.Delete().Where(dayresult.UserID(c.userID), dayresult.VersionNEQ(c.version)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete earlier results of days: %w", err)
		}
		_, err = tx.ExerciseResult.Delete().Where(exerciseresult.UserID(c.userID), exerciseresult.VersionNEQ(c.version)).Exec(ctx)
		return wrap("delete earlier results of exercises", err)
	})
}
