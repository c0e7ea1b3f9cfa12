package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent/kind"
	"polarflow/ent/viewer"
)

var sqlite = engine{name: "SQLite", address: sqliteAddress}

// What is measured has to be what is claimed: everything in the first sync, nothing but the run and its
// results in the second, and the same rows by plain INSERTs.
func TestRound(t *testing.T) {
	t.Parallel()
	athletes, err := newAthletes(2, lookbackDays)
	if err != nil {
		t.Fatal(err)
	}
	r, err := measureRound(t.Context(), sqlite, athletes)
	if err != nil {
		t.Fatal(err)
	}
	perPerson := len(kind.All())
	want := []int{2 * perPerson, 2 * perPerson, 2 * (1 + perPerson), 0, r.first.wrote.rows}
	got := []int{r.first.requests, r.second.requests, r.second.wrote.rows, r.second.wrote.points, r.plain.rows}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("requests, requests again, rows of the second sync, its samples, plain rows:", diff)
	}
	records := len(athletes[0].records) + len(athletes[1].records)
	if r.first.wrote.rows < 3*records {
		t.Errorf("%d rows of %d records: each is a row, a raw payload and a state", r.first.wrote.rows, records)
	}
	if r.first.received < jsonBytes(elementsOf(athletes[0], kind.Exercise)) {
		t.Errorf("%d bytes received, less than the exercises alone", r.first.received)
	}
}

// The whole life of an athlete is stored, in parts that do not exceed the whole.
func TestMeasureYear(t *testing.T) {
	t.Parallel()
	a, err := newAthlete(1, 30)
	if err != nil {
		t.Fatal(err)
	}
	s, err := measureYear(viewer.System(t.Context()), sqlite, a)
	if err != nil {
		t.Fatal(err)
	}
	var tables, parts int64
	for _, n := range s.tables {
		tables += n
	}
	for _, k := range kind.All() {
		if s.kinds[k].raw == 0 {
			t.Errorf("no raw payload of %s", k)
		}
		parts += s.kinds[k].raw + s.kinds[k].series
	}
	if parts >= tables || tables > s.total {
		t.Errorf("payloads %d, tables %d, file %d: not each in the next", parts, tables, s.total)
	}
}
