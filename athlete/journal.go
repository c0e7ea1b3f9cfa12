package athlete

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/ent/journalentry"
	"polarflow/ent/user"
)

// Note is something that a person notes of a day.
type Note struct {
	Day  analytics.Day
	Kind journalentry.Kind
	// Amount is how much, nil if the person does not say: drinks of ALCOHOL, 1 to 3 of ILLNESS, INJURY, STRESS and
	// MENSTRUATION, hours of time zones of TRAVEL.
	Amount *float64
	Text   string // at most [LongestNote] characters
}

// The bounds of the journal.
const (
	LongestNote = 500
	MostAmount  = 100
	MostOfADay  = 50 // entries
)

// ErrNote is wrapped by the errors about an entry that the journal does not take; they say why, for people to read.
var ErrNote = errors.New("no entry for the journal")

// ErrNoEntry is returned when an entry is to be removed that the person does not have.
var ErrNoEntry = errors.New("no such entry")

// check returns why an entry is not taken.
func (n Note) check() error {
	switch {
	case journalentry.KindValidator(n.Kind) != nil:
		return fmt.Errorf("%w: there is no kind %q", ErrNote, n.Kind)
	case n.Day < analytics.NewDay(1970, time.January, 1) || n.Day > analytics.NewDay(2100, time.December, 31):
		return fmt.Errorf("%w: the date is outside 1970 to 2100", ErrNote)
	case n.Amount != nil && !(*n.Amount >= 0 && *n.Amount <= MostAmount):
		return fmt.Errorf("%w: the amount is outside 0 to %d", ErrNote, MostAmount)
	case !utf8.ValidString(n.Text) || utf8.RuneCountInString(n.Text) > LongestNote:
		return fmt.Errorf("%w: the note has more than %d characters", ErrNote, LongestNote)
	}
	return nil
}

// AddEntry adds an entry to a person's journal. Nothing is computed anew: no daily result rests on the journal.
func AddEntry(ctx context.Context, tx *ent.Tx, userID int, n Note, now time.Time) (*ent.JournalEntry, error) {
	if err := n.check(); err != nil {
		return nil, err
	}
	if err := moved(ctx, tx, userID); err != nil {
		return nil, err
	}
	there, err := tx.JournalEntry.Query().Where(journalentry.UserID(userID), journalentry.Date(n.Day.String())).Count(ctx)
	if err != nil {
		return nil, fmt.Errorf("count entries of the day: %w", err)
	}
	if there >= MostOfADay {
		return nil, fmt.Errorf("%w: the day has %d entries", ErrNote, there)
	}
	create := tx.JournalEntry.Create().SetUserID(userID).SetDate(n.Day.String()).SetKind(n.Kind).
		SetNillableAmount(n.Amount).SetCreatedAt(now.UTC().Truncate(time.Microsecond))
	if n.Text != "" {
		create.SetNote(n.Text)
	}
	entry, err := create.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("add entry: %w", err)
	}
	return entry, nil
}

// RemoveEntry removes an entry and returns what it was, and [ErrNoEntry] if the person has no such entry.
func RemoveEntry(ctx context.Context, tx *ent.Tx, userID, id int) (*ent.JournalEntry, error) {
	entry, err := tx.JournalEntry.Query().Where(journalentry.ID(id), journalentry.UserID(userID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, ErrNoEntry
	}
	if err != nil {
		return nil, fmt.Errorf("read entry: %w", err)
	}
	if err := moved(ctx, tx, userID); err != nil {
		return nil, err
	}
	if err := tx.JournalEntry.DeleteOne(entry).Exec(ctx); err != nil {
		return nil, fmt.Errorf("remove entry: %w", err)
	}
	return entry, nil
}

// Journal returns the entries of a person from one day to another, the newest day first.
func Journal(ctx context.Context, client *ent.Client, userID int, from, to analytics.Day) ([]*ent.JournalEntry, error) {
	list, err := client.JournalEntry.Query().
		Where(journalentry.UserID(userID), journalentry.DateGTE(from.String()), journalentry.DateLTE(to.String())).
		Order(ent.Desc(journalentry.FieldDate, journalentry.FieldID)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	return list, nil
}

// moved says in the person's row that something beside the records has changed. It holds the row until the commit.
func moved(ctx context.Context, tx *ent.Tx, userID int) error {
	n, err := tx.User.Update().Where(user.ID(userID)).AddResultsSeq(1).Save(ctx)
	if err == nil && n == 0 {
		err = errGone
	}
	return wrap("move results", err)
}

// errGone is returned when a person is not there any more.
var errGone = errors.New("the person is gone")

// amount returns how much an entry counts.
func amount(e *ent.JournalEntry) float64 {
	if e.Amount == nil || math.IsNaN(*e.Amount) {
		return 1
	}
	return *e.Amount
}
