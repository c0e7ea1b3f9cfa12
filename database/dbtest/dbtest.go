package dbtest

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"polarflow/database"
)

var (
	start     sync.Once
	server    *Cluster
	template  string // a migrated database that the others are copies of
	errServer error
)

// Run runs a package's tests and then stops the PostgreSQL server that they started:
//
//	func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }
func Run(m *testing.M) int {
	code := m.Run()
	if server != nil {
		server.Stop()
	}
	return code
}

// Each runs a test against a fresh, migrated database of each kind. Where there is no PostgreSQL its half is
// skipped and says so, except in CI, where that is a failure.
func Each(t *testing.T, test func(t *testing.T, db *database.DB), opts ...database.Option) {
	t.Helper()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(t, open(t, Address(t, kind), opts...))
		})
	}
}

// SQLite returns a fresh, migrated SQLite database.
func SQLite(t testing.TB, opts ...database.Option) *database.DB {
	t.Helper()
	return open(t, Address(t, "sqlite"), opts...)
}

// Postgres returns a fresh, migrated PostgreSQL database.
func Postgres(t testing.TB, opts ...database.Option) *database.DB {
	t.Helper()
	return open(t, Address(t, "postgres"), opts...)
}

// Address returns the DATABASE_URL of a fresh database: on PostgreSQL a migrated one, on SQLite a file that
// does not exist yet.
func Address(t testing.TB, kind string) string {
	t.Helper()
	if kind == "sqlite" {
		return "sqlite://" + filepath.Join(t.TempDir(), "polarflow.db")
	}
	start.Do(startServer)
	if errors.Is(errServer, ErrNoPostgres) && os.Getenv("CI") == "" {
		t.Skip("PostgreSQL half skipped: ", errServer)
	}
	if errServer != nil {
		t.Fatal(errServer)
	}
	address, err := server.create(t.Context(), template)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drop(t, address) })
	return address
}

func drop(t testing.TB, address string) {
	u, err := url.Parse(address)
	if err == nil {
		err = server.admin(context.Background(), `DROP DATABASE IF EXISTS "`+strings.TrimPrefix(u.Path, "/")+`" WITH (FORCE)`)
	}
	if err != nil {
		t.Error(err)
	}
}

func open(t testing.TB, address string, opts ...database.Option) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), address, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

// startServer starts the server and migrates the template, once for each test binary.
func startServer() {
	ctx := context.Background()
	if server, errServer = StartPostgres(ctx); errServer != nil {
		server = nil
		return
	}
	address, err := server.CreateEmpty(ctx)
	if err != nil {
		errServer = err
		return
	}
	db, err := database.Open(ctx, address)
	if err != nil {
		errServer = err
		return
	}
	errServer = errors.Join(db.Migrate(ctx), db.Close())
	u, _ := url.Parse(address)
	template = strings.TrimPrefix(u.Path, "/")
}
