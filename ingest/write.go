package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

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
	changed, tally := sortOut(found, known)
	drafts, bad := build(w.DB.Ent, e, changed, known, bad, &tally)
	tally.Quarantined = len(bad)
	err = w.DB.InTx(ctx, func(tx *ent.Tx) error {
		return store(ctx, tx, w, p.ID, e, drafts, bad, tally)
	})
	if err != nil {
		return Tally{}, fmt.Errorf("store %s: %w", e.kind, err)
	}
	return tally, nil
}

// locate settles the place of every element. Elements that have none are rejected, and so is every element
// but the last of several that claim the same place.
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
		if where, err := e.place(item.Value, blank); err == nil {
			dates = append(dates, where.date)
		}
	}
	first, last := span(dates)
	if first != "" {
		first, last = shift(first, -1), shift(last, 1)
	}
	return survey(ctx, w.DB, p, w.Now(), first, last)
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

// sortOut returns the elements whose source is new or changed, and counts the others.
func sortOut[In polar.Element](found []element[In], known map[string]*ent.RecordState) ([]element[In], Tally) {
	var changed []element[In]
	var tally Tally
	for _, el := range found {
		if s, ok := known[el.key]; ok && !s.Deleted && bytes.Equal(s.SourceHash, el.hash) {
			tally.Unchanged++
			continue
		}
		changed = append(changed, el)
	}
	return changed, tally
}

// drafted is a changed element with the row that was made of it.
type drafted[C any] struct {
	place
	draft[C]
	raw     json.RawMessage
	rawHash []byte
	hash    []byte
}

// build makes the rows. An element of which no row can be made is rejected.
func build[In polar.Element, C any](client *ent.Client, e entity[In, C], changed []element[In], known map[string]*ent.RecordState, bad []rejected, tally *Tally) ([]drafted[C], []rejected) {
	var drafts []drafted[C]
	for _, el := range changed {
		d, err := e.build(client, el.value, el.place)
		if err != nil {
			bad = append(bad, rejected{raw: el.raw, reason: err.Error()})
			continue
		}
		if s, ok := known[el.key]; ok && !s.Deleted {
			tally.Updated++
		} else {
			tally.Created++
		}
		drafts = append(drafts, drafted[C]{place: el.place, draft: d, raw: el.raw, rawHash: el.rawHash, hash: el.hash})
	}
	return drafts, bad
}
