package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/recordstate"
	"polarflow/polar"
)

// element is one readable element of a batch with where it belongs.
type element[In polar.Element] struct {
	place
	value   In
	raw     json.RawMessage
	rawHash []byte
	hash    []byte // of its source
}

// rejected is an element that goes to quarantine, and why.
type rejected struct {
	raw    json.RawMessage
	reason string
}

// write stores a batch of one kind for one person, in one transaction.
func write[In polar.Element, C any](ctx context.Context, w *Writer, p Person, e entity[In, C], b polar.Batch[In]) (Tally, error) {
	found, bad, err := locate(ctx, w, p, e, b)
	if err != nil {
		return Tally{}, fmt.Errorf("locate %s: %w", e.kind, err)
	}
	known, err := readStates(ctx, w.DB.Ent, p.ID, e.kind, keysOf(found))
	if err != nil {
		return Tally{}, err
	}
	batch := batch[In, C]{writer: w, userID: p.ID, entity: e, bad: bad}
	batch.build(found, known)
	tally, err := batch.store(ctx)
	if err != nil {
		return Tally{}, fmt.Errorf("store %s: %w", e.kind, err)
	}
	return tally, nil
}

// longestKey bounds natural keys: PostgreSQL indexes no more than a third of a page.
const longestKey = 200

// The dates that a record can have. Others are mistakes, and some of them no database can hold.
const (
	firstDate = "1970-01-01"
	lastDate  = "2100-12-31"
)

// check returns why a place cannot be true.
func (p place) check() error {
	switch {
	case len(p.key) > longestKey:
		return errors.New("what identifies the element is too long")
	case p.date != "" && (p.date < firstDate || p.date > lastDate):
		return errors.New("the element's date is outside 1970 to 2100")
	}
	return nil
}

// locate settles the place of every element. Elements that have none are rejected, and of several that claim
// the same place so are all but the fullest.
func locate[In polar.Element, C any](ctx context.Context, w *Writer, p Person, e entity[In, C], b polar.Batch[In]) ([]element[In], []rejected, error) {
	var bad []rejected
	for _, u := range b.Unreadable {
		bad = append(bad, rejected{raw: u.Raw, reason: u.Err.Error()})
	}
	around, err := surroundingsOf(ctx, w, p, e, b)
	if err != nil {
		return nil, nil, err
	}
	var found []element[In]
	at := map[string]int{}
	for _, item := range b.Items {
		where, err := e.place(item.Value, around)
		if err == nil {
			err = where.check()
		}
		if err != nil {
			bad = append(bad, rejected{raw: item.Raw, reason: err.Error()})
			continue
		}
		where.userID, where.now = p.ID, w.Now().UTC().Truncate(time.Microsecond)
		el := element[In]{place: where, value: item.Value, raw: item.Raw, rawHash: rawHash(item.Raw)}
		el.hash = sourceHash(el.rawHash, where.context())
		i, again := at[where.key]
		if !again {
			at[where.key] = len(found)
			found = append(found, el)
			continue
		}
		if len(found[i].raw) > len(el.raw) {
			el, found[i] = found[i], el
		}
		if !bytes.Equal(found[i].hash, el.hash) {
			bad = append(bad, rejected{raw: found[i].raw, reason: "another element of the same batch is the same record"})
		}
		found[i] = el
	}
	return found, bad, nil
}

// surroundingsOf surveys the days of a batch. A first pass without surroundings finds out which days those
// are; a night begins on the evening before, and a zone may move a date by a day.
func surroundingsOf[In polar.Element, C any](ctx context.Context, w *Writer, p Person, e entity[In, C], b polar.Batch[In]) (*surroundings, error) {
	blank := &surroundings{person: p, now: w.Now()}
	var dates []string
	for _, item := range b.Items {
		if where, err := e.place(item.Value, blank); err == nil && where.check() == nil {
			dates = append(dates, where.date)
		}
	}
	first, last := span(dates)
	if first != "" {
		first, last = shift(first, -1), shift(last, 1)
	}
	around, err := survey(ctx, w.DB, p, w.Now(), first, last)
	if err == nil && e.witness != nil {
		e.witness(b.Items, around)
	}
	return around, err
}

func shift(date string, days int) string {
	d, err := polar.ParseDate(date)
	if err != nil {
		return date
	}
	return d.AddDays(days).String()
}

func keysOf[In polar.Element](found []element[In]) []string {
	keys := make([]string, len(found))
	for i, el := range found {
		keys[i] = el.key
	}
	return keys
}

// readStates returns what is known of the records with these keys.
func readStates(ctx context.Context, client *ent.Client, userID int, kind string, keys []string) (map[string]*ent.RecordState, error) {
	known := make(map[string]*ent.RecordState, len(keys))
	for _, part := range chunks(keys, chunkSize) {
		states, err := client.RecordState.Query().
			Where(recordstate.UserID(userID), recordstate.Kind(kind), recordstate.RecordKeyIn(part...)).
			All(ctx)
		if err != nil {
			return nil, fmt.Errorf("read what is known of %s: %w", kind, err)
		}
		for _, s := range states {
			known[s.RecordKey] = s
		}
	}
	return known, nil
}

// batch is what is to be written of one kind for one person.
type batch[In polar.Element, C any] struct {
	writer    *Writer
	userID    int
	entity    entity[In, C]
	changed   []drafted[C] // new or changed records
	restated  []drafted[C] // records whose element looks different and says the same
	unchanged int
	bad       []rejected
}

// drafted is a row that is ready to be written, with what it was made of.
type drafted[C any] struct {
	place
	row         C
	series      []encoded
	raw         json.RawMessage
	rawHash     []byte
	sourceHash  []byte
	contentHash []byte
	known       *ent.RecordState // nil for a record that is new
}

// build makes the rows of the elements whose source is new or changed. An element of which no row can be
// made is rejected.
func (b *batch[In, C]) build(found []element[In], known map[string]*ent.RecordState) {
	for _, el := range found {
		state := known[el.key]
		if state != nil && state.Deleted {
			state = nil
		}
		if state != nil && bytes.Equal(state.SourceHash, el.hash) {
			b.unchanged++
			continue
		}
		d, err := b.draft(el)
		if err != nil {
			b.bad = append(b.bad, rejected{raw: el.raw, reason: err.Error()})
			continue
		}
		d.known = state
		if state != nil && state.ContentHash != nil && bytes.Equal(*state.ContentHash, d.contentHash) {
			b.restated = append(b.restated, d)
			continue
		}
		b.changed = append(b.changed, d)
	}
}

// draft makes the row of one element.
func (b *batch[In, C]) draft(el element[In]) (drafted[C], error) {
	made, err := b.entity.build(b.writer.DB.Ent, el.value, el.place)
	if err != nil {
		return drafted[C]{}, err
	}
	d := drafted[C]{place: el.place, row: made.row, raw: el.raw, rawHash: el.rawHash, sourceHash: el.hash}
	if d.series, err = encode(made.series); err != nil {
		return drafted[C]{}, err
	}
	d.contentHash, err = contentHash(b.entity.mutation(made.row), d.series)
	return d, err
}

// store writes the batch in one transaction. If the database refuses a value in it, the batch is written
// element by element, so that only the one at fault is rejected.
func (b *batch[In, C]) store(ctx context.Context) (Tally, error) {
	err := b.storeAll(ctx)
	if !database.IsValueError(err) {
		return b.tally(), err
	}
	changed := b.changed
	b.changed = nil
	for _, d := range changed {
		err := b.writer.DB.InTx(ctx, func(tx *ent.Tx) error { return b.storeRecords(ctx, tx, []drafted[C]{d}) })
		switch {
		case database.IsValueError(err):
			b.bad = append(b.bad, rejected{raw: d.raw, reason: "the database does not store a value of the element"})
		case err != nil:
			return Tally{}, err
		default:
			b.changed = append(b.changed, d)
		}
	}
	tally := b.tally()
	b.changed = nil
	return tally, b.writer.DB.InTx(ctx, func(tx *ent.Tx) error { return b.storeRest(ctx, tx, tally) })
}

// storeAll writes everything in one transaction.
func (b *batch[In, C]) storeAll(ctx context.Context) error {
	return b.writer.DB.InTx(ctx, func(tx *ent.Tx) error {
		if err := b.storeRecords(ctx, tx, b.changed); err != nil {
			return err
		}
		return b.storeRest(ctx, tx, b.tally())
	})
}

// tally counts what became of the elements.
func (b *batch[In, C]) tally() Tally {
	t := Tally{Unchanged: b.unchanged + len(b.restated), Quarantined: len(b.bad)}
	for _, d := range b.changed {
		if d.known == nil {
			t.Created++
		} else {
			t.Updated++
		}
	}
	return t
}
