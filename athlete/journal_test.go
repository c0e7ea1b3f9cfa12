package athlete

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/analytics"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/journalentry"
)

// note adds an entry and returns it.
func (p *person) note(n Note) (entry *ent.JournalEntry, err error) {
	err = p.db.InTx(p.ctx, func(tx *ent.Tx) error {
		entry, err = AddEntry(p.ctx, tx, p.id, n, now)
		return err
	})
	return entry, err
}

func TestJournal(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p, other := newPerson(t, db, 1), newPerson(t, db, 2)
		p.night(begin + 4)
		p.recompute()
		before := p.seq()
		two := 2.0
		first, err := p.note(Note{Day: begin + 1, Kind: journalentry.KindALCOHOL, Amount: &two, Text: "with friends"})
		must(t, err)
		_, err = p.note(Note{Day: begin + 1, Kind: journalentry.KindALCOHOL})
		must(t, err)
		_, err = p.note(Note{Day: begin + 3, Kind: journalentry.KindILLNESS, Amount: &two})
		must(t, err)
		if p.seq() == before {
			t.Error("the person's row is as before although the journal changed")
		}
		if written := p.recompute(); written != 0 {
			t.Errorf("%d results rest on the journal", written)
		}
		list, err := Journal(p.ctx, db.Ent, p.id, begin, begin+10)
		must(t, err)
		a, err := Load(p.ctx, db.Ent, p.id, 0)
		must(t, err)
		noted := a.Behaviours(list)
		type values [4]float64
		of := func(b analytics.Behaviour) (v values) {
			for i := range v {
				v[i] = noted[b].At(begin + 1 + analytics.Day(i))
			}
			return v
		}
		if diff := cmp.Diff(values{3, 0, 0, 0}, of(analytics.Alcohol)); diff != "" {
			t.Error("drinks:", diff)
		}
		if noted[analytics.Illness].Has(begin+2) || noted[analytics.Illness].At(begin+3) != 1 || noted[analytics.Illness].At(begin+4) != 0 {
			t.Error("illness is not what was noted")
		}
		err = db.InTx(other.ctx, func(tx *ent.Tx) error {
			_, err := RemoveEntry(other.ctx, tx, other.id, first.ID)
			return err
		})
		if !errors.Is(err, ErrNoEntry) {
			t.Errorf("somebody else removes an entry: %v", err)
		}
		must(t, db.InTx(p.ctx, func(tx *ent.Tx) error {
			_, err := RemoveEntry(p.ctx, tx, p.id, first.ID)
			return err
		}))
		if list, err = Journal(p.ctx, db.Ent, p.id, begin, begin+10); err != nil || len(list) != 2 {
			t.Errorf("%d entries are left, %v", len(list), err)
		}
	})
}

func TestJournalRefuses(t *testing.T) {
	t.Parallel()
	p := newPerson(t, dbtest.SQLite(t), 1)
	below, above := -1.0, MostAmount+1.0
	for name, n := range map[string]Note{
		"no such kind":        {Day: begin, Kind: "SNORING"},
		"a date far away":     {Day: begin + 50_000, Kind: journalentry.KindNOTE},
		"a negative amount":   {Day: begin, Kind: journalentry.KindSTRESS, Amount: &below},
		"too great an amount": {Day: begin, Kind: journalentry.KindALCOHOL, Amount: &above},
		"too long a note":     {Day: begin, Kind: journalentry.KindNOTE, Text: strings.Repeat("ä", LongestNote+1)},
	} {
		if _, err := p.note(n); !errors.Is(err, ErrNote) {
			t.Errorf("%s: %v, want ErrNote", name, err)
		}
	}
	for i := range MostOfADay + 1 {
		_, err := p.note(Note{Day: begin, Kind: journalentry.KindNOTE, Text: strings.Repeat("ä", LongestNote)})
		if full := i == MostOfADay; errors.Is(err, ErrNote) != full {
			t.Fatalf("entry %d of a day: %v", i+1, err)
		}
	}
}
