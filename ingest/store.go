package ingest

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/quarantinedelement"
	"polarflow/ent/rawpayload"
	"polarflow/ent/recordstate"
	"polarflow/ent/sampleseries"
)

// chunkSize is how many rows one statement writes: the widest table times this stays under the 32,766
// parameters that SQLite allows.
const chunkSize = 500

// chunks splits a list into parts of at most size.
func chunks[T any](list []T, size int) [][]T {
	var parts [][]T
	for len(list) > size {
		parts, list = append(parts, list[:size]), list[size:]
	}
	if len(list) > 0 {
		parts = append(parts, list)
	}
	return parts
}

// storeRecords writes rows, series, raw payloads and states.
func (b *batch[In, C]) storeRecords(ctx context.Context, tx *ent.Tx, drafts []drafted[C]) error {
	if len(drafts) == 0 {
		return nil
	}
	// This locks the person's row until the commit, so that sequences become visible in their order and a
	// reader of the change feed misses none.
	owner, err := tx.User.UpdateOneID(b.userID).AddChangeSeq(int64(len(drafts))).Save(ctx)
	if err != nil {
		return fmt.Errorf("take change sequences: %w", err)
	}
	for _, part := range chunks(drafts, chunkSize) {
		rows := make([]C, len(part))
		for i, d := range part {
			rows[i] = d.row
		}
		if err := b.entity.upsert(ctx, tx, rows); err != nil {
			return fmt.Errorf("upsert: %w", err)
		}
		if err := storeSeries(ctx, tx, b.userID, b.entity.kind, part); err != nil {
			return err
		}
		if err := storeRaw(ctx, tx, b.writer.Now().UTC(), b.userID, b.entity.kind, part); err != nil {
			return err
		}
	}
	if err := b.storeStates(ctx, tx, owner.ChangeSeq-int64(len(drafts)), drafts); err != nil {
		return err
	}
	if err := b.writer.guard(ctx, tx); err != nil {
		return err
	}
	if err := b.writer.changed(ctx, tx, Change{UserID: b.userID, Kind: b.entity.kind, From: firstDateOf(drafts)}); err != nil {
		return err
	}
	return b.writer.DB.Announce(ctx, tx, database.TopicPerson(b.userID), database.TopicPeople)
}

// firstDateOf returns the first of the dates that the records have and had.
func firstDateOf[C any](drafts []drafted[C]) string {
	var dates []string
	for _, d := range drafts {
		dates = append(dates, d.date)
		if d.known != nil && d.known.Date != nil {
			dates = append(dates, *d.known.Date)
		}
	}
	first, _ := span(dates)
	return first
}

// storeRest writes what is no change of a record: elements that only look different, the quarantine, and
// what follows the write.
func (b *batch[In, C]) storeRest(ctx context.Context, tx *ent.Tx, tally Tally) error {
	for _, part := range chunks(b.restated, chunkSize) {
		if err := storeRaw(ctx, tx, b.writer.Now().UTC(), b.userID, b.entity.kind, part); err != nil {
			return err
		}
	}
	for _, d := range b.restated {
		if err := tx.RecordState.UpdateOne(d.known).SetSourceHash(d.sourceHash).Exec(ctx); err != nil {
			return fmt.Errorf("note source: %w", err)
		}
	}
	if err := storeQuarantine(ctx, tx, b.writer.Now().UTC(), b.userID, b.entity.kind, b.bad); err != nil {
		return err
	}
	if b.writer.After == nil {
		return nil
	}
	return b.writer.After(ctx, tx, Written{UserID: b.userID, Kind: b.entity.kind, Tally: tally})
}

// storeSeries replaces the series of the records.
func storeSeries[C any](ctx context.Context, tx *ent.Tx, userID int, kind string, part []drafted[C]) error {
	keys := make([]string, len(part))
	var rows []*ent.SampleSeriesCreate
	for i, d := range part {
		keys[i] = d.key
		for _, s := range d.series {
			row := tx.SampleSeries.Create().SetUserID(userID).SetKind(kind).SetRecordKey(d.key).
				SetName(s.name).SetStartTime(s.at.UTC()).SetUtcOffsetSeconds(offsetOf(s.at)).
				SetCount(s.points.Len()).SetData(s.data)
			if !s.changesAt.IsZero() {
				row.SetOffsetChangesAt(s.changesAt.UTC()).SetLaterOffsetSeconds(offsetOf(s.changesAt))
			}
			rows = append(rows, row)
		}
	}
	_, err := tx.SampleSeries.Delete().
		Where(sampleseries.UserID(userID), sampleseries.Kind(kind), sampleseries.RecordKeyIn(keys...)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("replace series: %w", err)
	}
	for _, some := range chunks(rows, chunkSize) {
		if err := tx.SampleSeries.CreateBulk(some...).Exec(ctx); err != nil {
			return fmt.Errorf("store series: %w", err)
		}
	}
	return nil
}

// storeRaw keeps the elements as Polar sent them: the newest revision of each day.
func storeRaw[C any](ctx context.Context, tx *ent.Tx, now time.Time, userID int, kind string, part []drafted[C]) error {
	rows := make([]*ent.RawPayloadCreate, len(part))
	for i, d := range part {
		rows[i] = tx.RawPayload.Create().SetUserID(userID).SetKind(kind).SetRecordKey(d.key).
			SetRevisedOn(now.Format("2006-01-02")).SetHash(d.rawHash).SetBody(compress(d.raw)).SetFetchedAt(now)
	}
	err := tx.RawPayload.CreateBulk(rows...).
		OnConflict(replace(rawpayload.Columns, "user_id", "kind", "record_key", "revised_on")...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep raw: %w", err)
	}
	return nil
}

// storeStates notes what each record was made from, where it is, and the sequence of its change.
func (b *batch[In, C]) storeStates(ctx context.Context, tx *ent.Tx, seq int64, drafts []drafted[C]) error {
	for _, part := range chunks(drafts, chunkSize) {
		ids, err := b.readIDs(ctx, tx, part)
		if err != nil {
			return err
		}
		if err := b.revive(ctx, tx, part, ids); err != nil {
			return err
		}
		rows := make([]*ent.RecordStateCreate, len(part))
		for i, d := range part {
			seq++
			rows[i] = tx.RecordState.Create().SetUserID(b.userID).SetKind(b.entity.kind).SetRecordKey(d.key).
				SetRecordID(ids[d.key]).SetNillableDate(text(d.date)).SetSourceHash(d.sourceHash).
				SetContentHash(d.contentHash).SetSeq(seq)
		}
		err = tx.RecordState.CreateBulk(rows...).
			OnConflict(replace(recordstate.Columns, "user_id", "kind", "record_key")...).Exec(ctx)
		if err != nil {
			return fmt.Errorf("note states: %w", err)
		}
	}
	return nil
}

// readIDs returns the ids of rows by their natural keys. The statement names the owner itself, since the
// policies of ent do not reach it.
func (b *batch[In, C]) readIDs(ctx context.Context, tx *ent.Tx, part []drafted[C]) (map[string]int, error) {
	e := b.entity
	keys := make([]any, len(part))
	for i, d := range part {
		keys[i] = d.key
	}
	query, args := sql.Dialect(b.writer.DB.Dialect).Select("id", e.column).From(sql.Table(e.table)).
		Where(sql.And(sql.EQ("user_id", b.userID), sql.In(e.column, keys...))).Query()
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read ids of %s: %w", e.table, err)
	}
	defer func() { _ = rows.Close() }()
	ids := make(map[string]int, len(part))
	for rows.Next() {
		var id int
		var key string
		if err := rows.Scan(&id, &key); err != nil {
			return nil, fmt.Errorf("read ids of %s: %w", e.table, err)
		}
		ids[key] = id
	}
	return ids, rows.Err()
}

// storeQuarantine keeps the elements that could not be read; one that comes again is only seen again.
func storeQuarantine(ctx context.Context, tx *ent.Tx, now time.Time, userID int, kind string, bad []rejected) error {
	seen := map[string]bool{}
	var rows []*ent.QuarantinedElementCreate
	for _, r := range bad {
		hash := rawHash(r.raw)
		if seen[string(hash)] {
			continue
		}
		seen[string(hash)] = true
		rows = append(rows, tx.QuarantinedElement.Create().SetUserID(userID).SetKind(kind).SetHash(hash).
			SetBody(compress(r.raw)).SetReason(r.reason).SetFirstSeenAt(now).SetLastSeenAt(now))
	}
	for _, part := range chunks(rows, chunkSize) {
		err := tx.QuarantinedElement.CreateBulk(part...).OnConflict(
			sql.ConflictColumns("user_id", "kind", "hash"),
			sql.ResolveWith(func(u *sql.UpdateSet) {
				u.SetExcluded(quarantinedelement.FieldLastSeenAt)
				u.SetExcluded(quarantinedelement.FieldReason)
			})).Exec(ctx)
		if err != nil {
			return fmt.Errorf("quarantine: %w", err)
		}
	}
	return nil
}
