package database

import (
	"context"
	"database/sql"
)

// Pools returns the pools of connections by name, for counting them: main and, on SQLite, read.
func (db *DB) Pools() map[string]*sql.DB {
	pools := map[string]*sql.DB{"main": db.SQL}
	if db.read != nil {
		pools["read"] = db.read
	}
	return pools
}

// QueryContext sends a statement that only reads, and that ent has no words for, to the read pool.
func (r *router) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	r.saw(query)
	return r.read.QueryContext(ctx, query, args...)
}
