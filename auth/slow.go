package auth

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"polarflow/ent"
	"polarflow/ent/auditevent"
	"polarflow/ent/signinfailure"
	"polarflow/ent/viewer"
)

// An account with accountFailures without a pause of lockTime is being guessed from many networks. From those that
// have never been let in, one attempt is looked at each slowTime: 17 thousand a day instead of millions. The right
// owner gets in as ever from where that has worked before, and from elsewhere by trying again.
const (
	accountFailures = 100
	slowTime        = 5 * time.Second
)

// mostRemembered bounds the earlier sign-ins that are looked at for a network.
const mostRemembered = 200

// accountOf is the subject of the failures on an account, from wherever. Only a digest of the name is kept.
func accountOf(name string) string { return "account " + hex.EncodeToString(HashSecret(name)[:8]) }

// slow returns a *LockedError for an attempt on an account that is being guessed, unless it comes from a network from
// which the person was let in before, or is the one whose turn it is. A name that nobody has is slowed alike.
func (g *Gate) slow(ctx context.Context, account string, userID int) error {
	now := g.Now().UTC()
	hot := signinfailure.And(signinfailure.Subject(account), signinfailure.CountGTE(accountFailures), signinfailure.LastAtGT(now.Add(-lockTime)))
	if guessed, err := g.Ent.SignInFailure.Query().Where(hot).Exist(ctx); err != nil || !guessed {
		return wrapped("read failed attempts", err)
	}
	if known, err := g.knows(ctx, userID); err != nil || known {
		return err
	}
	// of several at once, one finds the turn free
	free := signinfailure.Or(signinfailure.LockedUntilIsNil(), signinfailure.LockedUntilLTE(now))
	n, err := g.Ent.SignInFailure.Update().Where(hot, free).SetLockedUntil(now.Add(slowTime)).Save(ctx)
	if err != nil || n > 0 {
		return wrapped("take the turn", err)
	}
	return &LockedError{slowTime}
}

// wrapped says what was being done when an error came about, if one did.
func wrapped(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// knows reports whether a person was let in from the network of ctx before.
func (g *Gate) knows(ctx context.Context, userID int) (bool, error) {
	if userID == 0 {
		return false, nil
	}
	earlier, err := g.Ent.AuditEvent.Query().Where(auditevent.UserID(userID), auditevent.Action(string(SignedIn))).
		Order(ent.Desc(auditevent.FieldID)).Limit(mostRemembered).All(viewer.System(ctx))
	if err != nil {
		return false, fmt.Errorf("read audit trail: %w", err)
	}
	here := network(ctx)
	return slices.ContainsFunc(earlier, func(e *ent.AuditEvent) bool {
		address, err := netip.ParseAddr(e.Address)
		return err == nil && networkOf(address, 64) == here
	}), nil
}

// countAgainst adds one failure to an account, which begins anew after a pause (see countFailure).
func countAgainst(ctx context.Context, failures *ent.SignInFailureClient, account string, now time.Time) error {
	if account == "" {
		return nil
	}
	err := failures.Create().SetSubject(account).SetCount(1).SetLastAt(now).OnConflictColumns(signinfailure.FieldSubject).
		Update(func(u *ent.SignInFailureUpsert) { u.AddCount(1).SetLastAt(now) }).Exec(ctx)
	return wrapped("count failed attempt", err)
}
