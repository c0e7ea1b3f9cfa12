package main

import (
	"context"
	"fmt"
	"time"

	"polarflow/database"
)

// stored is what a database holds and how many bytes that takes in it.
type stored struct {
	engine string
	took   time.Duration // of the import
	contents
	total  int64            // bytes of the whole file, or of all tables with their indexes
	tables map[string]int64 // bytes of each table with its indexes
	kinds  map[string]share
}

// share is what the records of one kind came to.
type share struct {
	rows   int   // series and raw payloads
	series int64 // bytes of the encoded samples
	raw    int64 // bytes of the compressed elements
}

// measureStorage tidies the database up as its own maintenance would and measures it.
func measureStorage(ctx context.Context, db *database.DB) (s stored, err error) {
	measure := sqliteTables
	if db.IsPostgres() {
		measure = postgresTables
	}
	if s.total, s.tables, err = measure(ctx, db); err != nil {
		return stored{}, fmt.Errorf("size of tables: %w", err)
	}
	if s.contents, err = contentsOf(ctx, db); err != nil {
		return stored{}, err
	}
	s.kinds, err = sharesOf(ctx, db)
	return s, err
}

// sqliteTables returns the size of the file after VACUUM, and its pages by the table to which they belong.
func sqliteTables(ctx context.Context, db *database.DB) (total int64, sizes map[string]int64, err error) {
	for _, statement := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := db.SQL.ExecContext(ctx, statement); err != nil {
			return 0, nil, fmt.Errorf("%s: %w", statement, err)
		}
	}
	total, err = number(ctx, db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
	if err != nil {
		return 0, nil, err
	}
	sizes, err = sums(ctx, db, `SELECT s.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_schema s ON s.name = d.name GROUP BY s.tbl_name`)
	return total, sizes, err
}

// postgresTables returns the sizes of polarflow's tables with their indexes and what is kept out of line.
func postgresTables(ctx context.Context, db *database.DB) (total int64, sizes map[string]int64, err error) {
	if _, err := db.SQL.ExecContext(ctx, "VACUUM"); err != nil {
		return 0, nil, fmt.Errorf("VACUUM: %w", err)
	}
	sizes, err = sums(ctx, db, `SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables`)
	for _, table := range tables() {
		total += sizes[table]
	}
	return total, sizes, err
}

// sums returns the numbers that a query gives for names.
func sums(ctx context.Context, db *database.DB, query string) (map[string]int64, error) {
	rows, err := db.SQL.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int64{}
	for rows.Next() {
		var name string
		var n int64
		if err := rows.Scan(&name, &n); err != nil {
			return nil, err
		}
		out[name] = n
	}
	return out, rows.Err()
}

// sharesOf adds up the samples and the raw payloads of each kind.
func sharesOf(ctx context.Context, db *database.DB) (map[string]share, error) {
	rows, err := db.SQL.QueryContext(ctx, `SELECT kind, sum(n), sum(series), sum(raw) FROM (
		SELECT kind, count(*) AS n, sum(length(data)) AS series, 0 AS raw FROM sample_series GROUP BY kind
		UNION ALL
		SELECT kind, count(*), 0, sum(length(body)) FROM raw_payloads GROUP BY kind) AS parts GROUP BY kind`)
	if err != nil {
		return nil, fmt.Errorf("bytes of each kind: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]share{}
	for rows.Next() {
		var kind string
		var s share
		if err := rows.Scan(&kind, &s.rows, &s.series, &s.raw); err != nil {
			return nil, fmt.Errorf("bytes of each kind: %w", err)
		}
		out[kind] = s
	}
	return out, rows.Err()
}
