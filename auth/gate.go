package auth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"polarflow/ent"
	"polarflow/ent/auditevent"
	"polarflow/ent/login"
	"polarflow/ent/signinfailure"
	"polarflow/ent/viewer"
)

// Errors of signing in; their texts are for the person who tries.
var (
	ErrWrongPassword   = errors.New("name or password is wrong")
	ErrWrongCredential = errors.New("this is not a service credential of this server, or it has ended")
)

// The audit trail tells of failures of one kind from one address once in failureNoted, of those on one account
// (or on none) mostNoted times, however many addresses they come from, and of each for failureKept.
const (
	failureNoted = time.Minute
	mostNoted    = 20
	failureKept  = 90 * 24 * time.Hour
)

// Gate lets browsers in: people by name and password, operators by a service credential, and the first
// person by the code in the server's log. Whoever is let in gets a new session. Its fields are set before
// the first use; it is safe for concurrent use.
type Gate struct {
	// Ent is where logins and sessions are kept, and InTx runs a transaction there.
	Ent  *ent.Client
	InTx func(ctx context.Context, fn func(tx *ent.Tx) error) error
	// Credentials recognises what operators show, and forgets sessions that end.
	Credentials *Credentials
	Passwords   *Passwords
	// Announce is told of a code that is offered while the server runs, to be written into its log; nil offers none.
	Announce func(ctx context.Context, code string) error
	// TimeZone is the IANA name that the owner has until somebody sets another.
	TimeZone string
	// Now is the clock.
	Now func() time.Time

	mu        sync.Mutex
	setupHash []byte // of the code with which the first person gets in; nil for none
	offering  sync.Mutex
}

// attempt is one try to get in.
type attempt struct {
	subjects []subject // what a failure counts for
	account  string    // which name it was, as a subject; "" for none
	userID   int       // whose account it is about, 0 when unknown
	means    string    // with what, for the audit trail
}

// SignIn lets a person in by name and password and returns the secret of the new session. It returns
// ErrWrongPassword after the same time whether there is such a name or not, *LockedError after too many of
// those, and ErrBusy.
func (g *Gate) SignIn(ctx context.Context, name, password string, b Browser) (secret string, err error) {
	name = loginName(name)
	try := attempt{subjects: append(addressesOf(ctx), pairOf(ctx, name)), account: accountOf(name), means: "password"}
	if err := checkLock(ctx, g.Ent.SignInFailure, try.subjects, g.Now()); err != nil {
		return "", err
	}
	userID, hash, err := g.login(ctx, name)
	if err != nil {
		return "", err
	}
	if err := g.slow(ctx, try.account, userID); err != nil {
		return "", err
	}
	ok, err := g.Passwords.Verify(ctx, password, hash)
	if err != nil {
		return "", fmt.Errorf("check password: %w", err)
	}
	try.userID = userID
	if !ok || userID == 0 {
		return "", g.failed(ctx, try, ErrWrongPassword)
	}
	return g.admit(ctx, holder{userID: userID}, b, try.means, func(tx *ent.Tx) error {
		_, err := tx.SignInFailure.Delete().Where(signinfailure.Subject(pairOf(ctx, name).name)).Exec(ctx)
		return err
	})
}

// login returns whose account a name is and the hash of its password; 0 and "" when there is none.
func (g *Gate) login(ctx context.Context, name string) (userID int, hash string, err error) {
	if !isName(name) {
		return 0, "", nil
	}
	found, err := g.Ent.Login.Query().Where(login.Name(name)).Only(viewer.System(ctx))
	if ent.IsNotFound(err) {
		return 0, "", nil
	}
	if err != nil {
		return 0, "", fmt.Errorf("find login: %w", err)
	}
	return found.UserID, found.PasswordHash, nil
}

// SignInWithCredential lets an operator in by a service credential and returns the secret of the new
// session, which lasts no longer than the credential. It returns ErrWrongCredential, *LockedError, or
// *GuessingError.
func (g *Gate) SignInWithCredential(ctx context.Context, credential string, b Browser) (secret string, err error) {
	credential = strings.TrimSpace(credential)
	try := attempt{subjects: addressesOf(ctx), means: "service credential"}
	if err := checkLock(ctx, g.Ent.SignInFailure, try.subjects, g.Now()); err != nil {
		return "", err
	}
	shown, err := g.Credentials.Recognise(ctx, credential)
	if err != nil && !errors.Is(err, ErrUnauthenticated) {
		return "", err
	}
	if err != nil || !shown.Viewer.All || shown.IsSession {
		return "", g.failed(ctx, try, ErrWrongCredential)
	}
	return g.admit(ctx, holder{credentialHash: HashSecret(credential)}, b, shown.Actor, nil)
}

// SignInAs lets a person in who has shown in another way who it is; means says how, for the audit trail.
func (g *Gate) SignInAs(ctx context.Context, userID int, means string, b Browser) (secret string, err error) {
	return g.admit(ctx, holder{userID: userID}, b, means, nil)
}

// admit begins a session in one transaction with its line in the audit trail and what also, unless it is
// nil, writes.
func (g *Gate) admit(ctx context.Context, who holder, b Browser, means string, also func(tx *ent.Tx) error) (secret string, err error) {
	actor := actorSession
	if who.userID == 0 {
		actor = actorOperator
	}
	ctx, now := WithActor(ctx, actor), g.Now().UTC()
	err = g.InTx(ctx, func(tx *ent.Tx) (err error) {
		if also != nil {
			err = also(tx)
		}
		if err == nil {
			secret, err = begin(ctx, tx, who, b, now)
		}
		if err != nil {
			return err
		}
		return Audit(ctx, tx.AuditEvent, Event{UserID: who.userID, Action: SignedIn, Detail: means, At: now})
	})
	if err != nil {
		return "", fmt.Errorf("sign in: %w", err)
	}
	g.Credentials.Forget() // the browser's session before
	return secret, nil
}

// failed counts a failure, notes it in the audit trail, and returns reason.
func (g *Gate) failed(ctx context.Context, try attempt, reason error) error {
	now := g.Now().UTC()
	err := g.InTx(ctx, func(tx *ent.Tx) error {
		if err := countFailure(ctx, tx.SignInFailure, try.subjects, now); err != nil {
			return err
		}
		if err := countAgainst(ctx, tx.SignInFailure, try.account, now); err != nil {
			return err
		}
		return noteFailure(ctx, tx.AuditEvent, try, now)
	})
	if err != nil {
		return err
	}
	return reason
}

// noteFailure writes a failure into the audit trail unless enough are there already. The oldest failures go, so
// that nobody can fill the trail from outside.
func noteFailure(ctx context.Context, events *ent.AuditEventClient, try attempt, now time.Time) error {
	system := viewer.System(ctx)
	failure := auditevent.Action(string(SignInFailed))
	whose := auditevent.UserIDIsNil()
	if try.userID != 0 {
		whose = auditevent.UserID(try.userID)
	}
	noted, err := events.Query().Where(failure, whose, auditevent.CreatedAtGT(now.Add(-failureNoted))).
		Order(ent.Desc(auditevent.FieldID)).Limit(mostNoted).All(system)
	if err != nil {
		return fmt.Errorf("read audit trail: %w", err)
	}
	same := func(e *ent.AuditEvent) bool { return e.Address == Address(ctx) && e.Detail == try.means }
	if len(noted) >= mostNoted || slices.ContainsFunc(noted, same) {
		return nil
	}
	if _, err := events.Delete().Where(failure, auditevent.CreatedAtLT(now.Add(-failureKept))).Exec(system); err != nil {
		return fmt.Errorf("forget old failures: %w", err)
	}
	return Audit(ctx, events, Event{UserID: try.userID, Action: SignInFailed, Detail: try.means, At: now})
}
