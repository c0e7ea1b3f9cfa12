package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"entgo.io/ent/schema/mixin"
)

// Measurements may be missing, and missing is not zero: every one of them is a nullable column.

func number(name, comment string) ent.Field {
	return field.Float(name).Optional().Nillable().Comment(comment)
}

func count(name, comment string) ent.Field {
	return field.Int(name).Optional().Nillable().Comment(comment)
}

func word(name, comment string) ent.Field {
	return field.String(name).Optional().Nillable().Comment(comment)
}

func instant(name, comment string) ent.Field {
	return field.Time(name).Optional().Nillable().Comment(comment)
}

// bytes is a binary column (bytea on PostgreSQL, blob on SQLite).
func bytes(name, comment string) ent.Field {
	return field.Bytes(name).Comment(comment).SchemaType(map[string]string{
		dialect.Postgres: "bytea", dialect.SQLite: "blob",
	})
}

// Measured is the mixin of every kind of record that Polar delivers: it belongs to a person, has a calendar
// date and says when its content last changed.
type Measured struct{ mixin.Schema }

// Fields returns the columns that all kinds share.
func (Measured) Fields() []ent.Field {
	return []ent.Field{
		field.String("date").MaxLen(10).Comment("Calendar date in the person's own day, YYYY-MM-DD: ISO text sorts as the calendar does in both databases."),
		field.Time("updated_at").Default(time.Now).Comment("When the content last changed; a sync that brings nothing new does not move it."),
	}
}

// Daily is the mixin of the kinds that have at most one record for each date.
type Daily struct{ mixin.Schema }

// Indexes returns the natural key (person, date).
func (Daily) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "date").Unique()}
}

// Keyed is the mixin of the kinds that can have several records on one date.
type Keyed struct{ mixin.Schema }

// Fields returns the natural key within the person's records.
func (Keyed) Fields() []ent.Field {
	return []ent.Field{
		field.String("record_key").Comment("What tells the record from the person's others of its kind: Polar's id, else its start."),
	}
}

// Indexes returns the natural key (person, key) and the one that lists by date.
func (Keyed) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "record_key").Unique(),
		index.Fields("user_id", "date"),
	}
}

// Offset is the mixin of records whose times share one offset from UTC.
type Offset struct{ mixin.Schema }

// Fields returns the offset.
func (Offset) Fields() []ent.Field {
	return []ent.Field{
		field.Int("utc_offset_seconds").Default(0).Comment("Offset from UTC that was in force for the record, in seconds east."),
	}
}
