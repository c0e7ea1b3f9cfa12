package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// SyncRun is one sync of one person, from queued to done.
type SyncRun struct{ ent.Schema }

// Mixin of the SyncRun.
func (SyncRun) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the SyncRun.
func (SyncRun) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("trigger").Values("MANUAL", "SCHEDULED", "STARTUP", "WEBHOOK", "CONNECT", "REACH_BACK").Immutable(),
		field.Enum("status").Values("QUEUED", "RUNNING", "SUCCEEDED", "PARTIAL", "FAILED", "RATE_LIMITED").Default("QUEUED"),
		field.Bool("reaching_back").Default(false).Immutable().Comment("The run fetches old records for as long as that takes; true exactly for trigger REACH_BACK."),
		field.JSON("kinds", []string{}).Comment("The kinds to ask Polar for, in order."),
		field.Int64("job_id").Optional().Comment("The River job that carries it out."),
		word("carrier", "The worker's try that has taken it up and not let go of it: a random word. Nobody else changes the run meanwhile, except to take it over."),
		field.Time("queued_at").Default(time.Now).Immutable(),
		instant("started_at", "When a worker first took it up."),
		instant("finished_at", "When it ended."),
		instant("heartbeat_at", "When its worker last said that it lives; a run whose worker fell silent is taken up by another."),
		instant("resumes_at", "When it goes on, while it waits for Polar's limit."),
		field.Int("polar_requests").Default(0).Comment("Requests made to Polar so far."),
		field.Int("held_requests").Default(0).Comment("Requests of Polar's limits that are held back for it while it runs."),
		word("error", "Why the run as a whole failed, in plain words."),
	}
}

// Edges of the SyncRun.
func (SyncRun) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("results", SyncResult.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of the SyncRun: a person has at most one run queued or running, and besides one that reaches back.
func (SyncRun) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "reaching_back").Unique().StorageKey("sync_runs_one_of_each").
			Annotations(entsql.IndexWhere("finished_at IS NULL")),
		index.Fields("user_id", "queued_at"),
		index.Fields("status", "heartbeat_at"),
		index.Fields("finished_at"),
	}
}

// SyncResult is what one run found for one kind of record.
type SyncResult struct{ ent.Schema }

// Mixin of the SyncResult.
func (SyncResult) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the SyncResult.
func (SyncResult) Fields() []ent.Field {
	return []ent.Field{
		field.Int("run_id").Immutable(),
		field.String("kind").Immutable(),
		field.Enum("status").Values("QUEUED", "RUNNING", "SUCCEEDED", "PARTIAL", "FAILED", "RATE_LIMITED"),
		field.Int("created").Default(0),
		field.Int("updated").Default(0),
		field.Int("unchanged").Default(0),
		field.Int("quarantined").Default(0),
		word("error_code", "The class of the failure."),
		word("error", "Why the kind failed, in plain words."),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of the SyncResult.
func (SyncResult) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("run", SyncRun.Type).Ref("results").Field("run_id").Unique().Required().Immutable(),
	}
}

// Indexes of the SyncResult.
func (SyncResult) Indexes() []ent.Index {
	return []ent.Index{index.Fields("run_id", "kind").Unique()}
}
