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
	pool := sql.OpenDB(punctual{connector})
	pool.SetMaxOpenConns(postgresConnections)
	pool.SetMaxIdleConns(postgresConnections)
	var schema string
	if err := pool.QueryRowContext(ctx, "SELECT COALESCE(current_schema(), '')").Scan(&schema); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("reach PostgreSQL at %s: %w", u.Host, err)
	}
	driver, hub := entsql.OpenDB(dialect.Postgres, pool), newHub()
	return &DB{
		Ent: newClient(&router{Driver: driver, read: driver, observe: o.observe}),
		SQL: pool, Dialect: dialect.Postgres, hub: hub, pending: newPending(),
		antenna: &antenna{hub: hub, address: antennaAddress(u), schema: schema},
		patient: connector,
	}, nil
}

// antennaAddress returns the address for the connection that listens, which gives up an attempt to connect
// after a while, so that closing it never takes longer.
func antennaAddress(u *url.URL) string {
	settings := u.Query()
	if settings.Get("connect_timeout") == "" {
		settings.Set("connect_timeout", "5")
	}
	own := *u
	own.RawQuery = settings.Encode()
	return own.String()
}

// newClient returns an ent client whose records come back with their times in their own offset.
func newClient(driver dialect.Driver) *ent.Client {
	client := ent.NewClient(ent.Driver(driver))
	client.Intercept(ent.InterceptFunc(inOwnOffset))
	return client
}
