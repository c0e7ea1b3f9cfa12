package database

import (
	"context"
	"reflect"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"polarflow/ent"
)

// router is the driver under ent: it sends reads outside of transactions to the read pool, so that on
// SQLite they neither wait for the one writer nor deadlock with it, and everything else to the writer.
type router struct {
	*entsql.Driver
	read    *entsql.Driver
	observe func(query string)
}

// Query sends a SELECT to the read pool and everything else (INSERT … RETURNING) to the writer.
func (r *router) Query(ctx context.Context, query string, args, v any) error {
	r.saw(query)
	if isRead(query) {
		return r.read.Query(ctx, query, args, v)
	}
	return r.Driver.Query(ctx, query, args, v)
}

// Exec sends a statement to the writer.
func (r *router) Exec(ctx context.Context, query string, args, v any) error {
	r.saw(query)
	return r.Driver.Exec(ctx, query, args, v)
}

// Tx begins a transaction on the writer.
func (r *router) Tx(ctx context.Context) (dialect.Tx, error) { return r.Driver.Tx(ctx) }

func (r *router) saw(query string) {
	if r.observe != nil {
		r.observe(query)
	}
}

// inOwnOffset puts the times of every record that a query returns into the record's own offset.
func inOwnOffset(next ent.Querier) ent.Querier {
	return ent.QuerierFunc(func(ctx context.Context, q ent.Query) (ent.Value, error) {
		v, err := next.Query(ctx, q)
		if err != nil {
			return v, err
		}
		rows := reflect.ValueOf(v)
		if rows.Kind() != reflect.Slice {
			return v, nil
		}
		for i := range rows.Len() {
			if r, ok := rows.Index(i).Interface().(interface{ InOwnOffset() }); ok {
				r.InOwnOffset()
			}
		}
		return v, nil
	})
}
