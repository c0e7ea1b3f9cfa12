package model

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

// ID is what a global id stands for: a type of the schema and the key of one object of it.
type ID struct {
	Type string
	Key  string
}

// NewID returns the id of a row.
func NewID(typeName string, number int) ID {
	return ID{Type: typeName, Key: strconv.Itoa(number)}
}

// String returns the opaque form that clients see.
func (id ID) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(id.Type + ":" + id.Key))
}

// Number returns the row's number, and false when the key is not one.
func (id ID) Number() (int, bool) {
	n, err := strconv.Atoi(id.Key)
	return n, err == nil && n > 0 && strconv.Itoa(n) == id.Key
}

// ParseID undoes String; it reports false for text that String never returns.
func ParseID(text string) (ID, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return ID{}, false
	}
	typeName, key, ok := strings.Cut(string(raw), ":")
	return ID{Type: typeName, Key: key}, ok && typeName != "" && key != ""
}

// MarshalGlobalID writes the number of a row as the global id of the object that is being written.
func MarshalGlobalID(number int) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(ctx context.Context, w io.Writer) error {
		object := graphql.GetFieldContext(ctx).Object
		_, err := io.WriteString(w, `"`+NewID(object, number).String()+`"`)
		return err
	})
}

// UnmarshalGlobalID exists because gqlgen asks for it. Ids come in as text: only what is being asked for
// tells which type they may have.
func UnmarshalGlobalID(context.Context, any) (int, error) {
	return 0, errors.New("an id is text")
}
