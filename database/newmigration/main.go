// Command newmigration writes the SQL files that take both databases from the migrations so far to the
// schema in ent/schema:
//
//	go run ./database/newmigration NAME
//
// It plans against empty development databases: an SQLite file, and a private PostgreSQL cluster (or the
// server of TEST_DATABASE_URL).
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/template"
	"time"

	"ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"

	"polarflow/database"
	"polarflow/database/dbtest"
	tables "polarflow/ent/migrate"
)

// forwardOnly writes goose's files without a way back: migrations only go forward.
var forwardOnly = migrate.TemplateFormatter{{
	N: template.Must(template.New("name").Funcs(template.FuncMap{
		"now": func() string { return time.Now().UTC().Format("20060102150405") },
	}).Parse("{{ now }}_{{ .Name }}.sql")),
	C: template.Must(template.New("content").Parse(
		"-- +goose Up\n{{ range .Changes }}{{ with .Comment }}-- {{ . }}\n{{ end }}{{ .Cmd }};\n{{ end }}")),
}}

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "newmigration:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("usage: go run ./database/newmigration NAME")
	}
	folder, err := os.MkdirTemp("", "newmigration")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	cluster, err := dbtest.StartPostgres(ctx)
	if err != nil {
		return fmt.Errorf("a PostgreSQL to plan against: %w", err)
	}
	defer cluster.Stop()
	address, err := cluster.CreateEmpty(ctx)
	if err != nil {
		return err
	}
	return errors.Join(
		plan(ctx, "sqlite://"+filepath.Join(folder, "dev.db"), dialect.SQLite, "sqlite", args[0]),
		plan(ctx, address, dialect.Postgres, "postgres", args[0]),
	)
}

// plan replays the migrations of one dialect on an empty database and writes the file that is missing.
func plan(ctx context.Context, address, kind, folder, name string) error {
	db, err := database.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	dir, err := sqltool.NewGooseDir(filepath.Join("database", "migrations", folder))
	if err != nil {
		return fmt.Errorf("migrations of %s: %w", folder, err)
	}
	m, err := schema.NewMigrate(entsql.OpenDB(kind, db.SQL),
		schema.WithDir(dir), schema.WithMigrationMode(schema.ModeReplay), schema.WithDialect(kind),
		schema.WithFormatter(forwardOnly), schema.WithGlobalUniqueID(false), schema.WithDropIndex(true))
	if err != nil {
		return fmt.Errorf("plan %s: %w", folder, err)
	}
	return m.NamedDiff(ctx, name, tables.Tables...)
}
