package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/session"
	"polarflow/ent/viewer"
	"polarflow/graph/rows"
)

// closedAfter reads until the socket is closed and returns the code and everything that came before.
func (s socket) closedAfter(t testing.TB) (code websocket.StatusCode, heard string) {
	t.Helper()
	for {
		_, data, err := s.Read(s.ctx)
		if err != nil {
			return websocket.CloseStatus(err), heard
		}
		heard += string(data)
	}
}

// listen opens a socket on which the changes of a person are followed, and returns it when the first has come.
func (w *world) listen(t testing.TB, u *ent.User, secret string) socket {
	t.Helper()
	s := w.dial(t, secret)
	s.subscribe(t, `subscription { recordsChanged(since: "`+rows.Position{UserID: u.ID}.String()+`") { cursor } }`)
	if m := s.next(t); m.Type != "next" {
		t.Fatalf("%s %s", m.Type, m.Payload)
	}
	return s
}

// A socket closes within seconds of the end of its credential, whatever ended it and in whichever process,
// with the code after which clients do not come back, and its subscriptions do not end as if all were well.
func TestSocketEndsWithCredential(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me := w.person(t, "me")
		byToken, leaving, bySession := w.token(t, me), w.person(t, "leaving"), w.signIn(t, me)
		w.state(t, me, kind.Sleep, "a", 1, dateAfter(0), 1)
		w.state(t, leaving, kind.Sleep, "a", 2, dateAfter(0), 1)
		expiring, _, err := auth.Issue(system(t), w.db.Ent.ApiToken, auth.Grant{
			UserID: me.ID, Name: "expiring", Scopes: []viewer.Scope{viewer.Read}, ExpiresAt: now.Add(time.Minute)}, now)
		if err != nil {
			t.Fatal(err)
		}
		open := map[string]socket{
			"revoked token": w.listen(t, me, byToken), "expired token": w.listen(t, me, expiring),
			"session": w.listen(t, me, bySession), "deleted person": w.listen(t, leaving, w.token(t, leaving)),
		}
		stays := w.dial(t, serviceKey)
		began := time.Now()
		w.clock.ahead.Add(int64(2 * time.Minute))
		// as another process would: nobody tells this one to forget
		w.db.Ent.ApiToken.Update().SetRevokedAt(now).ExecX(system(t))
		w.db.Ent.Session.Delete().Where(session.UserID(me.ID)).ExecX(system(t))
		w.ask(t, serviceKey, `mutation($id: ID!) { deleteUser(input: {userId: $id}) { deletedUserId } }`, vars{"id": globalID("User", leaving.ID)})
		for name, s := range open {
			code, heard := s.closedAfter(t)
			if code != 4401 || strings.Contains(heard, "complete") {
				t.Errorf("%s: closed with %d after %s", name, code, heard)
			}
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("closed after %v", took)
		}
		stays.subscribe(t, `subscription { syncProgress(runId: "x") { id } }`)
		if m := stays.next(t); !strings.Contains(string(m.Payload), "NOT_FOUND") {
			t.Errorf("the socket of a credential that lives: %s", m.Payload)
		}
	})
}

// A stream of server-sent events ends with its credential as well.
func TestEventsEndWithCredential(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		mine := w.token(t, w.person(t, "me"))
		began := time.Now()
		time.AfterFunc(100*time.Millisecond, func() {
			w.clock.ahead.Add(int64(time.Minute))
			w.db.Ent.ApiToken.Update().SetRevokedAt(now).ExecX(system(t))
		})
		w.streamFor(t, 20*time.Second, mine, `subscription { recordsChanged { cursor } }`)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("ended after %v", took)
		}
	})
}
