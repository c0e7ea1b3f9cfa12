package main

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"

	_ "github.com/lib/pq" // registered as "postgres"
)

// rawStatements build each answer in PostgreSQL, below a line with the question's name.
//
//go:embed raw.sql
var rawStatements string

// serveRaw is the ceiling: one prepared statement builds the answer, and the least that can be done hands it on.
func serveRaw(ctx context.Context) error {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(20)
	prepared := map[string]*sql.Stmt{}
	for part := range strings.SplitSeq(rawStatements, "-- ") {
		name, statement, ok := strings.Cut(part, "\n")
		if !ok {
			continue
		}
		if prepared[name], err = db.PrepareContext(ctx, statement); err != nil { //nolint:sqlclosecheck // the process ends with them
			return fmt.Errorf("prepare %s: %w", name, err)
		}
	}
	return http.ListenAndServe(os.Getenv("ADDRESS"), answerRaw(prepared))
}

// answerRaw answers POST with the name of a statement and its variables.
func answerRaw(prepared map[string]*sql.Stmt) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var asked struct {
			Query     string
			Variables struct {
				ID   int
				Date string
			}
		}
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var args []any
		if asked.Variables.ID != 0 {
			args = []any{asked.Variables.ID, asked.Variables.Date}
		}
		var answer []byte
		if err := prepared[asked.Query].QueryRowContext(r.Context(), args...).Scan(&answer); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(answer)+len(`{"data":}`)))
		_, _ = fmt.Fprintf(w, `{"data":%s}`, answer)
	}
}
