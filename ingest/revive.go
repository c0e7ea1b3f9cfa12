package ingest

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/recordstate"
)

// revive gives the rows of records that had been withdrawn the ids back that they had before, in the tables and
// among ids. With a new id a client that has not heard of the withdrawal would keep the record twice, since its
// one state can tell of one id only.
func (b *batch[In, C]) revive(ctx context.Context, tx *ent.Tx, part []drafted[C], ids map[string]int) error {
	keys := make([]string, len(part))
	for i, d := range part {
		keys[i] = d.key
	}
	tombstones, err := tx.RecordState.Query().Where(recordstate.UserID(b.userID), recordstate.Kind(b.entity.kind),
		recordstate.RecordKeyIn(keys...), recordstate.Deleted(true)).All(ctx)
	if err != nil {
		return fmt.Errorf("look for tombstones: %w", err)
	}
	for _, s := range tombstones {
		query, args := sql.Dialect(b.writer.DB.Dialect).Update(b.entity.table).Set("id", s.RecordID).
			Where(sql.And(sql.EQ("user_id", b.userID), sql.EQ("id", ids[s.RecordKey]))).Query()
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return fmt.Errorf("give the id back: %w", err)
		}
		ids[s.RecordKey] = s.RecordID
	}
	return nil
}
