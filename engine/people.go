package engine

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/polaraccount"
)

// People says how the connected people stand.
type People struct {
	// Active have a connection that works; ConsentMissing and Revoked have to act themselves, and cost nothing
	// until then.
	Active, ConsentMissing, Revoked int
	// NeverSynced are those of the active whom no sync has reached yet.
	NeverSynced int
	// Due are those of the active whose time has come, and OldestDue since when the first of them is; zero when
	// nobody is.
	Due       int
	OldestDue time.Time
	// Ages says how long ago the last sync of the active people was who have had one.
	Ages Ages
}

// Ages are quantiles of a distribution of times; all are 0 when it is empty.
type Ages struct{ Median, P99, Oldest time.Duration }

// People counts people by how their connection stands, and says how late the syncs are. It takes six statements.
func (r *Reader) People(ctx context.Context) (People, error) {
	ctx, now := system(ctx), r.Now().UTC()
	var p People
	synced, err := r.countPeople(ctx, &p)
	if err != nil {
		return p, err
	}
	due := r.active().Where(polaraccount.NextSyncAtLTE(now))
	if p.Due, err = due.Clone().Count(ctx); err != nil {
		return p, fmt.Errorf("count people who are due: %w", err)
	}
	if p.OldestDue, err = at(ctx, due.Order(polaraccount.ByNextSyncAt()), polaraccount.FieldNextSyncAt, 0, func(a *ent.PolarAccount) time.Time { return a.NextSyncAt }); err != nil {
		return p, fmt.Errorf("find who is due longest: %w", err)
	}
	p.Ages, err = r.ages(ctx, synced, now)
	return p, err
}

// countPeople counts by status, and returns how many of the active have been synced.
func (r *Reader) countPeople(ctx context.Context, p *People) (synced int, err error) {
	var counted []struct {
		Status polaraccount.Status `sql:"status"`
		All    int                 `sql:"people"`
		Synced int                 `sql:"synced"`
	}
	err = r.DB.Ent.PolarAccount.Query().Modify(func(s *sql.Selector) {
		s.Select(polaraccount.FieldStatus, sql.As(sql.Count("*"), "people"), sql.As(sql.Count(polaraccount.FieldLastSyncedAt), "synced")).
			GroupBy(polaraccount.FieldStatus)
	}).Scan(ctx, &counted)
	if err != nil {
		return 0, fmt.Errorf("count people: %w", err)
	}
	for _, c := range counted {
		switch c.Status {
		case polaraccount.StatusACTIVE:
			p.Active, p.NeverSynced, synced = c.All, c.All-c.Synced, c.Synced
		case polaraccount.StatusCONSENT_MISSING:
			p.ConsentMissing = c.All
		case polaraccount.StatusREVOKED:
			p.Revoked = c.All
		}
	}
	return synced, nil
}

// ages returns how old the last syncs of so many people are.
func (r *Reader) ages(ctx context.Context, people int, now time.Time) (Ages, error) {
	var ages Ages
	if people == 0 {
		return ages, nil
	}
	oldestFirst := r.active().Where(polaraccount.LastSyncedAtNotNil()).Order(polaraccount.ByLastSyncedAt())
	for _, quantile := range []struct {
		age  *time.Duration
		rank int
	}{{&ages.Oldest, 0}, {&ages.P99, people / 100}, {&ages.Median, people / 2}} {
		last, err := at(ctx, oldestFirst.Clone(), polaraccount.FieldLastSyncedAt, quantile.rank, func(a *ent.PolarAccount) time.Time { return *a.LastSyncedAt })
		if err != nil {
			return ages, fmt.Errorf("read how old syncs are: %w", err)
		}
		if !last.IsZero() { // when people left meanwhile, nobody may have the rank
			*quantile.age = now.Sub(last)
		}
	}
	return ages, nil
}

// active asks for the connections that work.
func (r *Reader) active() *ent.PolarAccountQuery {
	return r.DB.Ent.PolarAccount.Query().Where(polaraccount.StatusEQ(polaraccount.StatusACTIVE))
}

// at returns a time, in the column, of the connection with a rank, counted from 0, in the order of a query; zero for none.
// It reads nothing else, so that an index is enough.
func at(ctx context.Context, q *ent.PolarAccountQuery, column string, rank int, timeOf func(*ent.PolarAccount) time.Time) (time.Time, error) {
	found, err := q.Offset(rank).Select(column).First(ctx)
	if ent.IsNotFound(err) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return timeOf(found), nil
}
