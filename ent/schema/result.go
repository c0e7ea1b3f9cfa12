package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// DayResult is what is said of one day of a person by one version of the methods.
type DayResult struct{ ent.Schema }

// Mixin of the DayResult.
func (DayResult) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the DayResult.
func (DayResult) Fields() []ent.Field {
	return []ent.Field{
		field.String("date").MaxLen(10).Immutable().Comment("Calendar date, YYYY-MM-DD."),
		field.Int("version").Immutable().Comment("Of the methods."),
		bytes("metrics", "The values of the estimates, 8 bytes each in a fixed order, so that a chart reads one of them alone."),
		bytes("body", "Everything that is said of the day: JSON, compressed with zstd."),
	}
}

// Indexes of the DayResult.
func (DayResult) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "version", "date").Unique()}
}

// ExerciseResult is what is computed from the samples of one exercise by one version of the methods.
type ExerciseResult struct{ ent.Schema }

// Mixin of the ExerciseResult.
func (ExerciseResult) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the ExerciseResult.
func (ExerciseResult) Fields() []ent.Field {
	return []ent.Field{
		field.Int("exercise_id").Immutable(),
		field.Int("version").Immutable().Comment("Of the methods."),
		field.Int64("seq").Comment("The change sequence of the exercise from which it was computed."),
		field.String("heart").Comment("The heart rates and sex that it was computed with."),
		number("trimp", "Its training impulse by our own computation; null where the samples carry none."),
		bytes("body", "Everything that is said of it: JSON, compressed with zstd."),
	}
}

// Edges of the ExerciseResult: it goes with the exercise.
func (ExerciseResult) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("exercise", Exercise.Type).Field("exercise_id").Unique().Required().Immutable().
			Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of the ExerciseResult.
func (ExerciseResult) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("exercise_id", "version").Unique(),
		index.Fields("user_id", "version"),
	}
}

// ResultState is how the results of a person stand: which are served, and what has still to be computed.
type ResultState struct{ ent.Schema }

// Mixin of the ResultState.
func (ResultState) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the ResultState.
func (ResultState) Fields() []ent.Field {
	return []ent.Field{
		field.Int("version").Default(0).Comment("The newest version of the methods of which all days are stored, which is the one that is served; 0 for none."),
		field.String("changed_from").MaxLen(10).Optional().Nillable().Comment("The first date whose records have changed since the results were computed; null when nothing has."),
		field.Int64("mark").Default(0).Comment("Moves with every change of the records: what was computed before is not written after."),
		field.Bytes("inputs").Optional().Nillable().SchemaType(map[string]string{dialect.Postgres: "bytea", dialect.SQLite: "blob"}).
			Comment("The daily values that the results were computed from, so that those of a new day are computed without reading all records."),
		instant("computed_at", "When the results were last brought up to date."),
	}
}

// Indexes of the ResultState.
func (ResultState) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id").Unique(),
		index.Fields("version"),
		index.Fields("changed_from"),
	}
}
