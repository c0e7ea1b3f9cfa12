package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/lib/pq"
)

// rememberedStatements bounds what a connection remembers; PostgreSQL keeps a plan for each.
const rememberedStatements = 200

// session is what a connection of lib/pq can do.
type session interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.QueryerContext
	driver.ExecerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
	driver.NamedValueChecker
}

// remembering is a connection that prepares the reads which it sees a second time: lib/pq asks PostgreSQL twice for
// each statement with arguments that is not prepared, and PostgreSQL plans it anew.
type remembering struct {
	session
	seen *simplelru.LRU[string, driver.Stmt] // by text; nil for what was seen once
}

func newRemembering(s session) *remembering {
	// the only error is about a bound below 1
	seen, _ := simplelru.NewLRU(rememberedStatements, func(_ string, statement driver.Stmt) {
		if statement != nil {
			_ = statement.Close() // the connection says so itself when it is broken
		}
	})
	return &remembering{s, seen}
}

// QueryContext runs a read, prepared if it was seen before.
func (c *remembering) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) == 0 || !isRead(query) {
		return c.session.QueryContext(ctx, query, args)
	}
	statement, known := c.seen.Get(query)
	if !known {
		c.seen.Add(query, nil)
		return c.session.QueryContext(ctx, query, args)
	}
	if statement == nil {
		var err error
		if statement, err = c.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
		c.seen.Add(query, statement)
	}
	return c.run(ctx, query, statement, args)
}

// run runs a prepared statement, and forgets one that does not fit the tables any more: the next one does.
func (c *remembering) run(ctx context.Context, query string, statement driver.Stmt, args []driver.NamedValue) (driver.Rows, error) {
	prepared, ok := statement.(driver.StmtQueryContext)
	if !ok {
		return nil, errors.New("the driver cannot run prepared statements")
	}
	rows, err := prepared.QueryContext(ctx, args)
	var refused *pq.Error
	if errors.As(err, &refused) && (refused.Code == "0A000" || refused.Code == "26000") {
		c.seen.Remove(query)
	}
	return rows, err //nolint:wrapcheck // database/sql compares it
}

// isRead reports whether a statement only reads.
func isRead(query string) bool {
	return strings.HasPrefix(query, "SELECT") || strings.HasPrefix(query, "WITH")
}
