package auth

import (
	"context"
	"time"

	"polarflow/ent/viewer"
)

// Limits gives each credential a number of requests a minute, or what they may cost. They are counted in this
// process: of several processes each counts for itself. Its fields are set before the first use; it is safe for
// concurrent use.
type Limits struct {
	// Personal is how much a person's credential may spend in a minute, and Service a service credential.
	Personal, Service int
	// Now is the clock.
	Now func() time.Time

	budget Budget
}

// Spend takes one request out of the budget of the credential that asks in ctx, which Credential.In has put
// there.
func (l *Limits) Spend(ctx context.Context) Allowance { return l.SpendN(ctx, 1) }

// SpendN takes n out of the same budget, or nothing where less is left. With 0 it says what is left.
func (l *Limits) SpendN(ctx context.Context, n int) Allowance {
	perMinute := l.Personal
	if v, _ := viewer.FromContext(ctx); v.All {
		perMinute = l.Service
	}
	return l.budget.SpendN(askerOf(ctx).key, n, perMinute, l.Now())
}
