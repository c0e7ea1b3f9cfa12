package graph

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"polarflow/database"
	"polarflow/ent/polaraccount"
	"polarflow/ent/user"
)

// standings tells how people stand: two equal standings of a person mean that nothing has changed in between of their
// own row, their connection and their records. Each write of records moves the person's change sequence, in its
// transaction.
type standings struct {
	db        *database.DB
	statement string

	mu      sync.Mutex
	next    *reading // the people whom the next statement is about
	reading bool     // a statement is under way
}

// reading is one statement about the people who were asked about before it began.
type reading struct {
	people []int
	done   chan struct{}
	found  map[int]string
	err    error
}

// standingTime bounds the statement; who asks has a deadline too.
const standingTime = 10 * time.Second

// newStandings returns the standings of the people in a database.
func newStandings(db *database.DB) *standings {
	columns := []string{"u." + user.FieldID}
	for _, c := range user.Columns {
		columns = append(columns, "u."+c)
	}
	for _, c := range polaraccount.Columns {
		columns = append(columns, "a."+c)
	}
	among := "IN (SELECT value FROM json_each($1))"
	if db.IsPostgres() {
		among = "= ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint))"
	}
	return &standings{db: db, statement: fmt.Sprintf("SELECT %s FROM %s AS u LEFT JOIN %s AS a ON a.%s = u.%s WHERE u.%s %s",
		strings.Join(columns, ", "), user.Table, polaraccount.Table, polaraccount.FieldUserID, user.FieldID, user.FieldID, among)}
}

// of returns how a person stands, or stood at a moment after the call; empty for one who does not exist. Calls that come
// while a statement is under way share the next one.
func (s *standings) of(ctx context.Context, person int) (string, error) {
	r := s.join(person)
	select {
	case <-r.done:
		return r.found[person], r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// join has the next statement be about the person too, and sees to it that there is one.
func (s *standings) join(person int) *reading {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next == nil {
		s.next = &reading{done: make(chan struct{})}
	}
	r := s.next
	if !slices.Contains(r.people, person) {
		r.people = append(r.people, person)
	}
	if !s.reading {
		s.reading = true
		go s.readAll()
	}
	return r
}

// readAll runs statements until nobody waits for one.
func (s *standings) readAll() {
	for {
		s.mu.Lock()
		r := s.next
		s.next = nil
		s.reading = r != nil
		s.mu.Unlock()
		if r == nil {
			return
		}
		r.found, r.err = s.read(r.people)
		close(r.done)
	}
}

// read asks the database.
func (s *standings) read(people []int) (map[int]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), standingTime)
	defer cancel()
	list := strings.ReplaceAll(fmt.Sprint(people), " ", ",")
	rows, err := s.db.Reads().QueryContext(ctx, s.statement, list)
	if err != nil {
		return nil, fmt.Errorf("read how people stand: %w", err)
	}
	defer func() { _ = rows.Close() }()
	found := make(map[int]string, len(people))
	for rows.Next() {
		person, standing, err := scanStanding(rows)
		if err != nil {
			return nil, fmt.Errorf("read how people stand: %w", err)
		}
		found[person] = standing
	}
	return found, rows.Err()
}

// scanStanding returns the digest of a row, which differs when any of its columns does: what the columns hold, sealed
// tokens among them, is not kept.
func scanStanding(rows *sql.Rows) (person int, standing string, err error) {
	columns := make([]sql.RawBytes, len(user.Columns)+len(polaraccount.Columns))
	into := []any{&person}
	for i := range columns {
		into = append(into, &columns[i])
	}
	if err := rows.Scan(into...); err != nil {
		return 0, "", err
	}
	row := make([]byte, 0, 1<<10)
	for _, c := range columns {
		if c == nil {
			row = append(row, "null "...)
			continue
		}
		row = append(append(strconv.AppendInt(row, int64(len(c)), 10), ':'), c...)
	}
	digest := sha256.Sum256(row)
	return person, string(digest[:]), nil
}
