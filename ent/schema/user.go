package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// User is a person whose watch data is kept.
type User struct{ ent.Schema }

// Fields of the User.
func (User) Fields() []ent.Field {
	return []ent.Field{
		field.String("external_id").Optional().Nillable().Unique().Comment("The calling application's own id for the person."),
		field.String("display_name").Optional().Nillable(),
		field.String("time_zone").Default("UTC").Comment("IANA name."),
		field.Bool("time_zone_inferred").Default(true).Comment("Nobody has set the zone yet; it is the server's."),
		field.Int64("change_seq").Default(0).Comment("The last change sequence given to one of the person's records."),
		field.Int64("results_seq").Default(0).Comment("Moves when something changes that is kept beside Polar's records: the computed results, the journal."),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).Comment("When the profile was last changed; syncs do not move it."),
	}
}

// Interceptors confines queries to the viewer's own row.
func (User) Interceptors() []ent.Interceptor { return []ent.Interceptor{confine("id")} }

// Policy lets only the server and service credentials create people, and confines changes to oneself.
func (User) Policy() ent.Policy { return ownerPolicy{column: "id"} }
