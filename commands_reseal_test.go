package main

import (
	"encoding/base64"
	"errors"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
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

// A server whose key lay beside the database and is gone says where it was, and makes no other key.
func TestKeyFileIsGone(t *testing.T) {
	t.Parallel()
	r := newRotation(t, "sqlite")
	r.settings["ENCRYPTION_KEY"] = ""
	path, _ := database.SQLitePath(r.settings["DATABASE_URL"])
	file := path + ".key"
	for range 2 {
		p := start(t, r.settings, "serve")
		if code := p.wait(); code != exitUsage || !strings.Contains(p.stderr.String(), "250 stored secrets of Polar were sealed with the key that was in "+file) {
			t.Errorf("%d: %s", code, p.stderr)
		}
		if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a new key was made: %v", err)
		}
	}
	if n := r.opens(t, r.old); n != sealedPeople {
		t.Errorf("after that the old key opens %d", n)
	}
}

// One connection whose token cannot be opened keeps nobody from being served: the log tells whose it is.
func TestOneUnopenedToken(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			r := newRotation(t, kind)
			lost, err := auth.NewKeyring(base64.StdEncoding.EncodeToString(make([]byte, 32)))
			if err != nil {
				t.Fatal(err)
			}
			sealed, err := lost.Seal(7, []byte("token"))
			if err != nil {
				t.Fatal(err)
			}
			r.db.Ent.PolarAccount.Update().Where(polaraccount.UserID(7)).SetToken(sealed).ExecX(viewer.System(t.Context()))
			p := start(t, r.settings, "serve")
			if status, _ := request(t, browser(t), "GET", p.baseURL()+"/ready", ""); status != 200 {
				t.Errorf("ready: %d", status)
			}
			p.end()
			if !strings.Contains(p.stderr.String(), `cannot be opened: the users have to connect again","number":1,"users":[7]`) {
				t.Errorf("nothing is said of user 7: %s", p.stderr)
			}
		})
	}
}
