package rows

import (
	"errors"

	"polarflow/graph/model"
)

// Pages have this many rows unless the client says otherwise, and never more than MaxPage.
const (
	DefaultPage = 30
	MaxPage     = 366
)

// Page is what a client asked of a list. What it left out is nil or empty.
type Page struct {
	First, Last   *int
	After, Before *string
	Range         *model.DateRange
	Order         model.SortOrder
	Sport, Search *string
}

// listing returns the page that is asked for, or an Error that says which argument makes no sense.
func (t table[T]) listing(p Page) (listing, error) {
	l := listing{descending: p.Order == model.SortOrderDesc, filter: p.filter()}
	var err error
	if l.limit, l.fromBack, err = p.limit(); err != nil {
		return listing{}, err
	}
	if err := errors.Join(p.checkRange(), p.checkText()); err != nil {
		return listing{}, err
	}
	f := cursorAt(t.position(new(T)), 0).form
	if l.after, err = parseCursor(p.After, t.name, f); err != nil {
		return listing{}, err
	}
	l.before, err = parseCursor(p.Before, t.name, f)
	return l, err
}

// limit returns how many rows are asked for, and whether they are counted from the end.
func (p Page) limit() (n int, fromBack bool, err error) {
	n, name := DefaultPage, "first"
	switch {
	case p.First != nil && p.Last != nil:
		return 0, false, model.BadInput("give first or last, not both")
	case p.First != nil:
		n = *p.First
	case p.Last != nil:
		n, name, fromBack = *p.Last, "last", true
	}
	if n < 0 {
		return 0, false, model.BadInput("%s is %d: it cannot be negative; 0 to %d are listed at once", name, n, MaxPage)
	}
	if n > MaxPage {
		return 0, false, model.Exceeds(model.BadUserInput, MaxPage, "%s is %d: at most %d are listed at once", name, n, MaxPage)
	}
	return n, fromBack, nil
}

func (p Page) checkRange() error {
	f := p.filter()
	if f.from != "" && f.to != "" && f.from > f.to {
		return model.BadInput("the range begins on %s, after its end on %s", f.from, f.to)
	}
	return nil
}

// checkText refuses what cannot be in any column, before a database is asked for it.
func (p Page) checkText() error {
	if f := p.filter(); !model.IsPlain(f.sport) || !model.IsPlain(f.search) {
		return model.BadInput("what is looked for has characters that cannot be seen")
	}
	return nil
}

func (p Page) filter() filter {
	var f filter
	if p.Range != nil {
		f.from, f.to = deref(p.Range.From), deref(p.Range.To)
	}
	f.sport, f.search = deref(p.Sport), deref(p.Search)
	return f
}

// deref returns the text, and "" for nil.
func deref(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
