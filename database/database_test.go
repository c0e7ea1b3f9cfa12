package database_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/schema"
	"polarflow/ent/viewer"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }

// The SQL files and ent/schema must describe the same database, in both dialects.
func TestMigrationsMatchSchema(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		var out bytes.Buffer
		if err := db.Ent.Schema.WriteTo(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		statements := strings.NewReplacer("BEGIN;", "", "COMMIT;", "").Replace(out.String())
		if diff := cmp.Diff("", strings.TrimSpace(statements)); diff != "" {
			t.Errorf("the schema needs a migration (go run ./database/newmigration NAME):\n%s", diff)
		}
	})
}

func TestMigrateTwiceAndCurrent(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal("second migration:", err)
		}
		if err := db.Current(t.Context()); err != nil {
			t.Error("after migration:", err)
		}
	})
	empty, err := database.Open(t.Context(), "sqlite://"+filepath.Join(t.TempDir(), "empty.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = empty.Close() }()
	if err := empty.Current(t.Context()); !errors.Is(err, database.ErrSchema) {
		t.Errorf("empty database: got %v, want ErrSchema", err)
	}
}

// Several processes may start at once.
func TestMigrateConcurrently(t *testing.T) {
	t.Parallel()
	address := dbtest.Address(t, "postgres")
	failed := make(chan error, 4)
	for range cap(failed) {
		go func() {
			db, err := database.Open(context.Background(), address)
			if err != nil {
				failed <- err
				return
			}
			failed <- errors.Join(db.Migrate(context.Background()), db.Close())
		}()
	}
	for range cap(failed) {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
}

func TestOpenRefusesBadAddress(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]string{
		"no scheme":          "polarflow.db",
		"other database":     "mysql://root:hunter2@localhost/x",
		"sqlite, no path":    "sqlite://",
		"postgres, no ssl":   "postgres://someone:hunter2@localhost/x",
		"postgres malformed": "postgres://someone:hunter2@local host/x?sslmode=disable",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := database.Open(t.Context(), address)
			if !errors.Is(err, database.ErrURL) {
				t.Fatalf("got %v, want ErrURL", err)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the password is in the error: %v", err)
			}
		})
	}
}

func TestInTxRollsBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := viewer.System(t.Context())
		boom := errors.New("boom")
		err := db.InTx(ctx, func(tx *ent.Tx) error {
			tx.User.Create().SetDisplayName("gone").SaveX(ctx)
			return boom
		})
		if !errors.Is(err, boom) {
			t.Errorf("got %v, want boom", err)
		}
		if n := db.Ent.User.Query().CountX(ctx); n != 0 {
			t.Errorf("%d users after a rolled back transaction", n)
		}
	})
}

// A record's times come back in the record's own offset, whatever the database made of them.
func TestTimesComeBackInTheirOwnOffset(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := viewer.System(t.Context())
		u := db.Ent.User.Create().SaveX(ctx)
		start := time.Date(2025, 10, 25, 23, 30, 0, 0, time.FixedZone("", 3*3600))
		end := time.Date(2025, 10, 26, 7, 0, 0, 675_000_000, time.FixedZone("", 2*3600))
		db.Ent.Sleep.Create().SetUserID(u.ID).SetDate("2025-10-26").
			SetStartTime(start.UTC()).SetEndTime(end.UTC()).
			SetStartOffsetSeconds(3 * 3600).SetEndOffsetSeconds(2 * 3600).SaveX(ctx)
		got := db.Ent.Sleep.Query().OnlyX(ctx)
		want := []string{"2025-10-25T23:30:00+03:00", "2025-10-26T07:00:00.675+02:00"}
		if diff := cmp.Diff(want, []string{got.StartTime.Format(time.RFC3339Nano), got.EndTime.Format(time.RFC3339Nano)}); diff != "" {
			t.Error(diff)
		}
	})
}

// Reads and writes without a viewer are errors, and another person's rows are out of sight and reach.
func TestTenancy(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		system := viewer.System(t.Context())
		mine := db.Ent.User.Create().SaveX(system)
		other := db.Ent.User.Create().SaveX(system)
		theirs := db.Ent.CardioLoad.Create().SetUserID(other.ID).SetDate("2026-01-01").SetLoad(1).SaveX(system)
		me := viewer.Person(t.Context(), mine.ID)

		if _, err := db.Ent.CardioLoad.Query().All(t.Context()); !errors.Is(err, schema.ErrNoViewer) {
			t.Errorf("query without viewer: %v", err)
		}
		if _, err := db.Ent.CardioLoad.Create().SetUserID(mine.ID).SetDate("2026-01-01").Save(t.Context()); !errors.Is(err, schema.ErrNoViewer) {
			t.Errorf("create without viewer: %v", err)
		}
		if n := db.Ent.CardioLoad.Query().CountX(me); n != 0 {
			t.Errorf("%d rows of another person in sight", n)
		}
		if err := db.Ent.CardioLoad.UpdateOneID(theirs.ID).SetLoad(2).Exec(me); !ent.IsNotFound(err) {
			t.Errorf("update of another person's row: %v", err)
		}
		if n := db.Ent.CardioLoad.Delete().ExecX(me); n != 0 {
			t.Errorf("deleted %d rows of another person", n)
		}
		if err := db.Ent.CardioLoad.Create().SetUserID(other.ID).SetDate("2026-01-02").Exec(me); err == nil {
			t.Error("created a row for another person")
		}
		if n := db.Ent.User.Query().CountX(me); n != 1 {
			t.Errorf("%d people in sight, want oneself", n)
		}
		if db.Ent.CardioLoad.GetX(system, theirs.ID).Load == nil {
			t.Error("the other person's row was changed")
		}
	})
}

// Health data is nobody else's to read.
func TestSQLiteFileIsPrivate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "private.db")
	db, err := database.Open(t.Context(), "sqlite://"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
