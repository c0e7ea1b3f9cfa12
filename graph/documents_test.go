package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/graph"
)

// hashOf returns the id that clients give a document.
func hashOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

// Where documents are registered, they run by id and by text, and nothing else does.
func TestTrustedDocuments(t *testing.T) {
	t.Parallel()
	const known, other = `query People { users { totalCount } }`, `query Other { users { totalCount } }`
	byHash := func(document string) map[string]any {
		return map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hashOf(document)}}
	}
	apollo := `{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":` + quoted(hashOf(known)) +
		`,"name":"People","type":"query","body":` + quoted(known) + `}]}`
	for manifest, text := range map[string]string{
		"Apollo": apollo, "by id": `{` + quoted(hashOf(known)) + `:` + quoted(known) + `}`,
		"by id with a prefix": `{"sha256:` + hashOf(known) + `":` + quoted(known) + `}`,
	} {
		documents, err := graph.ParseDocuments([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		each(t, func(t *testing.T, w *world) {
			for name, test := range map[string]struct {
				body map[string]any
				want string
			}{
				"hash":                  {map[string]any{"extensions": byHash(known)}, ""},
				"documentId":            {map[string]any{"documentId": hashOf(known), "variables": map[string]any{}}, ""},
				"documentId, prefixed":  {map[string]any{"documentId": "sha256:" + hashOf(known)}, ""},
				"text":                  {map[string]any{"query": known}, ""},
				"text and hash":         {map[string]any{"query": known, "extensions": byHash(known)}, ""},
				"unknown hash":          {map[string]any{"extensions": byHash(other)}, "PERSISTED_QUERY_NOT_FOUND"},
				"unknown documentId":    {map[string]any{"documentId": "x"}, "PERSISTED_QUERY_NOT_FOUND"},
				"other text":            {map[string]any{"query": other}, "FORBIDDEN"},
				"other text to be kept": {map[string]any{"query": other, "extensions": byHash(other)}, "FORBIDDEN"},
				"known but for a space": {map[string]any{"query": known + " "}, "FORBIDDEN"},
				"introspection":         {map[string]any{"query": `{ __schema { types { name } } }`}, "FORBIDDEN"},
				"another's hash":        {map[string]any{"query": known, "extensions": byHash(other)}, "BAD_USER_INPUT"},
			} {
				body, err := json.Marshal(test.body)
				if err != nil {
					t.Fatal(err)
				}
				a := w.post(t, serviceKey, string(body))
				if a.code() != test.want || (test.want == "") != (a.Data["users"] != nil) {
					t.Errorf("%s, %s: %s", manifest, name, a.body)
				}
			}
			s := w.dial(t, serviceKey)
			if diff := cmp.Diff("FORBIDDEN", s.operate(t, 1, other).said(t)["code"]); diff != "" {
				t.Errorf("over WebSocket: %s", diff)
			}
		}, func(o *graph.Options) { o.Documents = documents })
	}
}

// A manifest that is not one is refused, so that a server does not start with another than was meant.
func TestDocumentsThatAreNone(t *testing.T) {
	t.Parallel()
	for name, manifest := range map[string]string{
		"not JSON":           `{`,
		"a list":             `[]`,
		"none":               `{}`,
		"none of Apollo's":   `{"format":"apollo-persisted-query-manifest","version":1,"operations":[]}`,
		"another version":    `{"format":"apollo-persisted-query-manifest","version":2,"operations":[{"id":"1","body":"{ a }"}]}`,
		"another format":     `{"format":"something","version":1,"operations":[{"id":"1","body":"{ a }"}]}`,
		"no text":            `{"1":""}`,
		"no id":              `{"":"{ a }"}`,
		"something else":     `{"1":{"a":"b"}}`,
		"Apollo without ids": `{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"body":"{ a }"}]}`,
	} {
		if documents, err := graph.ParseDocuments([]byte(manifest)); err == nil {
			t.Errorf("%s: read as %v", name, documents)
		}
	}
}

// What clients have persisted is found by documentId as well.
func TestDocumentID(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		const query = `{ users { totalCount } }`
		send := func(body string) string { return w.post(t, serviceKey, body).code() }
		id := `"documentId":"sha256:` + hashOf(query) + `"`
		got := []string{
			send(`{` + id + `}`),
			send(`{"query":` + quoted(query) + `,"extensions":{"persistedQuery":{"version":1,"sha256Hash":` + quoted(hashOf(query)) + `}}}`),
			send(`{` + id + `}`), send(`{` + id + `,"extensions":[]}`),
		}
		if diff := cmp.Diff([]string{"PERSISTED_QUERY_NOT_FOUND", "", "", ""}, got); diff != "" {
			t.Error(diff)
		}
	})
}
