package graph_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/ent/auditevent"
	"polarflow/ent/kind"
)

// A deleted person leaves nothing in any table but the registration that Polar has still to be told of, and
// nobody else loses anything.
func TestDeletionLeavesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		leaver, stayer := w.everywhere(t, "leaver", "RUNNING"), w.everywhere(t, "stayer", "CYCLING")
		mine := w.token(t, leaver)
		before, kept := w.holdingsOf(t, leaver), w.holdingsOf(t, stayer)
		for table, rows := range before {
			if len(rows) == 0 {
				t.Errorf("the test puts nothing of the person into %s", table)
			}
		}
		canaries := before.canaries(kept)
		a := w.ask(t, mine, `mutation { deleteUser(input: {}) { deletedUserId userErrors { code } } }`, nil)
		if got := a.at(t, "deleteUser", "deletedUserId"); got != globalID("User", leaver.ID) {
			t.Errorf("deleted %v", got)
		}
		for table, rows := range w.holdingsOf(t, leaver) {
			if len(rows) != 0 {
				t.Errorf("%d rows are left in %s", len(rows), table)
			}
		}
		if diff := cmp.Diff(kept, w.holdingsOf(t, stayer)); diff != "" {
			t.Errorf("somebody else lost or changed: %s", diff)
		}
		for table, rows := range w.everybodys(t) {
			for _, row := range rows {
				for _, cell := range row {
					if found := leaked(canaries, text(cell)); found != nil {
						t.Errorf("%s still has %q in %v", table, found, row)
					}
				}
			}
		}
		if n := w.db.Ent.Deregistration.Query().CountX(system(t)); n != 1 {
			t.Errorf("%d registrations wait to be deleted", n)
		}
		if a := w.try(t, mine, `{ viewer { id } }`, nil); a.code() != "UNAUTHENTICATED" {
			t.Errorf("the token lives: %s", a.body)
		}
	})
}

// That somebody was deleted is told without saying who it was: nothing of a person who did it, and of an
// operator the name of the credential.
func TestDeletionInAuditTrail(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u, other := w.person(t, "me"), w.person(t, "other")
		w.ask(t, w.token(t, u), `mutation { deleteUser(input: {}) { deletedUserId } }`, nil)
		w.ask(t, serviceKey, `mutation($id: ID!) { deleteUser(input: {userId: $id}) { deletedUserId } }`, vars{"id": globalID("User", other.ID)})
		var told [][]string
		for _, e := range w.db.Ent.AuditEvent.Query().Order(auditevent.ByID()).AllX(system(t)) {
			if e.UserID != nil {
				t.Errorf("an event about person %d is left", *e.UserID)
			}
			told = append(told, []string{e.Action, e.Actor, e.Address, e.Detail})
		}
		want := [][]string{{"USER_DELETED", "the person", "", ""}, {"USER_DELETED", "service key", askedFrom.String(), ""}}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Error(diff)
		}
	})
}

// A deleted person is not left in the database's files either, where a copy of the disk would show it.
func TestDeletionReachesTheFiles(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	db, err := database.Open(t.Context(), "sqlite://"+filepath.Join(folder, "polarflow.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, db, &statements{})
	canaries := map[string]string{"the name": "Person canary-7f3a", "a record": "canary-body-91c2"}
	u := w.person(t, "canary-7f3a")
	db.Ent.RawPayload.Create().SetUserID(u.ID).SetKind(kind.Sleep).SetRecordKey(dateAfter(0)).SetRevisedOn(dateAfter(0)).
		SetHash([]byte("hash")).SetBody([]byte(canaries["a record"])).ExecX(system(t))
	mine := w.token(t, u)
	for what, found := range inFiles(t, folder, canaries) {
		if !found {
			t.Fatalf("%s is not there before the deletion", what)
		}
	}
	w.ask(t, mine, `mutation { deleteUser(input: {}) { deletedUserId userErrors { code } } }`, nil)
	for what, found := range inFiles(t, folder, canaries) {
		if found {
			t.Errorf("%s is still in the files", what)
		}
	}
}

// inFiles reports which texts are somewhere in the files of a folder.
func inFiles(t *testing.T, folder string, texts map[string]string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range texts {
		found[what] = false
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found[what] = found[what] || bytes.Contains(content, []byte(text))
		}
	}
	return found
}
