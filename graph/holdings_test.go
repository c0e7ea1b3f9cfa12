package graph_test

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	entschema "entgo.io/ent/dialect/sql/schema"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/migrate"
)

// holdings are the rows that there are in each table, a row as its columns.
type holdings map[string][][]any

// cells returns the rows of a table for which a condition holds.
func (w *world) cells(t testing.TB, table, condition string) [][]any {
	t.Helper()
	found, err := w.db.SQL.QueryContext(t.Context(), "SELECT * FROM "+table+" WHERE "+condition+" ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]any
	for found.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// namesNobody are the tables in which a person is not even named.
var namesNobody = []string{"deregistrations", "polar_budgets", "polar_webhooks", "worker_processes"}

// condition says which rows of a table are a person's; it knows every table, or fails the test.
func condition(t testing.TB, table *entschema.Table, u *ent.User) string {
	t.Helper()
	for _, c := range table.Columns {
		if c.Name == "user_id" {
			return fmt.Sprintf("user_id = %d", u.ID)
		}
	}
	switch table.Name {
	case "users":
		return fmt.Sprintf("id = %d", u.ID)
	case "webhook_events":
		return "polar_user_id = 'polar-" + *u.ExternalID + "'"
	case "sign_in_failures":
		return "subject LIKE 'pair " + hex.EncodeToString(auth.HashSecret(*u.ExternalID)[:8]) + " %'"
	}
	t.Fatalf("say here how the table %s names a person", table.Name)
	return ""
}

// holdingsOf returns what is kept of a person, in every table that there is and among the jobs.
func (w *world) holdingsOf(t testing.TB, u *ent.User) holdings {
	t.Helper()
	all := holdings{}
	for _, table := range migrate.Tables {
		if !slices.Contains(namesNobody, table.Name) {
			all[table.Name] = w.cells(t, table.Name, condition(t, table, u))
		}
	}
	all["river_job"] = w.jobsOf(t, u)
	return all
}

// jobs returns what each job asks for: its id, its kind and its arguments as text.
func (w *world) jobs(t testing.TB) [][]any {
	t.Helper()
	arguments := "json(args)"
	if w.db.IsPostgres() {
		arguments = "args"
	}
	return w.cells(t, "(SELECT id, kind, "+arguments+" AS args FROM river_job) AS jobs", "1 = 1")
}

// jobsOf returns the jobs that name a person.
func (w *world) jobsOf(t testing.TB, u *ent.User) [][]any {
	t.Helper()
	var found [][]any
	for _, job := range w.jobs(t) {
		var args struct {
			UserID int `json:"user_id"`
		}
		if err := json.Unmarshal([]byte(text(job[2])), &args); err != nil {
			t.Fatal(err)
		}
		if args.UserID == u.ID {
			found = append(found, job)
		}
	}
	return found
}

// everybodys returns every row of every table, jobs included.
func (w *world) everybodys(t testing.TB) holdings {
	t.Helper()
	all := holdings{"river_job": w.jobs(t)}
	for _, table := range migrate.Tables {
		all[table.Name] = w.cells(t, table.Name, "1 = 1")
	}
	return all
}

// text returns a cell as text, and "" for what is neither text nor JSON.
func text(cell any) string {
	switch cell := cell.(type) {
	case string:
		return cell
	case []byte:
		if utf8.Valid(cell) {
			return string(cell)
		}
	}
	return ""
}

// texts returns the different texts of some length in the rows.
func (h holdings) texts() map[string]bool {
	const telling = 6 // characters: what is shorter stands for many things
	found := map[string]bool{}
	for _, rows := range h {
		for _, row := range rows {
			for _, cell := range row {
				if s := text(cell); len(s) >= telling {
					found[s] = true
				}
			}
		}
	}
	return found
}

// canaries returns the texts that are in these rows and not in the others.
func (h holdings) canaries(others holdings) []string {
	known := others.texts()
	var own []string
	for s := range maps.Keys(h.texts()) {
		if !known[s] {
			own = append(own, s)
		}
	}
	return own
}

// leaked returns the canaries that occur in a text.
func leaked(canaries []string, in string) []string {
	var found []string
	for _, c := range canaries {
		if strings.Contains(in, c) {
			found = append(found, c)
		}
	}
	return found
}
