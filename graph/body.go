package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/99designs/gqlgen/graphql"

	"polarflow/graph/model"
)

// maxBody bounds the body of a request and a message over WebSocket, in bytes.
const maxBody = 1 << 20

// operation is a request in the form of the GraphQL over HTTP specification; the payload of a subscribe message
// has the same.
type operation struct {
	Query         string `json:"query"`
	OperationName string `json:"operationName"`
	Variables     object `json:"variables"`
	Extensions    object `json:"extensions"`
	// DocumentID names a document that the server knows, in place of its text.
	DocumentID string `json:"documentId"`
}

// object is a JSON object whose numbers keep all of their digits.
type object map[string]any

// UnmarshalJSON reads an object. An empty list counts as an empty object, since that is how PHP writes one.
func (o *object) UnmarshalJSON(text []byte) error {
	if string(bytes.Join(bytes.Fields(text), nil)) == "[]" {
		*o = nil
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode((*map[string]any)(o))
}

// params returns the operation as gqlgen takes it, or false for one that names no document. A documentId becomes
// what a persisted query is.
func (op operation) params() (*graphql.RawParams, bool) {
	p := &graphql.RawParams{
		Query: op.Query, OperationName: op.OperationName, Variables: op.Variables, Extensions: op.Extensions,
	}
	if op.DocumentID != "" {
		p.Extensions = byID(op.Extensions, op.DocumentID)
	}
	return p, p.Query != "" || p.Extensions[persistedQuery] != nil
}

// refusal is an answer to a request that holds no operation.
type refusal struct {
	status int
	allow  string // the methods to use instead, empty for no others
	err    *model.Error
}

// notAnOperation refuses what cannot be read, and does not send it back.
func notAnOperation(format string, args ...any) *refusal {
	return &refusal{status: http.StatusBadRequest, err: model.BadInput(format, args...)}
}

// paramsOf reads the operation of a request, once.
func paramsOf(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, *refusal) {
	var op operation
	var refused *refusal
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		op, refused = fromAddress(r.URL.RawQuery)
	case http.MethodPost:
		op, refused = fromBody(w, r)
	default:
		refused = &refusal{http.StatusMethodNotAllowed, "GET, POST", model.BadInput("use POST, or GET for queries")}
	}
	if refused != nil {
		return nil, refused
	}
	p, ok := op.params()
	if !ok {
		return nil, notAnOperation("the request has no query")
	}
	p.Headers = r.Header
	return p, nil
}

// fromBody reads the body of a POST: JSON of a bounded size and nothing behind it.
func fromBody(w http.ResponseWriter, r *http.Request) (operation, *refusal) {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mediaType != contentJSON || r.Header.Get("Content-Encoding") != "" {
		return operation{}, &refusal{status: http.StatusUnsupportedMediaType,
			err: model.BadInput("send the operation as Content-Type: %s, not compressed", contentJSON)}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return operation{}, &refusal{status: http.StatusRequestEntityTooLarge,
			err: model.Exceeds(model.BadUserInput, maxBody, "the body is larger than %d bytes", maxBody)}
	}
	op, err := parseOperation(body)
	if err != nil {
		return operation{}, notAnOperation("the body is not one GraphQL operation in JSON")
	}
	return op, nil
}

// parseOperation reads exactly one operation.
func parseOperation(text []byte) (operation, error) {
	var op operation
	if err := json.Unmarshal(text, &op); err != nil {
		return operation{}, fmt.Errorf("read operation: %w", err)
	}
	return op, nil
}

// fromAddress reads the parameters of a GET.
func fromAddress(query string) (operation, *refusal) {
	values, err := url.ParseQuery(query)
	op := operation{
		Query: values.Get("query"), OperationName: values.Get("operationName"), DocumentID: values.Get("documentId"),
	}
	for name, into := range map[string]*object{"variables": &op.Variables, "extensions": &op.Extensions} {
		if text := values.Get(name); text != "" && err == nil {
			err = json.Unmarshal([]byte(text), into)
		}
	}
	if err != nil {
		return operation{}, notAnOperation("the parameters are not those of a GraphQL operation")
	}
	return op, nil
}
