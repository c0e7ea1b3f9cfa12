package rows

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/user"
)

// table is one kind of row and how it is listed.
type table[T any] struct {
	// name of the type in the schema, for ids and cursors.
	name string
	// sort is the column that orders lists, before the id.
	sort string
	// place of a row.
	place func(*T) place
	// position is the value of sort in a row: text, a time or a number.
	position func(*T) any

	statement[T]
}

// statement runs one SELECT over a table, confined by ent to the viewer's rows and shaped by a modifier.
type statement[T any] struct {
	rows func(ctx context.Context, c *ent.Client, shape func(*sql.Selector)) ([]*T, error)
	scan func(ctx context.Context, c *ent.Client, shape func(*sql.Selector), into any) error
}

// scanner is what ent's Modify returns.
type scanner interface {
	Scan(ctx context.Context, into any) error
}

// selects returns the statement over the table that start begins a query of.
func selects[T any, S scanner, Q interface {
	Modify(...func(*sql.Selector)) S
	All(context.Context) ([]*T, error)
}](start func(*ent.Client) Q) statement[T] {
	return statement[T]{
		rows: func(ctx context.Context, c *ent.Client, shape func(*sql.Selector)) ([]*T, error) {
			q := start(c)
			q.Modify(shape)
			return q.All(ctx)
		},
		scan: func(ctx context.Context, c *ent.Client, shape func(*sql.Selector), into any) error {
			return start(c).Modify(shape).Scan(ctx, into)
		},
	}
}

// ownerColumn is the column of the person in every table but that of the people.
func (t table[T]) ownerColumn() string {
	if t.name == "User" {
		return user.FieldID
	}
	return "user_id"
}

// errorf names the table in an error.
func (t table[T]) wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %s: %w", doing, t.name, err)
}
