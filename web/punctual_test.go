package web_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"polarflow/database/dbtest"
	"polarflow/web"
)

// A reader that asks for something large and never reads is cut off; one that reads gets the whole of it, and the
// connection after that still serves.
func TestReadersThatDoNotRead(t *testing.T) {
	t.Parallel()
	const size = 32 << 20        // more than the buffers on the way hold
	ended := make(chan error, 3) // one for each request
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
		o.WriteTime = 300 * time.Millisecond
		o.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			piece, left := []byte(strings.Repeat("x", 32<<10)), size
			for ; left > 0; left -= len(piece) {
				if _, err := w.Write(piece); err != nil {
					ended <- err
					return
				}
			}
			ended <- nil
		})
	})
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := fmt.Fprint(conn, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err == nil {
			t.Error("everything was written to somebody who reads nothing")
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the connection stays open")
	}
	b := s.browser(t)
	for range 2 {
		if got := b.post(s.URL+"/graphql", nil); len(got.body) != size {
			t.Errorf("%d bytes of %d were read", len(got.body), size)
		}
		time.Sleep(400 * time.Millisecond) // longer than a piece may take
	}
}

// A session's requests for pages come out of the session's budget.
func TestBudgetOfPages(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) { o.Limits.Personal = 3 })
	b := s.signedInAs(t, s.user)
	var got answer
	for range 4 {
		got = b.open(s.URL + "/connect/polar")
	}
	if got.Status != http.StatusTooManyRequests || got.header.Get("Retry-After") == "" || got.header.Get("RateLimit-Remaining") != "0" {
		t.Errorf("after four requests of three: %d, %v", got.Status, got.header)
	}
	if other := s.still(t).open(s.URL + "/login"); other.Status != http.StatusSeeOther && other.Status != http.StatusOK {
		t.Errorf("a browser without a session: %d", other.Status)
	}
}
