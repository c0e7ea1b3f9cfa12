package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"time"

	"polarflow/ent"
	"polarflow/ent/signinfailure"
	"polarflow/ent/viewer"
)

// Errors of setting up; their texts are for the person who tries.
var (
	ErrSetupCode = errors.New("this is not the code in the server's log: it is new whenever the server starts")
	ErrOwned     = errors.New("somebody owns this server already")
)

// OfferSetup returns a new code with which the first person may make the owner's account, once, and ""
// when there is an owner. It is the only place where the code is seen.
func (g *Gate) OfferSetup(ctx context.Context) (code string, err error) {
	owned, err := g.Ent.Login.Query().Exist(viewer.System(ctx))
	if err != nil {
		return "", fmt.Errorf("look for the owner: %w", err)
	}
	if owned {
		return "", nil
	}
	code = rand.Text()
	g.keepSetupCode(HashSecret(code))
	return code, nil
}

// SetupOpen reports whether the owner's account is still to be made, and can be. When the owner has left since the
// server started, there is a new code, which Announce is told.
func (g *Gate) SetupOpen(ctx context.Context) (bool, error) {
	owned, err := g.Ent.Login.Query().Exist(viewer.System(ctx))
	if err != nil {
		return false, fmt.Errorf("look for the owner: %w", err)
	}
	if owned {
		return false, nil
	}
	if g.Announce != nil {
		err = g.offerAgain(ctx)
	}
	return g.setupCode() != nil, err
}

// offerAgain offers a new code unless there is one. Of several requests at once, one does.
func (g *Gate) offerAgain(ctx context.Context) error {
	g.offering.Lock()
	defer g.offering.Unlock()
	if g.setupCode() != nil {
		return nil
	}
	code, err := g.OfferSetup(ctx)
	if err != nil || code == "" {
		return err
	}
	return g.Announce(ctx, code)
}

// SetUp makes the owner's account, for the only person there is or else for a new one, lets the owner in and
// returns the secret of the session. It returns ErrOwned, ErrSetupCode, *LockedError, ErrBusy, or what is
// wrong with the name or the password.
func (g *Gate) SetUp(ctx context.Context, code, name, password string, b Browser) (secret string, err error) {
	shown := strings.TrimSpace(name)
	if err := errors.Join(checkName(loginName(name)), CheckPassword(password)); err != nil {
		return "", err
	}
	try := attempt{subjects: addressesOf(ctx), means: "setup code"}
	if err := checkLock(ctx, g.Ent.SignInFailure, try.subjects, g.Now()); err != nil {
		return "", err
	}
	if open, err := g.SetupOpen(ctx); err != nil || !open {
		return "", errors.Join(err, ErrOwned)
	}
	if subtle.ConstantTimeCompare(g.setupCode(), HashSecret(strings.ToUpper(strings.TrimSpace(code)))) != 1 {
		return "", g.failed(ctx, try, ErrSetupCode)
	}
	hash, err := g.Passwords.Hash(ctx, password)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	userID, err := g.own(ctx, shown, hash)
	if err != nil {
		return "", err
	}
	g.keepSetupCode(nil)
	return g.admit(ctx, holder{userID: userID}, b, "setup code", nil)
}

// own writes the owner's account. Of two people with the code at once, one becomes the owner.
func (g *Gate) own(ctx context.Context, shown, hash string) (userID int, err error) {
	ctx, now := viewer.System(WithActor(ctx, actorSession)), g.Now().UTC()
	err = g.InTx(ctx, func(tx *ent.Tx) error {
		if err := lockSetup(ctx, tx, now); err != nil {
			return err
		}
		if owned, err := tx.Login.Query().Exist(ctx); err != nil || owned {
			return errors.Join(err, ErrOwned)
		}
		person, err := g.onlyPerson(ctx, tx, shown)
		if err != nil {
			return err
		}
		userID = person.ID
		err = tx.Login.Create().SetUserID(userID).SetName(loginName(shown)).SetPasswordHash(hash).
			SetCreatedAt(now).SetUpdatedAt(now).Exec(ctx)
		if err != nil {
			return fmt.Errorf("store login: %w", err)
		}
		return Audit(ctx, tx.AuditEvent, Event{UserID: userID, Action: OwnerCreated, At: now})
	})
	return userID, err
}

// lockSetup makes a second transaction wait until it can see the first one's login: both write one row, which
// is gone in the end.
func lockSetup(ctx context.Context, tx *ent.Tx, now time.Time) error {
	only := subject{name: "setup", most: addressFailures}
	if err := only.count(ctx, tx.SignInFailure, now); err != nil {
		return fmt.Errorf("lock setup: %w", err)
	}
	if _, err := tx.SignInFailure.Delete().Where(signinfailure.Subject(only.name)).Exec(ctx); err != nil {
		return fmt.Errorf("lock setup: %w", err)
	}
	return nil
}

// onlyPerson returns the one person there is, who came in by the terminal, say; else a new one.
func (g *Gate) onlyPerson(ctx context.Context, tx *ent.Tx, shown string) (*ent.User, error) {
	people, err := tx.User.Query().Limit(2).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	if len(people) == 1 {
		return people[0], nil
	}
	now := g.Now().UTC()
	person, err := tx.User.Create().SetDisplayName(shown).SetTimeZone(g.TimeZone).SetCreatedAt(now).SetUpdatedAt(now).Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("create person: %w", err)
	}
	return person, nil
}

func (g *Gate) setupCode() []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.setupHash
}

func (g *Gate) keepSetupCode(hash []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.setupHash = hash
}
