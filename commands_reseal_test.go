package main

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/viewer"
)

// rotation is a server over a database with sealed tokens, whose ENCRYPTION_KEY changes.
type rotation struct {
	bench
	db  *database.DB
	old *auth.Keyring
}

const sealedPeople = 250

func newRotation(t *testing.T, kind string) rotation {
	t.Helper()
	r := rotation{bench: newBench(t, kind)}
	r.settings["SYNC_ON_STARTUP"] = "false"
	r.output(t, "migrate")
	var err error
	if r.db, err = database.Open(t.Context(), r.settings["DATABASE_URL"]); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.db.Close() })
	if r.old, err = auth.NewKeyring(r.settings["ENCRYPTION_KEY"]); err != nil {
		t.Fatal(err)
	}
	ctx := viewer.System(t.Context())
	err = r.db.InTx(ctx, func(tx *ent.Tx) error {
		for i := range sealedPeople {
			person := tx.User.Create().SaveX(ctx)
			sealed, err := r.old.Seal(person.ID, []byte("token"))
			if err != nil {
				return err
			}
			tx.PolarAccount.Create().SetUserID(person.ID).SetPolarUserID(strconv.Itoa(i)).SetMemberID("m").
				SetToken(sealed).SetStatus("REVOKED").ExecX(ctx)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// opens counts the tokens that a keyring opens.
func (r rotation) opens(t *testing.T, ring *auth.Keyring) (n int) {
	t.Helper()
	for _, a := range r.db.Ent.PolarAccount.Query().AllX(viewer.System(t.Context())) {
		if _, err := ring.Open(a.UserID, a.Token); err == nil {
			n++
		}
	}
	return n
}

// refused demands that no command starts with a key, and that nothing is overwritten.
func (r rotation) refused(t *testing.T, key string) {
	t.Helper()
	r.settings["ENCRYPTION_KEY"] = key
	for _, args := range [][]string{{"serve"}, {"serve", "--only", "worker"}, {"token", "list"}} {
		p := start(t, r.settings, args...)
		if code := p.wait(); code != exitUsage || !strings.Contains(p.stderr.String(), "ENCRYPTION_KEY cannot be used: 250 of 250 ") || strings.Contains(p.stderr.String(), key) {
			t.Errorf("%v with another key: %d, %s", args, code, p.stderr)
		}
	}
	if n := r.opens(t, r.old); n != sealedPeople {
		t.Errorf("after that the old key opens %d", n)
	}
}

// With another key nothing starts; with OLD,NEW the server serves while it seals everything anew, which its log
// tells; and then NEW alone is enough.
func TestKeyRotation(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			r := newRotation(t, kind)
			older := r.settings["ENCRYPTION_KEY"]
			newer, err := auth.NewKey()
			if err != nil {
				t.Fatal(err)
			}
			r.refused(t, newer)
			r.settings["ENCRYPTION_KEY"] = older + "," + newer
			p := start(t, r.settings, "serve")
			base := p.baseURL()
			p.await(p.stderr, func(text string) string {
				_, found, _ := strings.Cut(text, "every secret of Polar is sealed with the new encryption key")
				return found
			})
			if got := strings.Count(p.stderr.String(), `"sealing Polar's secrets with the new encryption key"`); got != 2 {
				t.Errorf("progress was logged %d times, want once for each of two batches: %s", got, p.stderr)
			}
			if status, _ := request(t, browser(t), "GET", base+"/ready", ""); status != 200 {
				t.Errorf("ready: %d", status)
			}
			p.end()
			ring, err := auth.NewKeyring(newer)
			if err != nil {
				t.Fatal(err)
			}
			if n := r.opens(t, ring); n != sealedPeople {
				t.Errorf("the new key opens %d", n)
			}
			r.settings["ENCRYPTION_KEY"] = newer
			r.output(t, "token", "list")
			if log := p.stderr.String(); strings.Contains(log, newer) || strings.Contains(log, older) || strings.Contains(log, url.QueryEscape(newer)) {
				t.Error("a key is in the log")
			}
		})
	}
}

// A server whose key lay beside the database and is gone says where it looked, and overwrites nothing.
func TestKeyFileIsGone(t *testing.T) {
	t.Parallel()
	r := newRotation(t, "sqlite")
	r.settings["ENCRYPTION_KEY"] = ""
	p := start(t, r.settings, "serve")
	if code := p.wait(); code != exitUsage || !strings.Contains(p.stderr.String(), "(ENCRYPTION_KEY is not set, and the key is in /") {
		t.Errorf("%d: %s", code, p.stderr)
	}
	if n := r.opens(t, r.old); n != sealedPeople {
		t.Errorf("after that the old key opens %d", n)
	}
}
