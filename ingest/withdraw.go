package ingest

import (
	"context"
	"fmt"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/exercise"
	"polarflow/ent/kind"
	"polarflow/ent/recordstate"
	"polarflow/ent/sampleseries"
)

// WithdrawExercises hides exercises that were deleted at Polar and returns how many there were. The rows and
// their series go, what Polar sent stays raw, and a tombstone with a new change sequence is left of each, which
// ends when Polar sends the exercise again. Ids of which there is no exercise are passed over.
func (w *Writer) WithdrawExercises(ctx context.Context, p Person, ids []string) (int, error) {
	if len(ids) == 0 {
		return 0, nil
	}
	withdrawn := 0
	err := w.DB.InTx(ctx, func(tx *ent.Tx) error {
		states, err := tx.RecordState.Query().Where(recordstate.UserID(p.ID), recordstate.Kind(kind.Exercise),
			recordstate.RecordKeyIn(ids...), recordstate.Deleted(false)).Order(recordstate.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("look for them: %w", err)
		}
		withdrawn = len(states)
		return w.withdraw(ctx, tx, p, states)
	})
	if err != nil {
		return 0, fmt.Errorf("withdraw exercises: %w", err)
	}
	return withdrawn, nil
}

// withdraw turns exercises into tombstones.
func (w *Writer) withdraw(ctx context.Context, tx *ent.Tx, p Person, states []*ent.RecordState) error {
	if len(states) == 0 {
		return nil
	}
	owner, err := tx.User.UpdateOneID(p.ID).AddChangeSeq(int64(len(states))).Save(ctx)
	if err != nil {
		return fmt.Errorf("take change sequences: %w", err)
	}
	keys, dates := make([]string, len(states)), make([]string, len(states))
	for i, s := range states {
		keys[i] = s.RecordKey
		if s.Date != nil {
			dates[i] = *s.Date
		}
		seq := owner.ChangeSeq - int64(len(states)-1-i)
		if err := tx.RecordState.UpdateOne(s).SetDeleted(true).SetSeq(seq).Exec(ctx); err != nil {
			return fmt.Errorf("leave tombstone: %w", err)
		}
	}
	_, err = tx.Exercise.Delete().Where(exercise.UserID(p.ID), exercise.RecordKeyIn(keys...)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete rows: %w", err)
	}
	_, err = tx.SampleSeries.Delete().Where(sampleseries.UserID(p.ID), sampleseries.Kind(kind.Exercise),
		sampleseries.RecordKeyIn(keys...)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete series: %w", err)
	}
	if err := w.guard(ctx, tx); err != nil {
		return err
	}
	first, _ := span(dates)
	if err := w.changed(ctx, tx, Change{UserID: p.ID, Kind: kind.Exercise, From: first}); err != nil {
		return err
	}
	return w.DB.Announce(ctx, tx, database.TopicPerson(p.ID), database.TopicPeople)
}
