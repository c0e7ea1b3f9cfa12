package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// PolarAccount is a person's connection to Polar.
type PolarAccount struct{ ent.Schema }

// Mixin of the PolarAccount.
func (PolarAccount) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the PolarAccount.
func (PolarAccount) Fields() []ent.Field {
	return []ent.Field{
		field.String("polar_user_id").Unique().Comment("Polar's id of the account; one account serves one person."),
		field.String("member_id").Comment("What the person is called in the registration at Polar: random, new for each connection."),
		field.Enum("status").Values("ACTIVE", "CONSENT_MISSING", "REVOKED").Default("ACTIVE"),
		bytes("token", "The access token, sealed with the encryption key."),
		instant("token_expires_at", "When Polar says that the token ends."),
		field.Time("connected_at").Default(time.Now),
		instant("last_synced_at", "End of the last sync that reached Polar."),
		field.Time("next_sync_at").Default(time.Now).Comment("When the person is due again."),
		field.JSON("news_hours", []float64{}).Optional().Comment("How often syncs found news in each hour of the person's day, fading with time: 24 numbers, or none yet."),
		word("problem", "What the person should do, in plain words, when status is not ACTIVE."),
	}
}

// Indexes of the PolarAccount.
func (PolarAccount) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id").Unique(),
		index.Fields("status", "next_sync_at"),
		index.Fields("status", "last_synced_at"),
	}
}

// ConnectState is one journey through Polar's consent page, from connectPolar to the callback.
type ConnectState struct{ ent.Schema }

// Mixin of the ConnectState.
func (ConnectState) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the ConnectState.
func (ConnectState) Fields() []ent.Field {
	return []ent.Field{
		bytes("ticket_hash", "SHA-256 of the ticket in authorizeUrl."),
		field.Bytes("state_hash").Optional().Nillable().Comment("SHA-256 of the state that was sent to Polar, once the browser has come by."),
		field.Bytes("browser_hash").Optional().Nillable().Comment("SHA-256 of the cookie that binds the journey to one browser."),
		field.String("return_url").Comment("Allow-listed address to land on; empty for a plain page of this server."),
		field.Time("expires_at"),
		instant("used_at", "When the callback consumed the state; it works once."),
	}
}

// Indexes of the ConnectState.
func (ConnectState) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("ticket_hash").Unique(),
		index.Fields("state_hash").Unique(),
	}
}

// ApiToken is a credential made by a person or, without a user, a service credential.
type ApiToken struct{ ent.Schema }

// Fields of the ApiToken.
func (ApiToken) Fields() []ent.Field {
	return []ent.Field{
		field.Int("user_id").Optional().Nillable().Immutable().Comment("The person whose data it reads; null for a service token."),
		field.String("name"),
		field.String("prefix").Comment("The first characters of the secret, to tell tokens apart."),
		bytes("hash", "SHA-256 of the secret, which is kept nowhere."),
		field.JSON("scopes", []string{}),
		field.Time("created_at").Default(time.Now).Immutable(),
		instant("expires_at", "When it stops working; null for never."),
		instant("last_used_at", "Written at most once a minute."),
		instant("revoked_at", "When it was revoked."),
	}
}

// Indexes of the ApiToken.
func (ApiToken) Indexes() []ent.Index {
	return []ent.Index{index.Fields("hash").Unique(), index.Fields("user_id")}
}

// Interceptors confines queries to the viewer's own tokens.
func (ApiToken) Interceptors() []ent.Interceptor { return []ent.Interceptor{confine("user_id")} }

// Policy confines changes to the viewer's own tokens.
func (ApiToken) Policy() ent.Policy { return ownerPolicy{column: "user_id"} }

// Deregistration is a registration at Polar that has still to be deleted. It is all that is left of a
// connection, and of a person who was deleted, until Polar has answered.
type Deregistration struct{ ent.Schema }

// Fields of the Deregistration.
func (Deregistration) Fields() []ent.Field {
	return []ent.Field{
		bytes("sealed", "Polar's user id and the access token, sealed with the encryption key."),
		field.Time("created_at").Default(time.Now).Immutable(),
	}
}
