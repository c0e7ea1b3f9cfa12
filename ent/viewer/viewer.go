// Package viewer says on whose behalf a request or a job acts. It is carried in the context, and every
// read and write of a person's rows is confined to it by the policy in ent/schema.
package viewer

import "context"

// Viewer is who is asking. The zero Viewer may see nothing.
type Viewer struct {
	// UserID is the one person whose rows may be seen, unless All is set.
	UserID int
	// All is set for service credentials and for the server's own work (scheduling, migration): it sees
	// everybody's rows and must choose a person itself.
	All bool
	// Scopes are the things that the credential may do; empty for the server's own work.
	Scopes []Scope
	// TokenID is the API token that was shown, 0 for every other credential.
	TokenID int
}

// Scope is one thing that a credential may do.
type Scope string

// The scopes of a credential.
const (
	Read    Scope = "READ"
	Sync    Scope = "SYNC"
	Manage  Scope = "MANAGE"
	Service Scope = "SERVICE"
)

// Has reports whether the viewer's credential carries the scope; a service credential carries them all.
func (v Viewer) Has(want Scope) bool {
	for _, s := range v.Scopes {
		if s == want || s == Service {
			return true
		}
	}
	return false
}

// MaySee reports whether rows of that person are within the viewer's sight.
func (v Viewer) MaySee(userID int) bool {
	return v.All || (v.UserID != 0 && v.UserID == userID)
}

type contextKey struct{}

// NewContext returns a context in which v is asking.
func NewContext(ctx context.Context, v Viewer) context.Context {
	return context.WithValue(ctx, contextKey{}, v)
}

// FromContext returns who is asking, and false when nobody is.
func FromContext(ctx context.Context) (Viewer, bool) {
	v, ok := ctx.Value(contextKey{}).(Viewer)
	return v, ok && (v.All || v.UserID != 0)
}

// System returns a context in which the server itself is asking, for everybody's rows.
func System(ctx context.Context) context.Context {
	return NewContext(ctx, Viewer{All: true})
}

// Person returns a context in which the server works for one person, and sees nobody else's rows.
func Person(ctx context.Context, userID int) context.Context {
	return NewContext(ctx, Viewer{UserID: userID})
}
