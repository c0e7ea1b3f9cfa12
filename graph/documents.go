package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// persistedQuery is the extension of a request that names a document by its id, and sends its text only if the
// server asks for it (automatic persisted queries).
const persistedQuery = "persistedQuery"

// hashPrefix stands before an id that is the SHA-256 of the text, where both kinds of ids occur.
const hashPrefix = "sha256:"

// byID returns the extensions of a request that names a document by its id.
func byID(extensions map[string]any, id string) map[string]any {
	extensions = maps.Clone(extensions)
	if extensions == nil {
		extensions = make(map[string]any)
	}
	extensions[persistedQuery] = map[string]any{"version": 1, "sha256Hash": strings.TrimPrefix(id, hashPrefix)}
	return extensions
}

// Documents are the documents of known clients. Where there are some, nothing else is run.
type Documents struct {
	texts map[string]string   // by id
	known map[string]struct{} // the texts
}

// manifestFormat is what an Apollo manifest says it is.
const manifestFormat = "apollo-persisted-query-manifest"

// ParseDocuments reads a manifest as the tools of clients write it: that of Apollo (version 1), or an object of
// texts by their ids, as of relay-compiler and GraphQL Code Generator.
func ParseDocuments(manifest []byte) (*Documents, error) {
	var apollo struct {
		Format     string
		Version    int
		Operations []struct{ ID, Body string }
	}
	texts := make(map[string]string)
	if err := json.Unmarshal(manifest, &apollo); err == nil && apollo.Format != "" {
		if apollo.Format != manifestFormat || apollo.Version != 1 {
			return nil, fmt.Errorf("read documents: format %q, version %d: want %q, version 1", apollo.Format, apollo.Version, manifestFormat)
		}
		for _, op := range apollo.Operations {
			texts[op.ID] = op.Body
		}
	} else if err := json.Unmarshal(manifest, &texts); err != nil {
		return nil, errors.New("read documents: neither an Apollo manifest nor an object of texts by their ids")
	}
	return newDocuments(texts)
}

func newDocuments(texts map[string]string) (*Documents, error) {
	d := &Documents{texts: make(map[string]string, len(texts)), known: make(map[string]struct{}, len(texts))}
	for id, text := range texts {
		if id == "" || text == "" {
			return nil, errors.New("read documents: one has no id or no text")
		}
		d.texts[strings.TrimPrefix(id, hashPrefix)] = text
		d.known[text] = struct{}{}
	}
	if len(d.texts) == 0 {
		return nil, errors.New("read documents: there are none")
	}
	return d, nil
}

// Get returns the text of a document.
func (d *Documents) Get(_ context.Context, id string) (string, bool) {
	text, ok := d.texts[id]
	return text, ok
}

// Add keeps nothing: clients do not add documents.
func (*Documents) Add(context.Context, string, string) {}

// ExtensionName names the extension to gqlgen.
func (*Documents) ExtensionName() string { return "TrustedDocuments" }

// Validate has nothing to check.
func (*Documents) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses a text that is not one of the documents, to the letter. It changes nothing; it
// is the place that gqlgen has before an operation is read.
func (d *Documents) MutateOperationParameters(_ context.Context, params *graphql.RawParams) *gqlerror.Error {
	if _, known := d.known[params.Query]; known || params.Query == "" {
		return nil
	}
	err := forbidden("this server runs only the documents that are registered with it")
	return &gqlerror.Error{Err: err, Message: err.Error()}
}
