package rows

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/polaraccount"
	"polarflow/ent/session"
	"polarflow/ent/syncresult"
	"polarflow/ent/user"
)

// Person returns whom a row or day belongs to.
func (r *Reader) Person(ctx context.Context, row any) (*ent.User, error) {
	return r.people.load(ctx, r.originOf(row), none{})
}

// PolarAccount returns a person's connection to Polar, nil when there is none.
func (r *Reader) PolarAccount(ctx context.Context, person *ent.User) (*ent.PolarAccount, error) {
	return r.accounts.load(ctx, r.originOf(person), none{})
}

// TokensOf returns a person's API tokens, oldest first.
func (r *Reader) TokensOf(ctx context.Context, person *ent.User) ([]*ent.ApiToken, error) {
	return r.tokens.load(ctx, r.originOf(person), none{})
}

// SessionsOf returns a person's sessions, the last one to begin first, those that have expired included.
func (r *Reader) SessionsOf(ctx context.Context, person *ent.User) ([]*ent.Session, error) {
	return r.sessions.load(ctx, r.originOf(person), none{})
}

// Results returns what a sync found, kind by kind in the order in which it asked for them.
func (r *Reader) Results(ctx context.Context, run *ent.SyncRun) ([]*ent.SyncResult, error) {
	return r.results.load(ctx, r.originOf(run), none{})
}

func (r *Reader) fetchPeople(ctx context.Context, _ none, ids []int) (map[int]*ent.User, error) {
	found, err := r.client.User.Query().Where(user.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	adopt(r, r.People.place, found)
	people := make(map[int]*ent.User, len(found))
	for _, u := range found {
		people[u.ID] = u
	}
	return people, nil
}

func (r *Reader) fetchAccounts(ctx context.Context, _ none, people []int) (map[int]*ent.PolarAccount, error) {
	found, err := r.client.PolarAccount.Query().Where(polaraccount.UserIDIn(people...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read connections: %w", err)
	}
	adopt(r, accountPlace, found)
	accounts := make(map[int]*ent.PolarAccount, len(found))
	for _, a := range found {
		accounts[a.UserID] = a
	}
	return accounts, nil
}

func (r *Reader) fetchTokens(ctx context.Context, _ none, people []int) (map[int][]*ent.ApiToken, error) {
	found, err := r.client.ApiToken.Query().Where(apitoken.UserIDIn(people...)).
		Order(apitoken.ByCreatedAt(), apitoken.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read tokens: %w", err)
	}
	tokens := make(map[int][]*ent.ApiToken, len(people))
	for _, t := range found {
		tokens[numberOf(t.UserID)] = append(tokens[numberOf(t.UserID)], t)
	}
	return tokens, nil
}

func (r *Reader) fetchSessions(ctx context.Context, _ none, people []int) (map[int][]*ent.Session, error) {
	found, err := r.client.Session.Query().Where(session.UserIDIn(people...)).
		Order(session.ByCreatedAt(sql.OrderDesc()), session.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read sessions: %w", err)
	}
	sessions := make(map[int][]*ent.Session, len(people))
	for _, s := range found {
		sessions[numberOf(s.UserID)] = append(sessions[numberOf(s.UserID)], s)
	}
	return sessions, nil
}

func (r *Reader) fetchResults(ctx context.Context, _ none, runs []int) (map[int][]*ent.SyncResult, error) {
	found, err := r.client.SyncResult.Query().Where(syncresult.RunIDIn(runs...)).
		Order(syncresult.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read results of syncs: %w", err)
	}
	results := make(map[int][]*ent.SyncResult, len(runs))
	for _, s := range found {
		results[s.RunID] = append(results[s.RunID], s)
	}
	return results, nil
}

// Coverage is how much is kept of one kind of a person's records.
type Coverage struct {
	UserID    int            `sql:"user_id"`
	Kind      string         `sql:"kind"`
	Count     int            `sql:"count"`
	FirstDate sql.NullString `sql:"first_date"`
	LastDate  sql.NullString `sql:"last_date"`
}

// CoverageOf returns one entry for each kind of which a person has records.
func (r *Reader) CoverageOf(ctx context.Context, person *ent.User) ([]Coverage, error) {
	return r.coverage.load(ctx, r.originOf(person), none{})
}

// fetchCoverage reads everybody's coverage in one statement.
func (r *Reader) fetchCoverage(ctx context.Context, _ none, people []int) (map[int][]Coverage, error) {
	var found []Coverage
	err := r.client.RecordState.Query().Modify(func(s *sql.Selector) {
		s.Where(sql.In(s.C("user_id"), anys(people)...)).Where(sql.EQ(s.C("deleted"), false)).
			Select("user_id", "kind", sql.As(sql.Count("*"), "count"),
				sql.As(sql.Min("date"), "first_date"), sql.As(sql.Max("date"), "last_date")).
			GroupBy("user_id", "kind").OrderBy("user_id", "kind")
	}).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read coverage: %w", err)
	}
	coverage := make(map[int][]Coverage, len(people))
	for _, c := range found {
		coverage[c.UserID] = append(coverage[c.UserID], c)
	}
	return coverage, nil
}
