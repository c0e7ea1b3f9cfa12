package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"polarflow/ent/embedded"
)

// KindState is how far the syncs of one person have come with one kind of record.
type KindState struct{ ent.Schema }

// Mixin of the KindState.
func (KindState) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the KindState.
func (KindState) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").Immutable(),
		instant("answered_at", "When Polar last answered for the kind."),
		instant("thorough_at", "When Polar last answered for all days that a sync looks back."),
		field.JSON("listing", map[string]embedded.Listed{}).Optional().Comment("The exercises that Polar last listed, by Polar's id."),
		field.String("reached_date").MaxLen(10).Optional().Nillable().Comment("The earliest date that the reach-back has asked for."),
		field.Int("reach_empty_days").Default(0).Comment("For how many days in a row, going back, Polar has had nothing."),
		field.Bool("reach_done").Default(false).Comment("The reach-back has come to its end for the kind."),
		instant("reach_noted_at", "When the reach-back last came further; what was noted at a time that lies ahead does not count."),
	}
}

// Indexes of the KindState.
func (KindState) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "kind").Unique()}
}

// SyncAsk is something that a run has still to ask Polar for because a webhook told of it.
type SyncAsk struct{ ent.Schema }

// Mixin of the SyncAsk.
func (SyncAsk) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the SyncAsk.
func (SyncAsk) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").Immutable(),
		field.String("subject").Immutable().Comment("A date, two dates with a slash between them, an exercise's id, or nothing for the kind as such."),
		field.Time("noted_at").Default(time.Now),
	}
}

// Indexes of the SyncAsk.
func (SyncAsk) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "kind", "subject").Unique()}
}

// PolarBudget is where this client stands against Polar's limits: one row, for all processes.
type PolarBudget struct{ ent.Schema }

// Fields of the PolarBudget.
func (PolarBudget) Fields() []ent.Field {
	return []ent.Field{
		field.Int("short_limit").Default(0).Comment("Requests allowed in about 15 minutes; 0 while Polar has not said."),
		field.Int("short_used").Default(0),
		instant("short_resets_at", "When the short count begins anew."),
		field.Int("long_limit").Default(0).Comment("Requests allowed in 24 hours; 0 while Polar has not said."),
		field.Int("long_used").Default(0),
		instant("long_resets_at", "When the long count begins anew."),
		instant("stopped_until", "After a 429 nobody asks Polar before this."),
		field.Int64("requests_sent").Default(0).Comment("How many requests have left, over all processes: the number of the last one."),
		field.JSON("on_their_way", []embedded.Request{}).Optional().Comment("The requests that Polar has not answered yet, the oldest first."),
		field.Time("updated_at").Default(time.Now),
	}
}

// WorkerProcess is a process that works jobs and lives, or lived until a moment ago.
type WorkerProcess struct{ ent.Schema }

// Fields of the WorkerProcess.
func (WorkerProcess) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").Unique().Immutable().Comment("Random, new at each start."),
		field.Time("started_at").Default(time.Now).Immutable(),
		field.Time("seen_at").Default(time.Now).Comment("Its heartbeat."),
	}
}

// PolarWebhook is this client's one webhook at Polar: one row.
type PolarWebhook struct{ ent.Schema }

// Fields of the PolarWebhook.
func (PolarWebhook) Fields() []ent.Field {
	return []ent.Field{
		field.String("polar_id").Comment("Polar's id of the webhook."),
		field.String("url"),
		bytes("secret", "The key of the signatures, which Polar tells once, sealed with the encryption key."),
		field.Bool("active").Default(false),
		instant("checked_at", "When Polar last said how the webhook is."),
		instant("last_event_at", "When the last genuine event came."),
		word("problem", "Why the webhook does not work, in plain words."),
	}
}

// WebhookEvent is an event of Polar's that no job has taken up yet.
type WebhookEvent struct{ ent.Schema }

// Fields of the WebhookEvent.
func (WebhookEvent) Fields() []ent.Field {
	return []ent.Field{
		field.String("polar_user_id").Immutable(),
		field.String("event").Immutable(),
		field.String("subject").Immutable().Comment("What the event is about, as in SyncAsk."),
		field.Time("received_at").Default(time.Now).Immutable(),
	}
}

// Indexes of the WebhookEvent: one event told twice is one event.
func (WebhookEvent) Indexes() []ent.Index {
	return []ent.Index{index.Fields("polar_user_id", "event", "subject").Unique()}
}
