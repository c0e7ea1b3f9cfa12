package rows

import (
	"context"
	"fmt"
	"reflect"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/polaraccount"
	"polarflow/ent/session"
	"polarflow/ent/syncresult"
	"polarflow/ent/user"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// addRelations adds what single relations are looked up by, and how.
func (t *Tables) addRelations() {
	t.people = &loader[none, int, *ent.User]{
		key: userOf, fetch: t.fetchPeople, adopt: adopting[int](t.persons.place, alone[ent.User]),
		shared: newSharing[none, int, *ent.User](t.turns, itself, one[none]),
	}
	t.accounts = &loader[none, int, *ent.PolarAccount]{
		key: userOf, fetch: t.fetchAccounts, adopt: adopting[int](accountPlace, alone[ent.PolarAccount]),
		shared: newSharing[none, int, *ent.PolarAccount](t.turns, itself, one[none]),
	}
	t.latestSyncs = &loader[none, int, *ent.SyncRun]{
		key: userOf, fetch: t.fetchLatestSyncs, adopt: adopting[int](t.syncRuns.place, alone[ent.SyncRun]),
		shared: newSharing[none, int, *ent.SyncRun](t.turns, itself, one[none]),
	}
	t.polarIDs = &loader[string, int, *ent.Exercise]{
		key: userOf, fetch: t.fetchByPolarID, adopt: adopting[int](t.exercises.place, alone[ent.Exercise]),
	}
	t.changes = &loader[changeArgs, int, []*ent.RecordState]{
		key: userOf, fetch: t.fetchChanges, adopt: adopting[int](changePlace, all[ent.RecordState]),
	}
	t.records = &loader[none, model.ID, model.Node]{
		key: func(p place) model.ID { return model.NewID(typeNames[p.kind], p.id) }, fetch: t.fetchRecords,
	}
	t.history = &loader[none, int, []*ent.KindState]{key: userOf, fetch: t.fetchHistory}
	t.tokens = &loader[none, int, []*ent.ApiToken]{key: userOf, fetch: t.fetchTokens}
	t.sessions = &loader[none, int, []*ent.Session]{key: userOf, fetch: t.fetchSessions}
	t.coverage = &loader[none, int, []Coverage]{key: userOf, fetch: t.fetchCoverage}
	t.results = &loader[none, int, []*ent.SyncResult]{key: func(p place) int { return p.id }, fetch: t.fetchResults}
	t.samples = &loader[sampleNames, seriesKey, []*ent.SampleSeries]{key: seriesOf, fetch: t.fetchSamples}
	t.places[reflect.TypeFor[*ent.PolarAccount]()] = func(row any) place { return accountPlace(row.(*ent.PolarAccount)) }
	t.places[reflect.TypeFor[*ent.RecordState]()] = func(row any) place { return changePlace(row.(*ent.RecordState)) }
}

// Viewer returns the person who asks, nil for one who is not there any more.
func (r *Reader) Viewer(ctx context.Context) (*ent.User, error) {
	v, _ := viewer.FromContext(ctx)
	self := place{user: v.UserID, id: v.UserID}
	return r.tables.people.load(ctx, r, origin{self, &siblings{places: []place{self}}}, none{})
}

// Person returns whom a row or day belongs to.
func (r *Reader) Person(ctx context.Context, row any) (*ent.User, error) {
	return r.tables.people.load(ctx, r, r.originOf(row), none{})
}

// PolarAccount returns a person's connection to Polar, nil when there is none.
func (r *Reader) PolarAccount(ctx context.Context, person *ent.User) (*ent.PolarAccount, error) {
	return r.tables.accounts.load(ctx, r, r.originOf(person), none{})
}

// TokensOf returns a person's API tokens, oldest first.
func (r *Reader) TokensOf(ctx context.Context, person *ent.User) ([]*ent.ApiToken, error) {
	return r.tables.tokens.load(ctx, r, r.originOf(person), none{})
}

// SessionsOf returns a person's sessions, the last one to begin first, those that have expired included.
func (r *Reader) SessionsOf(ctx context.Context, person *ent.User) ([]*ent.Session, error) {
	return r.tables.sessions.load(ctx, r, r.originOf(person), none{})
}

// Results returns what a sync found, kind by kind in the order in which it asked for them.
func (r *Reader) Results(ctx context.Context, run *ent.SyncRun) ([]*ent.SyncResult, error) {
	return r.tables.results.load(ctx, r, r.originOf(run), none{})
}

func (t *Tables) fetchPeople(ctx context.Context, _ none, ids []int) (map[int]*ent.User, error) {
	found, err := t.client.User.Query().Where(func(s *sql.Selector) { s.Where(among(s, user.FieldID, ids)) }).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	people := make(map[int]*ent.User, len(found))
	for _, u := range found {
		people[u.ID] = u
	}
	return people, nil
}

func (t *Tables) fetchAccounts(ctx context.Context, _ none, people []int) (map[int]*ent.PolarAccount, error) {
	found, err := t.client.PolarAccount.Query().Where(func(s *sql.Selector) { s.Where(among(s, polaraccount.FieldUserID, people)) }).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read connections: %w", err)
	}
	accounts := make(map[int]*ent.PolarAccount, len(found))
	for _, a := range found {
		accounts[a.UserID] = a
	}
	return accounts, nil
}

func (t *Tables) fetchTokens(ctx context.Context, _ none, people []int) (map[int][]*ent.ApiToken, error) {
	found, err := t.client.ApiToken.Query().Where(apitoken.UserIDIn(people...)).
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

func (t *Tables) fetchSessions(ctx context.Context, _ none, people []int) (map[int][]*ent.Session, error) {
	found, err := t.client.Session.Query().Where(session.UserIDIn(people...)).
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

func (t *Tables) fetchResults(ctx context.Context, _ none, runs []int) (map[int][]*ent.SyncResult, error) {
	found, err := t.client.SyncResult.Query().Where(syncresult.RunIDIn(runs...)).
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
	return r.tables.coverage.load(ctx, r, r.originOf(person), none{})
}

// fetchCoverage reads everybody's coverage in one statement.
func (t *Tables) fetchCoverage(ctx context.Context, _ none, people []int) (map[int][]Coverage, error) {
	var found []Coverage
	err := t.client.RecordState.Query().Modify(func(s *sql.Selector) {
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
