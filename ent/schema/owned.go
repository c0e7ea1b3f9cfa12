// Package schema is the domain model, written by hand: the rest of ent is generated from it.
package schema

import (
	"context"
	"errors"
	"fmt"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"

	"polarflow/ent/intercept"
	"polarflow/ent/viewer"
)

// ErrNoViewer is returned by every read and write of a person's rows for which nobody is known to ask.
var ErrNoViewer = errors.New("no viewer in context")

// Owned is the mixin of every table whose rows belong to one person. It is the one place where tenancy is
// kept: queries and mutations are confined to the viewer's rows, and fail when there is no viewer.
type Owned struct{ mixin.Schema }

// Fields returns the owner's id, which never changes.
func (Owned) Fields() []ent.Field {
	return []ent.Field{field.Int("user_id").Immutable()}
}

// Edges returns the owner; its rows go when the person goes.
func (Owned) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("user", User.Type).Field("user_id").Unique().Required().Immutable().
			Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Interceptors confines every query, and every step of a traversal, to the viewer's rows.
func (Owned) Interceptors() []ent.Interceptor { return []ent.Interceptor{confine("user_id")} }

// Policy guards queries and mutations.
func (Owned) Policy() ent.Policy { return ownerPolicy{column: "user_id"} }

// confine returns an interceptor that adds «column = viewer» to queries of a viewer who is one person.
func confine(column string) ent.Interceptor {
	return intercept.TraverseFunc(func(ctx context.Context, q intercept.Query) error {
		v, ok := viewer.FromContext(ctx)
		if !ok {
			return fmt.Errorf("query %s: %w", q.Type(), ErrNoViewer)
		}
		if !v.All {
			q.WhereP(sql.FieldEQ(column, v.UserID))
		}
		return nil
	})
}

// ownerPolicy is the policy of a table whose rows belong to the person in column.
type ownerPolicy struct{ column string }

// EvalQuery denies a query for which nobody is known to ask; confine does the rest.
func (p ownerPolicy) EvalQuery(ctx context.Context, _ ent.Query) error {
	if _, ok := viewer.FromContext(ctx); !ok {
		return fmt.Errorf("query: %w", ErrNoViewer)
	}
	return nil
}

// EvalMutation confines updates and deletes to the viewer's rows and refuses to create a row for somebody
// else. Interceptors do not see mutations, so this must.
func (p ownerPolicy) EvalMutation(ctx context.Context, m ent.Mutation) error {
	v, ok := viewer.FromContext(ctx)
	if !ok {
		return fmt.Errorf("%s %s: %w", m.Op(), m.Type(), ErrNoViewer)
	}
	if v.All {
		return nil
	}
	if m.Op().Is(ent.OpCreate) {
		return p.checkCreate(v, m)
	}
	where, ok := m.(interface {
		WhereP(...func(*sql.Selector))
	})
	if !ok {
		return fmt.Errorf("%s %s cannot be confined to its owner", m.Op(), m.Type())
	}
	where.WhereP(sql.FieldEQ(p.column, v.UserID))
	return nil
}

func (p ownerPolicy) checkCreate(v viewer.Viewer, m ent.Mutation) error {
	owner, ok := m.Field(p.column)
	if !ok || owner != v.UserID {
		return fmt.Errorf("create %s for another person: %w", m.Type(), ErrNoViewer)
	}
	return nil
}
