package auth

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"polarflow/ent"
	"polarflow/ent/login"
	"polarflow/ent/session"
	"polarflow/ent/viewer"
)

// longestName bounds the name that somebody signs in with, in characters.
const longestName = 100

// Errors about the name of a login; their texts are for the person who chooses it.
var (
	ErrName      = errors.New("a name needs 1 to 100 characters that can be seen")
	ErrNameTaken = errors.New("somebody else signs in with this name")
)

// loginName is a name as it is stored and compared: capitals make no difference.
func loginName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// isName reports whether a text can be a name to sign in with.
func isName(name string) bool {
	unseen := func(r rune) bool { return !unicode.IsPrint(r) }
	return name != "" && utf8.ValidString(name) && utf8.RuneCountInString(name) <= longestName && !strings.ContainsFunc(name, unseen)
}

// checkName returns ErrName for what cannot be a name.
func checkName(name string) error {
	if isName(name) {
		return nil
	}
	return ErrName
}

// ResetPassword gives a person a new random password, and a name to sign in with unless name is "" and there
// is one already. All sessions of the person end. It returns ErrName or ErrNameTaken.
func (g *Gate) ResetPassword(ctx context.Context, userID int, name string) (signsInAs, password string, err error) {
	password = rand.Text()
	hash, err := g.Passwords.Hash(ctx, password)
	if err != nil {
		return "", "", fmt.Errorf("hash password: %w", err)
	}
	personal, now := viewer.Person(ctx, userID), g.Now().UTC()
	err = g.InTx(ctx, func(tx *ent.Tx) error {
		if signsInAs, err = g.writeLogin(personal, tx, userID, loginName(name), hash); err != nil {
			return err
		}
		if _, err := tx.Session.Delete().Where(session.UserID(userID)).Exec(personal); err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		return Audit(ctx, tx.AuditEvent, Event{UserID: userID, Action: PasswordSet, At: now})
	})
	if ent.IsConstraintError(err) {
		return "", "", ErrNameTaken
	}
	if err != nil {
		return "", "", err
	}
	g.Credentials.Forget()
	return signsInAs, password, nil
}

// writeLogin changes a person's login, or makes the first one, and returns its name.
func (g *Gate) writeLogin(ctx context.Context, tx *ent.Tx, userID int, name, hash string) (string, error) {
	known, err := tx.Login.Query().Where(login.UserID(userID)).Only(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return "", fmt.Errorf("find login: %w", err)
	}
	if known != nil && name == "" {
		name = known.Name
	}
	if err := checkName(name); err != nil {
		return "", err
	}
	now := g.Now().UTC()
	if known != nil {
		err = known.Update().SetName(name).SetPasswordHash(hash).SetUpdatedAt(now).Exec(ctx)
	} else {
		err = tx.Login.Create().SetUserID(userID).SetName(name).SetPasswordHash(hash).SetCreatedAt(now).SetUpdatedAt(now).Exec(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("store login: %w", err)
	}
	return name, nil
}
