package main

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"polarflow/database"
)

// written is what the loop of plain INSERTs did.
type written struct {
	wall time.Duration
	rows int
}

// tableRows are the rows of one table, value by value.
type tableRows struct {
	table   string
	columns []string
	rows    [][]any
}

// notSynced are the tables whose rows were there before the first sync, or are written beside it when their turn comes.
// So are the results, which are computed of what was synced.
var notSynced = []string{
	"users", "polar_accounts", "worker_processes", "kind_states", "polar_budgets",
	"day_results", "exercise_results", "result_states", "outlooks",
}

// readRows returns every row that a sync wrote.
func readRows(ctx context.Context, db *database.DB) ([]tableRows, error) {
	var list []tableRows
	for _, table := range tables() {
		if slices.Contains(notSynced, table) {
			continue
		}
		t, err := readTable(ctx, db, table)
		if err != nil {
			return nil, fmt.Errorf("read rows of %s: %w", table, err)
		}
		if len(t.rows) > 0 {
			list = append(list, t)
		}
	}
	return list, nil
}

func readTable(ctx context.Context, db *database.DB, table string) (tableRows, error) {
	rows, err := db.SQL.QueryContext(ctx, "SELECT * FROM "+table)
	if err != nil {
		return tableRows{}, err
	}
	defer func() { _ = rows.Close() }()
	t := tableRows{table: table}
	if t.columns, err = rows.Columns(); err != nil {
		return tableRows{}, err
	}
	for rows.Next() {
		row, targets := make([]any, len(t.columns)), make([]any, len(t.columns))
		for i := range row {
			targets[i] = &row[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return tableRows{}, err
		}
		t.rows = append(t.rows, row)
	}
	return t, rows.Err()
}

// writePlainly writes the rows into tables of the same columns without keys, indexes or references: one
// transaction, one prepared INSERT for each table, one execution for each row. It is what database/sql and
// the database allow at most for that many rows of that size written one by one.
func writePlainly(ctx context.Context, db *database.DB, list []tableRows) (written, error) {
	for _, t := range list {
		statement := fmt.Sprintf("CREATE TABLE plain_%s AS SELECT * FROM %s WHERE 1 = 0", t.table, t.table)
		if _, err := db.SQL.ExecContext(ctx, statement); err != nil {
			return written{}, fmt.Errorf("table for %s: %w", t.table, err)
		}
	}
	runtime.GC()
	var out written
	begin := time.Now()
	tx, err := db.SQL.BeginTx(ctx, nil)
	if err != nil {
		return written{}, err
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	for _, t := range list {
		if err := insertAll(ctx, tx, t); err != nil {
			return written{}, fmt.Errorf("rows of %s: %w", t.table, err)
		}
		out.rows += len(t.rows)
	}
	if err := tx.Commit(); err != nil {
		return written{}, err
	}
	out.wall = time.Since(begin)
	return out, nil
}

func insertAll(ctx context.Context, tx *sql.Tx, t tableRows) error {
	holders := make([]string, len(t.columns))
	for i := range holders {
		holders[i] = "$" + strconv.Itoa(i+1)
	}
	stmt, err := tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO plain_%s VALUES (%s)", t.table, strings.Join(holders, ", ")))
	if err != nil {
		return err
	}
	defer func() { _ = stmt.Close() }()
	for _, row := range t.rows {
		if _, err := stmt.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return nil
}
