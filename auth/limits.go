package auth

import (
	"context"
	"time"

	"polarflow/ent/viewer"
)

// Limits gives each credential a number of requests a minute. They are counted in this process: of several
// processes each counts for itself. Its fields are set before the first use; it is safe for concurrent use.
type Limits struct {
	// Personal is how many requests a minute a person's credential may make, and Service a service credential.
	Personal, Service int
	// Now is the clock.
	Now func() time.Time

	budget Budget
}

// Spend takes one request out of the budget of the credential that asks in ctx, which Credential.In has put
// there.
func (l *Limits) Spend(ctx context.Context) Allowance {
	perMinute := l.Personal
	if v, _ := viewer.FromContext(ctx); v.All {
		perMinute = l.Service
	}
	return l.budget.Spend(askerOf(ctx).key, perMinute, l.Now())
}
