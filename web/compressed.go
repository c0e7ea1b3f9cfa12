package web

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// leastCompressed is how many bytes an answer has at least for it to be compressed.
const leastCompressed = 1 << 10

// compressed has long answers sent compressed to clients that accept it. Events are not: each of them is to arrive when
// it happens; and a connection that becomes a WebSocket is no answer.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(leastCompressed), gzhttp.CompressionLevel(1),
		gzhttp.ExceptContentTypes([]string{"text/event-stream"}))
	if err != nil {
		panic(err) // the options are constants
	}
	zipped := wrap(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "" {
			next.ServeHTTP(w, r)
			return
		}
		zipped.ServeHTTP(w, r)
	})
}
