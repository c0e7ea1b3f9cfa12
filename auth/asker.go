package auth

import (
	"context"
	"net/netip"
)

// asker is what the context says, beside the viewer, about where a request came from: it is what the audit
// trail and the limits of guessing go by.
type asker struct {
	address netip.Addr
	actor   string
	key     string // of the credential, for limits
}

type askerKey struct{}

func askerOf(ctx context.Context) asker {
	a, _ := ctx.Value(askerKey{}).(asker)
	return a
}

// WithAddress returns a context of a request that came from an address.
func WithAddress(ctx context.Context, address netip.Addr) context.Context {
	a := askerOf(ctx)
	a.address = address.Unmap().WithZone("")
	return context.WithValue(ctx, askerKey{}, a)
}

// Address returns from where the request of ctx came, and "" for the server's own work and for a terminal.
func Address(ctx context.Context) string {
	if a := askerOf(ctx); a.address.IsValid() {
		return a.address.String()
	}
	return ""
}

// network returns the part of the address that one household or attacker has to itself, by which failures
// are counted: an IPv4 address, or the first 64 bits of an IPv6 address. It is "" where Address is.
func network(ctx context.Context) string { return networkOf(askerOf(ctx).address, 64) }

// wideNetwork returns the part of the address that one customer of a provider can have to itself: an IPv4 address, or
// the first 48 bits of an IPv6 address.
func wideNetwork(ctx context.Context) string { return networkOf(askerOf(ctx).address, 48) }

// networkOf returns the first bits of an IPv6 address, an IPv4 address as it is, and "" for none.
func networkOf(a netip.Addr, bits int) string {
	switch prefix, err := a.Prefix(bits); {
	case !a.IsValid():
		return ""
	case a.Is4() || err != nil:
		return a.String()
	default:
		return prefix.String()
	}
}

// Actors that are no credential.
const (
	ActorServer   = "server"
	ActorTerminal = "terminal"
)

// WithActor returns a context in which what is done is put down to an actor: a credential by its public
// name, or ActorTerminal.
func WithActor(ctx context.Context, actor string) context.Context {
	a := askerOf(ctx)
	a.actor = actor
	return context.WithValue(ctx, askerKey{}, a)
}

// withKey returns a context in which what is done counts for the credential with this key.
func withKey(ctx context.Context, key string) context.Context {
	a := askerOf(ctx)
	a.key = key
	return context.WithValue(ctx, askerKey{}, a)
}

// Actor returns to whom the audit trail puts down what is done in ctx: ActorServer unless something else
// was said.
func Actor(ctx context.Context) string {
	if a := askerOf(ctx); a.actor != "" {
		return a.actor
	}
	return ActorServer
}
