package athlete

import (
	"context"
	"errors"
	"fmt"
	"time"

	"polarflow/analytics"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/outlook"
	"polarflow/ent/sleep"
)

// How many days an outlook looks back: a change of level at the newest 1000 values, some of which are missing, and what
// an episode or a stay of the year before rests on.
const (
	outlookReach = 1200
	outlookYear  = 365
)

// KeptOutlook is an outlook as it is stored.
type KeptOutlook struct {
	analytics.Outlook
	// Seq is the person's results_seq when it was written: while that is the same, it is of what is stored.
	Seq int64
}

// Outlooks returns the outlooks that are kept, by the ids of people, in one statement.
func Outlooks(ctx context.Context, client *ent.Client, people ...int) (map[int]KeptOutlook, error) {
	rows, err := client.Outlook.Query().Where(outlook.UserIDIn(people...), outlook.Version(analytics.Version)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read outlooks: %w", err)
	}
	found := make(map[int]KeptOutlook, len(rows))
	for _, row := range rows {
		kept := KeptOutlook{Seq: row.Seq}
		if err := unbody(row.Body, &kept.Outlook); err != nil {
			return nil, err
		}
		found[row.UserID] = kept
	}
	return found, nil
}

// errStale is returned within the transaction that was to keep an outlook of what is no longer stored.
var errStale = errors.New("something changed while the outlook was worked out")

// KeepOutlook works out the outlook of a person as of the newest day that has results, and keeps it. It computes without
// a transaction; if something changes meanwhile nothing is kept, as another outlook has to follow anyway.
func KeepOutlook(ctx context.Context, db *database.DB, userID int) error {
	person, err := db.Ent.User.Get(ctx, userID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read person: %w", err)
	}
	newest, err := Newest(ctx, db.Ent, analytics.DayOf(farFuture), userID)
	if err != nil || len(newest) == 0 {
		return err
	}
	o, err := WorkOut(ctx, db.Ent, person, newest[userID].Day)
	if err != nil {
		return err
	}
	if err := keep(ctx, db, person, o); !errors.Is(err, errStale) && !errors.Is(err, errGone) {
		return wrap("keep outlook", err)
	}
	return nil
}

// farFuture is after all dates.
var farFuture = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

// keep writes an outlook in place of the one before, unless the person's row has moved since it was read.
func keep(ctx context.Context, db *database.DB, person *ent.User, o analytics.Outlook) error {
	stored, err := body(o)
	if err != nil {
		return err
	}
	return db.InTx(ctx, func(tx *ent.Tx) error {
		if err := moved(ctx, tx, person.ID); err != nil {
			return err
		}
		now, err := tx.User.Get(ctx, person.ID)
		if err != nil {
			return fmt.Errorf("read person: %w", err)
		}
		if now.ResultsSeq != person.ResultsSeq+1 || now.ChangeSeq != person.ChangeSeq {
			return errStale
		}
		if _, err := tx.Outlook.Delete().Where(outlook.UserID(person.ID)).Exec(ctx); err != nil {
			return fmt.Errorf("delete the outlook before: %w", err)
		}
		return tx.Outlook.Create().SetUserID(person.ID).SetDate(o.Day.String()).SetVersion(o.Version).SetSeq(now.ResultsSeq).
			SetBody(stored).Exec(ctx)
	})
}

// WorkOut works out the outlook of a person as of a day, from records, stored results and the journal.
func WorkOut(ctx context.Context, client *ent.Client, person *ent.User, d analytics.Day) (analytics.Outlook, error) {
	a, err := Load(ctx, client, person.ID, d-outlookReach)
	if err != nil {
		return analytics.Outlook{}, err
	}
	results, err := Results(ctx, client, d-outlookYear+1, d, person.ID)
	if err != nil {
		return analytics.Outlook{}, err
	}
	journal, err := Journal(ctx, client, person.ID, d-outlookReach, d)
	if err != nil {
		return analytics.Outlook{}, err
	}
	away, err := awayFromHome(ctx, client, person, d-outlookYear+1)
	if err != nil {
		return analytics.Outlook{}, err
	}
	runs, _ := a.Runs()
	year := analytics.Year{History: a.History, Behaviours: a.Behaviours(journal), Away: away, Runs: runs}
	for _, r := range results[person.ID] {
		year.Results = append(year.Results, r.DayResult)
	}
	return year.Outlook(d, uint64(person.ID)<<32|uint64(d)), nil //nolint:gosec // any number seeds
}

// awayFromHome returns by how many hours the clock of each night, from a day on, was ahead of that of the person's zone.
// It is empty for a person whose zone nobody has set.
func awayFromHome(ctx context.Context, client *ent.Client, person *ent.User, since analytics.Day) (analytics.Series, error) {
	home, err := time.LoadLocation(person.TimeZone)
	if err != nil || person.TimeZoneInferred {
		return analytics.Series{}, nil //nolint:nilerr // a zone that is not known says nothing
	}
	nights, err := client.Sleep.Query().Where(sleep.UserID(person.ID), sleep.DateGTE(since.String())).
		Select(sleep.FieldDate, sleep.FieldEndTime, sleep.FieldEndOffsetSeconds).All(ctx)
	if err != nil {
		return analytics.Series{}, fmt.Errorf("read the clocks of nights: %w", err)
	}
	points := make([]analytics.Point, len(nights))
	for i, n := range nights {
		_, offset := n.EndTime.In(home).Zone()
		points[i] = analytics.Point{Day: dayOf(n.Date), Value: float64(n.EndOffsetSeconds-offset) / 3600}
	}
	return analytics.NewSeries(points), nil
}
