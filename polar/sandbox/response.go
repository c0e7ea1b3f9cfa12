package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Response is one answer on its way out. Endpoints fill in status, header and body; quirks may change
// all of it and how it is sent.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
	// BytesPerSecond slows the body down; 0 sends it at once.
	BytesPerSecond int
	// Withhold is how many of the body's last bytes are announced in Content-Length but never sent.
	Withhold int
	// Reset breaks the connection instead of answering.
	Reset bool
}

// empty is an answer without a body.
func empty(status int) Response { return Response{Status: status, Header: http.Header{}} }

// answerJSON is an answer with a JSON body that is sent as it stands.
func answerJSON(status int, body []byte) Response {
	answer := empty(status)
	answer.Header.Set("Content-Type", "application/json;charset=UTF-8")
	answer.Body = body
	return answer
}

// marshalled is an answer whose JSON body is made from a value of the server's own types.
func marshalled(status int, value any) Response {
	body, err := json.Marshal(value)
	if err != nil {
		return empty(http.StatusInternalServerError)
	}
	return answerJSON(status, body)
}

// jsonArray writes elements as one array, each byte for byte as it is stored.
func jsonArray(elements []json.RawMessage) []byte {
	var out bytes.Buffer
	out.WriteByte('[')
	for i, element := range elements {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(element)
	}
	out.WriteByte(']')
	return out.Bytes()
}

// enveloped writes elements as an object with one array member, the way Polar sends nights,
// recharges and heart rate ranges.
func enveloped(name string, elements []json.RawMessage) []byte {
	return jsonObject{{name, jsonArray(elements)}}.encode()
}

// send writes the answer. With Withhold, net/http closes the connection after the short body.
func (a *Response) send(w http.ResponseWriter, r *http.Request) {
	if a.Reset {
		resetConnection(w)
		return
	}
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	if a.Status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	}
	w.WriteHeader(a.Status)
	body := a.Body[:max(0, len(a.Body)-a.Withhold)]
	if a.BytesPerSecond > 0 {
		trickle(r.Context(), w, body, a.BytesPerSecond)
		return
	}
	_, _ = w.Write(body) // the client has gone; nobody is left to tell
}

// trickle writes body in ten pieces a second until it is through or the client gives up.
func trickle(ctx context.Context, w http.ResponseWriter, body []byte, perSecond int) {
	const beat = 100 * time.Millisecond
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	control := http.NewResponseController(w)
	piece := max(1, perSecond/10)
	for len(body) > 0 {
		n := min(piece, len(body))
		if _, err := w.Write(body[:n]); err != nil {
			return
		}
		body = body[n:]
		_ = control.Flush() // a writer that cannot flush is merely less slow
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// resetConnection closes the connection with a TCP reset, or, where the writer hides its connection,
// makes net/http drop it.
func resetConnection(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // without it the close is merely less abrupt
	}
	_ = conn.Close() // it is being broken on purpose
}
