package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Outlook is what was worked out of a person as of the newest day: what stands out, and what the days teach of the
// nights. It takes seconds to compute, so the last one is kept.
type Outlook struct{ ent.Schema }

// Mixin of the Outlook.
func (Outlook) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the Outlook.
func (Outlook) Fields() []ent.Field {
	return []ent.Field{
		field.String("date").MaxLen(10).Comment("The day as of which it was worked out, YYYY-MM-DD."),
		field.Int("version").Comment("Of the methods."),
		field.Int64("seq").Comment("The person's results_seq when it was written: it is of what is stored while that is the same."),
		bytes("body", "The outlook: JSON, compressed with zstd."),
	}
}

// Indexes of the Outlook.
func (Outlook) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id").Unique()}
}
