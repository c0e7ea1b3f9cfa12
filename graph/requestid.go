package graph

import (
	"context"
	"crypto/rand"
	"net/http"
)

type requestIDKey struct{}

// requestID returns the id under which the request is found in the log.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// withRequestID gives each request an id: the one that a proxy or client chose if it is harmless, else a new
// one. The answer carries it as well.
func withRequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if !harmless(id) {
			id = rand.Text()
		}
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id)))
	})
}

// harmless reports whether an id can be logged and sent back as it is: 1 to 64 letters, digits, dashes and
// underscores.
func harmless(id string) bool {
	for _, c := range []byte(id) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		digit := '0' <= c && c <= '9'
		if !letter && !digit && c != '-' && c != '_' {
			return false
		}
	}
	return id != "" && len(id) <= 64
}
