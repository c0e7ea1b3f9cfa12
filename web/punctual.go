package web

import (
	"bufio"
	"net"
	"net/http"
	"time"
)

// writeTime is how long the network may take for a piece of an answer unless the options say otherwise: a reader that
// takes nothing for so long is cut off.
const writeTime = 30 * time.Second

// punctual cuts off readers that do not read, also those of an answer that lasts as long as somebody listens: between
// two pieces it may take its time. What becomes of a WebSocket is its own affair.
func (s *server) punctual(next http.Handler) http.Handler {
	within := s.WriteTime
	if within == 0 {
		within = writeTime
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		_ = control.SetWriteDeadline(time.Time{}) // of the request before; not every writer has deadlines
		timed := &timedWriter{ResponseWriter: w, control: control, within: within}
		next.ServeHTTP(timed, r)
		if !timed.taken {
			timed.extend() // for what is still in the buffer
		}
	})
}

// timedWriter gives every piece that is written some time. It passes flushing and hijacking on, for SSE and WebSocket.
type timedWriter struct {
	http.ResponseWriter
	control *http.ResponseController
	within  time.Duration
	taken   bool // by a WebSocket
}

// extend sets the deadline of the next piece, by the network's clock.
func (w *timedWriter) extend() {
	_ = w.control.SetWriteDeadline(time.Now().Add(w.within))
}

// Write writes one piece.
func (w *timedWriter) Write(p []byte) (int, error) {
	w.extend()
	return w.ResponseWriter.Write(p)
}

// Flush sends what was written so far.
func (w *timedWriter) Flush() {
	w.extend()
	_ = w.control.Flush()
}

// Hijack hands the connection over.
func (w *timedWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.taken = true
	return w.control.Hijack()
}

// Unwrap gives http.ResponseController the writer underneath.
func (w *timedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
