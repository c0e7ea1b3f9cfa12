package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/polar"
	"polarflow/series"
)

// MappingVersion is part of every source hash: raising it has each record derived anew from what Polar sends
// next, although that has not changed.
const MappingVersion = 1

// entity says how the elements of one kind become rows: In is Polar's element, C the ent builder of a row.
type entity[In polar.Element, C any] struct {
	kind kind.Kind
	// table and column locate the natural key in the database.
	table, column string
	// witness, where it is set, takes what the batch itself says about the zones of its days.
	witness func([]polar.Item[In], *surroundings)
	// place settles what the element itself does not say: its date, its key, the zone of its times.
	place func(In, *surroundings) (place, error)
	// mutation gives access to what a row holds.
	mutation func(C) ent.Mutation
	// build fills a row. It reads nothing but its arguments.
	build func(*ent.Client, In, place) (draft[C], error)
	// upsert writes rows by their natural key.
	upsert func(context.Context, *ent.Tx, []C) error
}

// place is where and when a record belongs.
type place struct {
	userID int
	// key is the natural key within the person's records of the kind.
	key string
	// date is the calendar date, empty for kinds that have none.
	date string
	// zone is what the record's local times are read in.
	zone zone
	// now is when the row is written.
	now time.Time
	// night is the stored night of the date, for records whose samples are dated by it.
	night *ent.Sleep
}

// context is what the record is derived from apart from its element, as text for the source hash.
func (p place) context() string {
	text := fmt.Sprintf("v%d %s", MappingVersion, p.zone)
	if p.night != nil {
		text += fmt.Sprintf(" night %s %s", p.night.StartTime, p.night.EndTime)
	}
	return text
}

// draft is a row that is ready to be written, with its series.
type draft[C any] struct {
	row    C
	series []samples
}

// samples is one series of a record. The offsets count from at, which is in the record's own offset.
type samples struct {
	name   string
	at     moment
	points series.Series
	// changesAt is the first instant in another offset than that of at; zero when there is none.
	changesAt moment
}

// errMissing is the reason for an element without something that its record cannot be without.
func errMissing(field string) error { return errors.New("element has no " + field) }

// replace resolves a conflict on the natural key by taking every column of the new row, nulls included: a
// value that Polar took back does not stay.
func replace(columns []string, key ...string) []sql.ConflictOption {
	return []sql.ConflictOption{
		sql.ConflictColumns(key...),
		sql.ResolveWith(func(u *sql.UpdateSet) {
			for _, column := range columns {
				if column != "id" && column != "user_id" {
					u.SetExcluded(column)
				}
			}
		}),
	}
}
