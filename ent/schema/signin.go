package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Login is the name and password with which a person signs in to the pages of their own server.
type Login struct{ ent.Schema }

// Mixin of the Login.
func (Login) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of the Login.
func (Login) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").Unique().Comment("What the person types to sign in, in lower case."),
		field.String("password_hash").Sensitive().Comment("argon2id, in its encoded form with salt and parameters."),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now),
	}
}

// Indexes of the Login.
func (Login) Indexes() []ent.Index { return []ent.Index{index.Fields("user_id").Unique()} }

// Session is a browser that is signed in: for a person, or, without a user, with a service credential.
type Session struct{ ent.Schema }

// Fields of the Session.
func (Session) Fields() []ent.Field {
	return []ent.Field{
		field.Int("user_id").Optional().Nillable().Immutable().Comment("The person who is signed in; null for an operator."),
		bytes("hash", "SHA-256 of the secret in the cookie, which is kept nowhere."),
		field.Bytes("credential_hash").Optional().Nillable().Comment("SHA-256 of the service credential that an operator signed in with: the session ends when that does."),
		field.String("address").Comment("Where the browser was when it signed in."),
		field.String("agent").Comment("What the browser calls itself."),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("last_seen_at").Default(time.Now).Comment("Written at most once a minute."),
		field.Time("expires_at"),
	}
}

// Indexes of the Session.
func (Session) Indexes() []ent.Index {
	return []ent.Index{index.Fields("hash").Unique(), index.Fields("user_id")}
}

// Interceptors confines queries to the viewer's own sessions.
func (Session) Interceptors() []ent.Interceptor { return []ent.Interceptor{confine("user_id")} }

// Policy confines changes to the viewer's own sessions.
func (Session) Policy() ent.Policy { return ownerPolicy{column: "user_id"} }

// SignInFailure counts wrong passwords against one account or from one address, to lock it for a while.
type SignInFailure struct{ ent.Schema }

// Fields of the SignInFailure.
func (SignInFailure) Fields() []ent.Field {
	return []ent.Field{
		field.String("subject").Unique().Comment("«account NAME», «address IP» or «pair NAME IP»."),
		field.Int("count").Default(0),
		field.Time("last_at").Default(time.Now),
		instant("locked_until", "Until when it is locked."),
	}
}

// AuditEvent is one thing that was done with an account, kept to be read by its owner: a sign-in, a token
// made or revoked, a connection, a deletion.
type AuditEvent struct{ ent.Schema }

// Fields of the AuditEvent.
func (AuditEvent) Fields() []ent.Field {
	return []ent.Field{
		field.Int("user_id").Optional().Nillable().Immutable().Comment("Whom it is about; null for what is about nobody, and gone with the person."),
		field.String("action").Immutable().Comment("SIGNED_IN, TOKEN_CREATED …"),
		field.String("actor").Immutable().Comment("Who did it: the person, a token by its prefix, the service key, the server."),
		field.String("address").Immutable().Comment("From where; empty for the server itself and for a terminal."),
		field.String("detail").Immutable().Default("").Comment("What it was about, in plain words and without secrets."),
		field.Time("created_at").Default(time.Now).Immutable(),
	}
}

// Indexes of the AuditEvent.
func (AuditEvent) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "created_at"), index.Fields("created_at")}
}

// Interceptors confines queries to what is about the viewer.
func (AuditEvent) Interceptors() []ent.Interceptor { return []ent.Interceptor{confine("user_id")} }

// Policy confines new events to the viewer.
func (AuditEvent) Policy() ent.Policy { return ownerPolicy{column: "user_id"} }
