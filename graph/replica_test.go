package graph_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/viewer"
	"polarflow/graph/rows"
	"polarflow/ingest"
)

// replica is a client's copy of a person's records, by id: what an app on a phone keeps.
type replica struct {
	records map[string]record
	cursor  any
}

// record is what the copy keeps of one record.
type record struct {
	Kind  string
	Value any // the one number by which the test tells contents apart
}

const pull = `query($since: String, $first: Int!) { viewer { changes(since: $since, first: $first) {
	cursor hasMore resetRequired changes { kind deleted nodeId node {
		... on CardioLoad { value: load } ... on SkinTemperature { value: celsius } ... on Exercise { value: distanceMeters } } } } } }`

// pull applies the next stretch of changes and reports whether there is more. It fails the test when the stretch
// has more changes than were made between its two cursors: then one of them came twice.
func (c *replica) pull(t *testing.T, w *world, secret string, first int) (more bool) {
	t.Helper()
	feed := w.ask(t, secret, pull, vars{"since": c.cursor, "first": first}).at(t, "viewer", "changes").(map[string]any)
	changes := feed["changes"].([]any)
	if from, to := position(t, c.cursor), position(t, feed["cursor"]); int64(len(changes)) > to.Seq-from.Seq || to.Before(from) {
		t.Errorf("%d changes between %v and %v", len(changes), from, to)
	}
	for _, change := range changes {
		c.apply(change.(map[string]any))
	}
	c.cursor = feed["cursor"]
	if feed["resetRequired"].(bool) {
		t.Error("the copy has to be dropped")
	}
	return feed["hasMore"].(bool)
}

// apply takes one change over into the copy.
func (c *replica) apply(change map[string]any) {
	id := change["nodeId"].(string)
	node, _ := change["node"].(map[string]any)
	if change["deleted"].(bool) || node == nil {
		delete(c.records, id)
		return
	}
	c.records[id] = record{change["kind"].(string), node["value"]}
}

func position(t *testing.T, cursor any) rows.Position {
	t.Helper()
	if cursor == nil {
		return rows.Position{}
	}
	p, ok := rows.ParsePosition(cursor.(string))
	if !ok {
		t.Fatalf("%v is no cursor", cursor)
	}
	return p
}

// original reads the same of the records that there really are.
func (w *world) original(t *testing.T, u *ent.User) map[string]record {
	t.Helper()
	ctx := viewer.Person(t.Context(), u.ID)
	all := make(map[string]record)
	for _, r := range w.db.Ent.CardioLoad.Query().AllX(ctx) {
		all[globalID("CardioLoad", r.ID)] = record{kind.CardioLoad, *r.Load}
	}
	for _, r := range w.db.Ent.SkinTemperature.Query().AllX(ctx) {
		all[globalID("SkinTemperature", r.ID)] = record{kind.SkinTemperature, *r.Celsius}
	}
	for _, r := range w.db.Ent.Exercise.Query().AllX(ctx) {
		all[globalID("Exercise", r.ID)] = record{kind.Exercise, *r.DistanceMeters}
	}
	return all
}

// syncing is one writer that stores batches of a person's records as a sync does.
type syncing struct {
	writer *ingest.Writer
	person ingest.Person
	random *rand.Rand
}

// element returns an element of Polar's about one of a few records, with a content that differs from time to time.
func (s *syncing) element(k kind.Kind) json.RawMessage {
	day, value := 1+s.random.IntN(9), s.random.IntN(1000)
	switch k {
	case kind.CardioLoad:
		return fmt.Appendf(nil, `{"date":"2026-02-0%d","cardio_load":%d}`, day, value)
	case kind.SkinTemperature:
		return fmt.Appendf(nil, `{"sleep_date":"2026-02-0%d","sleep_time_skin_temperature_celsius":%d}`, day, value)
	}
	return fmt.Appendf(nil, `{"id":"e%d","start_time":"2026-02-0%dT10:00:00","start_time_utc_offset":0,"distance":%d}`, day, day, value)
}

// work writes batches of all kinds in turn and withdraws exercises in between.
func (s *syncing) work(t *testing.T, batches int) {
	ctx := viewer.Person(t.Context(), s.person.ID)
	kinds := []kind.Kind{kind.CardioLoad, kind.Exercise, kind.SkinTemperature, kind.Exercise}
	for i := range batches {
		k := kinds[i%len(kinds)]
		elements := make([]json.RawMessage, 1+s.random.IntN(4))
		for j := range elements {
			elements[j] = s.element(k)
		}
		if _, err := s.writer.Import(ctx, s.person, k, elements); err != nil {
			t.Errorf("import %s: %v", k, err)
		}
		if i%3 == 0 {
			gone := []string{fmt.Sprint("e", 1+s.random.IntN(9)), fmt.Sprint("e", 1+s.random.IntN(9))}
			if _, err := s.writer.WithdrawExercises(ctx, s.person, gone); err != nil {
				t.Errorf("withdraw: %v", err)
			}
		}
	}
}

// A client that follows the changes of a person while several syncs write, update and delete at once ends with
// exactly the records that there are: no change is skipped, and none comes twice. So does one that looks seldom,
// and so misses that an exercise was gone in between.
func TestReplicaOfConcurrentWrites(t *testing.T) {
	t.Parallel()
	const writers, batches = 4, 30
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		secret := w.token(t, u)
		var all sync.WaitGroup
		for i := range writers {
			s := &syncing{
				writer: &ingest.Writer{DB: w.db, Now: w.clock.Now}, person: ingest.Person{ID: u.ID, Home: time.UTC},
				random: rand.New(rand.NewPCG(uint64(i), 7)),
			}
			all.Go(func() { s.work(t, batches) })
		}
		done := make(chan struct{})
		go func() { all.Wait(); close(done) }()
		eager, seldom := &replica{records: map[string]record{}}, &replica{records: map[string]record{}}
		random := rand.New(rand.NewPCG(1, 2))
		for round, writing := 0, true; writing; round++ {
			select {
			case <-done:
				writing = false
			default:
			}
			eager.pull(t, w, secret, 1+random.IntN(5))
			if round%25 == 0 {
				seldom.pull(t, w, secret, 1000)
			}
		}
		want := w.original(t, u)
		for name, copied := range map[string]*replica{"eager": eager, "seldom": seldom, "new": {records: map[string]record{}}} {
			for copied.pull(t, w, secret, 7) {
				continue
			}
			if diff := cmp.Diff(want, copied.records); diff != "" {
				t.Errorf("the %s copy differs from the original: %s", name, diff)
			}
		}
	})
}
