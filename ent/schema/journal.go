package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// JournalEntry is something that a person notes of a day.
type JournalEntry struct{ ent.Schema }

// Mixin of the JournalEntry.
func (JournalEntry) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the JournalEntry.
func (JournalEntry) Fields() []ent.Field {
	return []ent.Field{
		field.String("date").MaxLen(10).Immutable().Comment("Calendar date in the person's own day, YYYY-MM-DD."),
		field.Enum("kind").Immutable().
			Values("ALCOHOL", "ILLNESS", "INJURY", "TRAVEL", "MENSTRUATION", "LATE_MEAL", "STRESS", "NOTE"),
		field.Float("amount").Optional().Nillable().Immutable().Comment("How much: drinks of ALCOHOL, 1 to 3 of ILLNESS, INJURY, STRESS and MENSTRUATION, hours of time zones of TRAVEL."),
		field.String("note").MaxLen(2000).Optional().Nillable().Immutable(),
		field.Time("created_at").Default(time.Now).Immutable(),
	}
}

// Indexes of the JournalEntry.
func (JournalEntry) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "date")}
}
