package rows

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"polarflow/graph/model"
)

// connection makes a page of the schema from the rows of one person.
func (rs *records[T]) connection(p page[T], l listing, count func(context.Context) (int, error)) *model.Connection[T] {
	c := &model.Connection[T]{Count: count, PageInfo: &model.PageInfo{
		HasNextPage: p.more, HasPreviousPage: l.after.isSet(),
	}}
	if l.fromBack {
		c.PageInfo.HasNextPage, c.PageInfo.HasPreviousPage = l.before.isSet(), p.more
	}
	for _, row := range p.rows {
		at := cursorAt(rs.position(row), rs.place(row).id).encode(rs.name)
		c.Edges = append(c.Edges, &model.Edge[T]{Cursor: at, Node: row})
	}
	if n := len(c.Edges); n > 0 {
		c.PageInfo.StartCursor, c.PageInfo.EndCursor = &c.Edges[0].Cursor, &c.Edges[n-1].Cursor
	}
	return c
}

// Everything returns a page of the list of all rows in the viewer's sight, whoever they belong to.
func (rs Records[T]) Everything(ctx context.Context, p Page) (*model.Connection[T], error) {
	l, err := rs.listing(p)
	if err != nil {
		return nil, err
	}
	found, err := rs.fetch(ctx, listingOf{listing: l}, nil)
	if err != nil {
		return nil, err
	}
	pg := cut(found, l)
	adopt(rs.reader, rs.place, pg.rows)
	return rs.connection(pg, l, func(ctx context.Context) (int, error) { return rs.countAll(ctx, l.filter) }), nil
}

// fetch reads the rows of a page of each owner's list, or of the one list of everything without owners.
func (rs *records[T]) fetch(ctx context.Context, l listingOf, owners []int) ([]*T, error) {
	found, err := rs.rows(ctx, rs.client, func(s *sql.Selector) {
		l.asked.narrow(s, rs.sort)
		l.apply(s, rs.sort, rs.ownerColumn(), owners)
	})
	return found, rs.wrap("list", err)
}

// fetchPages reads one page of each person's list in one statement.
func (rs *records[T]) fetchPages(ctx context.Context, l listingOf, people []int) (map[int]page[T], error) {
	found, err := rs.fetch(ctx, l, people)
	if err != nil {
		return nil, err
	}
	byOwner := make(map[int][]*T, len(people))
	for _, row := range found {
		owner := rs.place(row).user
		byOwner[owner] = append(byOwner[owner], row)
	}
	pages := make(map[int]page[T], len(byOwner))
	for owner, rows := range byOwner {
		pages[owner] = cut(rows, l.listing)
	}
	return pages, nil
}

// cut drops the one row that was read to see whether there are more, and puts the rows in the list's order.
func cut[T any](rows []*T, l listing) page[T] {
	p := page[T]{rows: rows, more: len(rows) > l.limit}
	if p.more {
		p.rows = rows[:l.limit]
	}
	if l.fromBack {
		slices.Reverse(p.rows)
	}
	return p
}

// fetchCounts counts each person's filtered list in one statement.
func (rs *records[T]) fetchCounts(ctx context.Context, f filter, people []int) (map[int]int, error) {
	var found []struct {
		Owner int `sql:"owner"`
		Count int `sql:"count"`
	}
	err := rs.scan(ctx, rs.client, func(s *sql.Selector) {
		f.apply(s)
		owner := s.C(rs.ownerColumn())
		s.Where(sql.In(owner, anys(people)...)).
			Select(sql.As(owner, "owner"), sql.As(sql.Count("*"), "count")).GroupBy(owner)
	}, &found)
	counts := make(map[int]int, len(found))
	for _, c := range found {
		counts[c.Owner] = c.Count
	}
	return counts, rs.wrap("count", err)
}

// countAll counts the one list of everything.
func (rs *records[T]) countAll(ctx context.Context, f filter) (int, error) {
	var found []int
	err := rs.scan(ctx, rs.client, func(s *sql.Selector) {
		f.apply(s)
		s.Count()
	}, &found)
	if err != nil || len(found) == 0 {
		return 0, rs.wrap("count", err)
	}
	return found[0], nil
}
