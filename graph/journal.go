package graph

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/ent/journalentry"
	"polarflow/graph/model"
)

// addJournalEntry writes something down for a day of a person.
func (r *Resolver) addJournalEntry(ctx context.Context, person *ent.User, input model.AddJournalEntryInput) (*model.AddJournalEntryPayload, error) {
	note := athlete.Note{Day: dayOf(input.Date), Kind: input.Kind, Amount: input.Amount}
	if input.Note != nil {
		note.Text = strings.TrimSpace(*input.Note)
	}
	if wrong := checkNote(note); wrong != nil {
		return &model.AddJournalEntryPayload{UserErrors: wrong}, nil
	}
	var entry *ent.JournalEntry
	err := r.DB.InTx(ctx, func(tx *ent.Tx) (err error) {
		entry, err = athlete.AddEntry(ctx, tx, person.ID, note, r.Now())
		return err
	})
	if errors.Is(err, athlete.ErrNote) {
		return &model.AddJournalEntryPayload{UserErrors: userErrors(limitReached, "date", saying(err))}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("add journal entry: %w", err)
	}
	return &model.AddJournalEntryPayload{JournalEntry: entry.Unwrap()}, nil
}

// checkNote returns what is wrong with what is to be written down.
func checkNote(n athlete.Note) []*model.UserError {
	switch {
	case n.Kind == journalentry.KindNOTE && n.Text == "":
		return userErrors(blank, "note", "a note has to say something")
	case utf8.RuneCountInString(n.Text) > athlete.LongestNote:
		return userErrors(invalid, "note", fmt.Sprintf("note has more than %d characters", athlete.LongestNote))
	case !model.IsPlain(strings.ReplaceAll(n.Text, "\n", " ")):
		return userErrors(invalid, "note", "note has characters that cannot be seen")
	case n.Day < analytics.NewDay(1970, time.January, 1) || n.Day > analytics.NewDay(2100, time.December, 31):
		return userErrors(invalid, "date", "date is outside 1970 to 2100")
	case n.Amount != nil && !(*n.Amount >= 0 && *n.Amount <= athlete.MostAmount):
		return userErrors(invalid, "amount", fmt.Sprintf("amount is outside 0 to %d", athlete.MostAmount))
	}
	return nil
}

// saying returns why the journal does not take an entry.
func saying(err error) string { return strings.TrimPrefix(err.Error(), athlete.ErrNote.Error()+": ") }

// removeJournalEntry takes an entry within the viewer's sight out of its journal.
func (r *Resolver) removeJournalEntry(ctx context.Context, id string) (*model.RemoveJournalEntryPayload, error) {
	found, err := read(ctx).JournalEntries.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	missing := &model.RemoveJournalEntryPayload{UserErrors: userErrors(missing, "id", "there is no such entry")}
	if found == nil {
		return missing, nil
	}
	err = r.DB.InTx(ctx, func(tx *ent.Tx) error {
		_, err := athlete.RemoveEntry(ctx, tx, found.UserID, found.ID)
		return err
	})
	if errors.Is(err, athlete.ErrNoEntry) {
		return missing, nil
	}
	if err != nil {
		return nil, fmt.Errorf("remove journal entry: %w", err)
	}
	return &model.RemoveJournalEntryPayload{RemovedJournalEntryID: &id}, nil
}
