package web

import (
	"cmp"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"polarflow/auth"
)

// RequestIDHeader carries the id of a request: on the way in, for every handler and its log lines, and on
// the answer.
const RequestIDHeader = "X-Request-Id"

const (
	// mostBody bounds a request's body, in bytes.
	mostBody = 4 << 20
	// bodyTime is how long a request may take to send its body unless the options say otherwise.
	bodyTime = 30 * time.Second
	// longestRequestID bounds an id that the sender chose, in bytes.
	longestRequestID = 64
)

// identified gives every request an id: the sender's own where it is harmless in a log, else a random one.
func (s *server) identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(RequestIDHeader)
		if id == "" || len(id) > longestRequestID || strings.ContainsFunc(id, unfitForID) {
			id = rand.Text()
		}
		r.Header.Set(RequestIDHeader, id)
		w.Header().Set(RequestIDHeader, id)
		next.ServeHTTP(w, r)
	})
}

func unfitForID(r rune) bool {
	isLetter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	return !isLetter && (r < '0' || r > '9') && r != '-' && r != '_'
}

// logged writes a line for each request at debug level, and tells Observe of it. Queries and headers hold secrets
// and stay out of both.
func (s *server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.Now()
		rec := &recorder{ResponseWriter: w}
		next.ServeHTTP(rec, r)
		took := s.Now().Sub(began)
		s.Log.DebugContext(r.Context(), "request", "request_id", r.Header.Get(RequestIDHeader), "method", r.Method,
			"path", r.URL.Path, "status", rec.code(), "bytes", rec.bytes, "duration", took,
			"address", auth.Address(r.Context()))
		if s.Observe != nil {
			s.Observe(servedOf(r, rec, took))
		}
	})
}

// recovered turns a panic into an internal error and a log line.
func (s *server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if cause := recover(); cause != nil {
				s.answerPanic(w, r, cause)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// answerPanic logs a panic and answers for it. http.ErrAbortHandler goes on to net/http, for which it is meant.
func (s *server) answerPanic(w http.ResponseWriter, r *http.Request, cause any) {
	if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(cause)
	}
	s.Log.ErrorContext(r.Context(), "panic", "request_id", r.Header.Get(RequestIDHeader),
		"path", r.URL.Path, "cause", cause, "stack", string(debug.Stack()))
	http.Error(w, "internal error", http.StatusInternalServerError)
}

// hardened sets the headers that keep browsers from doing more with an answer than it is meant for. Tickets
// and states are in addresses, so none is sent to another site as a referrer; to this one it must be, since
// without a referrer browsers hide the origin of a form as well.
func (s *server) hardened(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; "+
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if s.secure { // over http browsers ignore both, and complain of the second
			h.Set("Strict-Transport-Security", "max-age=31536000")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
		}
		next.ServeHTTP(w, r)
	})
}

// bounded limits how large a body may be and how slowly it may come.
func (s *server) bounded(next http.Handler) http.Handler {
	within := s.BodyTime
	if within == 0 {
		within = bodyTime
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != nil && r.Body != http.NoBody {
			control := http.NewResponseController(w)
			_ = control.SetReadDeadline(time.Now().Add(within)) // the network's clock; not every writer has deadlines
			r.Body = &timedBody{http.MaxBytesReader(w, r.Body, mostBody), control}
		}
		next.ServeHTTP(w, r)
	})
}

// timedBody lifts the deadline when the body has been read to its end, so that a long answer is not cut off by
// it. After an error it stays, or net/http would wait for the rest of the body for ever.
type timedBody struct {
	io.ReadCloser
	control *http.ResponseController
}

// Read reads on and, at the end, lifts the deadline.
func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

// recorder notes what was answered. It passes flushing and hijacking on, for SSE and WebSocket.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the first status.
func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 {
		rec.status = status
	}
	rec.ResponseWriter.WriteHeader(status)
}

// code returns the status of the answer: net/http sends 200 for a handler that wrote nothing.
func (rec *recorder) code() int { return cmp.Or(rec.status, http.StatusOK) }

// Write counts what is written.
func (rec *recorder) Write(p []byte) (int, error) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	n, err := rec.ResponseWriter.Write(p)
	rec.bytes += int64(n)
	return n, err
}

// Flush sends what was written so far.
func (rec *recorder) Flush() { _ = http.NewResponseController(rec.ResponseWriter).Flush() }

// Unwrap gives http.ResponseController the writer underneath.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }
