package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// RecordState is what is known about one record of any kind apart from its content: where it is, what it
// was made from, when it last changed, and whether it is gone. It is the change feed, the tombstones and
// the coverage of all kinds in one table.
type RecordState struct{ ent.Schema }

// Mixin of the RecordState.
func (RecordState) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the RecordState.
func (RecordState) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").Immutable(),
		field.String("record_key").Immutable().Comment("The record's natural key within its kind."),
		field.Int("record_id").Comment("Its id in the table of its kind."),
		field.String("date").MaxLen(10).Optional().Nillable().Comment("Its calendar date, for kinds that have one."),
		bytes("source_hash", "SHA-256 of what the record was derived from: the raw element, the offset that was inferred, the version of the mapping."),
		field.Bytes("content_hash").Optional().Nillable().Comment("SHA-256 of the row and its series: an element that only looks different does not count as a change."),
		field.Int64("seq").Comment("The person's change sequence at the last change."),
		field.Bool("deleted").Default(false).Comment("A tombstone: the record is gone, its raw payload is kept."),
	}
}

// Indexes of the RecordState.
func (RecordState) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "kind", "record_key").Unique(),
		index.Fields("user_id", "seq"),
		index.Fields("user_id", "kind", "date"),
	}
}

// RawPayload is an element exactly as Polar sent it. Of a record that keeps growing, the newest revision of
// each day is kept.
type RawPayload struct{ ent.Schema }

// Mixin of the RawPayload.
func (RawPayload) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the RawPayload.
func (RawPayload) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").Immutable(),
		field.String("record_key").Immutable(),
		field.String("revised_on").MaxLen(10).Immutable().Comment("The UTC date on which Polar sent this revision."),
		bytes("hash", "SHA-256 of the element."),
		bytes("body", "The element's bytes, compressed with zstd."),
		field.Time("fetched_at").Default(time.Now),
	}
}

// Indexes of the RawPayload.
func (RawPayload) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "kind", "record_key", "revised_on").Unique()}
}

// QuarantinedElement is an element that Polar sent and that could not be read; the rest of its batch was
// stored.
type QuarantinedElement struct{ ent.Schema }

// Mixin of the QuarantinedElement.
func (QuarantinedElement) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the QuarantinedElement.
func (QuarantinedElement) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").Immutable(),
		bytes("hash", "SHA-256 of the element."),
		bytes("body", "The element's bytes, compressed with zstd."),
		field.String("reason").Comment("What could not be read, and where."),
		field.Time("first_seen_at").Default(time.Now).Immutable(),
		field.Time("last_seen_at").Default(time.Now),
	}
}

// Indexes of the QuarantinedElement.
func (QuarantinedElement) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "kind", "hash").Unique()}
}

// SampleSeries holds one stored series of one record (the heart rate of a night, the speed of a workout) in
// the codec of package series. Samples live here and nowhere else, so that no list can load them by accident.
type SampleSeries struct{ ent.Schema }

// Mixin of the SampleSeries.
func (SampleSeries) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Offset{}} }

// Fields of the SampleSeries.
func (SampleSeries) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").Immutable(),
		field.String("record_key").Immutable(),
		field.String("name").Immutable().Comment("HEART_RATE, HRV, STEPS, ROUTE_LATITUDE …"),
		field.Time("start_time").Comment("The instant from which the offsets count."),
		field.Int("count").Comment("Points stored."),
		instant("offset_changes_at", "When clocks changed during the series."),
		count("later_offset_seconds", "Offset from UTC after that, in seconds east."),
		bytes("data", "The points, encoded by package series."),
	}
}

// Indexes of the SampleSeries.
func (SampleSeries) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "kind", "record_key", "name").Unique()}
}
