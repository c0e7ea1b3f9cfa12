package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"polarflow/graph/model"
)

// maxBody bounds the body of a request in bytes.
const maxBody = 1 << 20

// operation is the body of a request in the form of the GraphQL over HTTP specification.
type operation struct {
	Query         string          `json:"query"`
	OperationName string          `json:"operationName,omitempty"`
	Variables     json.RawMessage `json:"variables,omitempty"`
	Extensions    json.RawMessage `json:"extensions,omitempty"`
}

// eventStream is the media type of server-sent events.
const eventStream = "text/event-stream"

// withBody reads the body of a POST before gqlgen does: it bounds it, answers for JSON that cannot be read
// without sending it back, and takes an empty list for an empty object, which is how PHP writes one.
func withBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			refuse(w, r, http.StatusRequestEntityTooLarge,
				model.Exceeds(model.BadUserInput, maxBody, "the body is larger than %d bytes", maxBody))
			return
		}
		var op operation
		if err == nil {
			op, err = parseOperation(body)
		}
		if err != nil {
			refuse(w, r, http.StatusBadRequest, model.BadInput("the body is not one GraphQL operation in JSON"))
			return
		}
		next.ServeHTTP(w, withOperation(r, op))
	})
}

// parseOperation reads exactly one operation.
func parseOperation(body []byte) (operation, error) {
	var op operation
	if err := json.Unmarshal(body, &op); err != nil {
		return operation{}, fmt.Errorf("read operation: %w", err)
	}
	for _, object := range []*json.RawMessage{&op.Variables, &op.Extensions} {
		if strings.Join(strings.Fields(string(*object)), "") == "[]" {
			*object = nil
		}
		if len(*object) > 0 && (*object)[0] != '{' && string(*object) != "null" {
			return operation{}, errors.New("variables or extensions are not an object")
		}
	}
	return op, nil
}

// withOperation returns the request with the operation as its body.
func withOperation(r *http.Request, op operation) *http.Request {
	body, _ := json.Marshal(op) // text and valid JSON
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	if !op.isSubscription() {
		withoutEvents(r.Header)
	}
	return r
}

// withoutEvents takes server-sent events out of what the client accepts, unless it accepts nothing else. Some
// clients name them with every operation, and read the answer to a query as JSON all the same.
func withoutEvents(h http.Header) {
	var others []string
	for kind := range strings.SplitSeq(strings.Join(h.Values("Accept"), ","), ",") {
		if mediaType, _, _ := mime.ParseMediaType(kind); mediaType != eventStream {
			others = append(others, kind)
		}
	}
	if others != nil {
		h.Set("Accept", strings.Join(others, ","))
	}
}

// isSubscription reports whether the operation that is to run is a subscription. One that is known by its hash
// alone counts as none.
func (op operation) isSubscription() bool {
	if !strings.Contains(op.Query, string(ast.Subscription)) {
		return false
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: op.Query}, maxTokens)
	if err != nil {
		return false
	}
	chosen := doc.Operations.ForName(op.OperationName)
	return chosen != nil && chosen.Operation == ast.Subscription
}

// refuse answers a request with one error, in the shape that an operation's answer has.
func refuse(w http.ResponseWriter, r *http.Request, status int, e *model.Error) {
	contentType := "application/json"
	if graphqlJSON := "application/graphql-response+json"; strings.Contains(r.Header.Get("Accept"), graphqlJSON) {
		contentType = graphqlJSON
	}
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	extensions := map[string]any{"code": e.Code, "requestId": requestID(r.Context())}
	if e.Limit != 0 {
		extensions["limit"] = e.Limit
	}
	// an answer that can no longer be written is nobody's to handle
	_ = json.NewEncoder(w).Encode(map[string]any{
		"errors": []any{map[string]any{"message": e.Message, "extensions": extensions}},
	})
}
