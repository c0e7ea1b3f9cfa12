package rows

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"polarflow/graph/model"
)

// cursor is a position in a list: the value of the column that orders it, and the id of the row. The zero
// cursor is no position. It is comparable, so that it can be part of a loader's arguments.
type cursor struct {
	text string // the value as text
	time time.Time
	id   int
	form form
}

// form is the type of the column that orders a list.
type form int

const (
	unset form = iota
	textual
	instant
	number
)

// cursorAt returns the position of a row.
func cursorAt(value any, id int) cursor {
	switch v := value.(type) {
	case time.Time:
		return cursor{time: v.UTC(), id: id, form: instant}
	case int:
		return cursor{text: strconv.Itoa(v), id: id, form: number}
	}
	text, _ := value.(string)
	return cursor{text: text, id: id, form: textual}
}

// isSet reports whether there is a position.
func (c cursor) isSet() bool { return c.form != unset }

// value returns the value of the column, as an argument of a statement.
func (c cursor) value() any {
	switch c.form {
	case instant:
		return c.time
	case number:
		return c.id
	}
	return c.text
}

// encode returns the opaque form of a cursor into a list of the type.
func (c cursor) encode(typeName string) string {
	text := c.text
	if c.form == instant {
		text = c.time.Format(time.RFC3339Nano)
	}
	raw := strings.Join([]string{typeName, text, strconv.Itoa(c.id)}, "|")
	return base64.RawURLEncoding.EncodeToString([]byte(raw))
}

// parseCursor undoes encode for a list of the type, whose column has the form. Anything else is an Error.
func parseCursor(text *string, typeName string, f form) (cursor, error) {
	if text == nil {
		return cursor{}, nil
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(*text)
	parts := strings.Split(string(raw), "|")
	if err != nil || len(parts) != 3 || parts[0] != typeName {
		return cursor{}, model.BadInput("%.60q is not a cursor of this list", *text)
	}
	c, err := parsePosition(parts[1], parts[2], f)
	if err != nil {
		return cursor{}, model.BadInput("%.60q is not a cursor of this list", *text)
	}
	return c, nil
}

// parsePosition reads the two halves of a position in a column of the form.
func parsePosition(value, id string, f form) (cursor, error) {
	row, err := strconv.Atoi(id)
	if err != nil {
		return cursor{}, err
	}
	switch f {
	case instant:
		at, err := time.Parse(time.RFC3339Nano, value)
		return cursorAt(at, row), err
	case number:
		if value != strconv.Itoa(row) {
			return cursor{}, strconv.ErrSyntax
		}
		return cursorAt(row, row), nil
	}
	_, err = time.Parse(time.DateOnly, value)
	return cursorAt(value, row), err
}
