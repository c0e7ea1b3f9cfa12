package database

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"

	"polarflow/ent"
)

// postgresConnections bounds the pool of one process; PostgreSQL allows 100 in all by default.
const postgresConnections = 20

func openPostgres(ctx context.Context, address string, o options) (*DB, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%w: it is not a well-formed postgres:// address", ErrURL)
	}
	if u.Query().Get("sslmode") == "" {
		return nil, fmt.Errorf("%w: it does not state sslmode (add ?sslmode=require, or disable on a trusted network)", ErrURL)
	}
	settings := u.Query()
	settings.Set("TimeZone", "UTC") // instants come back in UTC wherever the server is
	u.RawQuery = settings.Encode()
	connector, err := pq.NewConnector(u.String())
	if err != nil {
		return nil, fmt.Errorf("%w: lib/pq cannot read its parameters", ErrURL)
	}
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(postgresConnections)
	pool.SetMaxIdleConns(postgresConnections)
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("reach PostgreSQL at %s: %w", u.Host, err)
	}
	driver := entsql.OpenDB(dialect.Postgres, pool)
	return &DB{
		Ent: newClient(&router{Driver: driver, read: driver, observe: o.observe}),
		SQL: pool, Dialect: dialect.Postgres,
	}, nil
}

// newClient returns an ent client whose records come back with their times in their own offset.
func newClient(driver dialect.Driver) *ent.Client {
	client := ent.NewClient(ent.Driver(driver))
	client.Intercept(ent.InterceptFunc(inOwnOffset))
	return client
}
