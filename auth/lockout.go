package auth

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/signinfailure"
)

// Failures are counted for an account together with an address, and for an address alone, of IPv6 also for the wide
// network around it. An account alone is never locked, so that nobody can lock somebody else's from elsewhere: one that
// has had many failures is slowed (see slow).
const (
	pairFailures    = 10
	addressFailures = 30
	wideFailures    = 100
	// lockTime is how long a lock lasts, and how long a pause must be for the count to begin anew.
	lockTime = 15 * time.Minute
)

// LockedError is returned for every further attempt after too many wrong ones, right or wrong.
type LockedError struct{ RetryAfter time.Duration }

// Error says how long to wait.
func (e *LockedError) Error() string {
	if e.RetryAfter < time.Minute {
		return fmt.Sprintf("too many failed attempts: try again in %d seconds", int(e.RetryAfter.Seconds())+1)
	}
	return fmt.Sprintf("too many failed attempts from your address: try again in %d minutes", int(e.RetryAfter.Minutes())+1)
}

// subject is what failures are counted for.
type subject struct {
	name string
	most int // failures before it is locked
}

// addressesOf counts the attempts from the address of ctx.
func addressesOf(ctx context.Context) []subject {
	subjects := []subject{{"address " + network(ctx), addressFailures}}
	if wide := wideNetwork(ctx); wide != network(ctx) {
		subjects = append(subjects, subject{"address " + wide, wideFailures})
	}
	return subjects
}

// pairOf counts the attempts on an account from the address of ctx.
func pairOf(ctx context.Context, account string) subject {
	return subject{pairStart(account) + network(ctx), pairFailures}
}

// pairStart begins the subjects of an account, of which only a digest is kept: people type passwords into
// the wrong field.
func pairStart(account string) string {
	return "pair " + hex.EncodeToString(HashSecret(account)[:8]) + " "
}

// checkLock returns a *LockedError while one of the subjects is locked.
func checkLock(ctx context.Context, failures *ent.SignInFailureClient, subjects []subject, now time.Time) error {
	names := make([]string, len(subjects))
	for i, s := range subjects {
		names[i] = s.name
	}
	locked, err := failures.Query().Where(signinfailure.SubjectIn(names...), signinfailure.LockedUntilGT(now)).
		Order(signinfailure.ByLockedUntil(sql.OrderDesc())).First(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read failed attempts: %w", err)
	}
	return &LockedError{locked.LockedUntil.Sub(now)}
}

// countFailure adds a failed attempt to each subject and locks those that have had too many. What no longer
// counts goes, so that the table stays small.
func countFailure(ctx context.Context, failures *ent.SignInFailureClient, subjects []subject, now time.Time) error {
	forgotten := signinfailure.And(signinfailure.LastAtLT(now.Add(-lockTime)),
		signinfailure.Or(signinfailure.LockedUntilIsNil(), signinfailure.LockedUntilLTE(now)))
	if _, err := failures.Delete().Where(forgotten).Exec(ctx); err != nil {
		return fmt.Errorf("forget failed attempts: %w", err)
	}
	for _, s := range subjects {
		if err := s.count(ctx, failures, now); err != nil {
			return fmt.Errorf("count failed attempt: %w", err)
		}
	}
	return nil
}

// count adds one failure. The row is locked by writing it before it is read, so that of many attempts at
// once none goes uncounted.
func (s subject) count(ctx context.Context, failures *ent.SignInFailureClient, now time.Time) error {
	if err := countAgainst(ctx, failures, s.name, now); err != nil {
		return err
	}
	return failures.Update().Where(signinfailure.Subject(s.name), signinfailure.CountGTE(s.most)).
		SetCount(0).SetLockedUntil(now.Add(lockTime)).Exec(ctx)
}
