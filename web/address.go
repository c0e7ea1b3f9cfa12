package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"polarflow/auth"
)

// located notes in the context from where a request came, for lockouts, limits, the audit trail and the log.
func (s *server) located(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(auth.WithAddress(r.Context(), clientAddress(r, s.TrustedProxies))))
	})
}

// clientAddress returns from where a request came: the peer, or, when that is a trusted proxy, the right-most
// hop of X-Forwarded-For that is none. Whatever stands to the left of it may have been made up by the sender.
// It is the zero address when the peer's cannot be read.
func clientAddress(r *http.Request, trusted []netip.Prefix) netip.Addr {
	client := hopAddress(r.RemoteAddr)
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !within(client, trusted) {
			return client
		}
		before := hopAddress(strings.TrimSpace(hop))
		if !before.IsValid() {
			return client
		}
		client = before
	}
	return client
}

// hopAddress reads an address with or without a port. An IPv4 address inside IPv6 is the IPv4 address.
func hopAddress(hop string) netip.Addr {
	if withPort, err := netip.ParseAddrPort(hop); err == nil {
		return withPort.Addr().Unmap().WithZone("")
	}
	address, err := netip.ParseAddr(strings.Trim(hop, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return address.Unmap().WithZone("")
}

// fromTrustedProxy reports whether the peer is one of TrustedProxies.
func (s *server) fromTrustedProxy(r *http.Request) bool {
	return within(hopAddress(r.RemoteAddr), s.TrustedProxies)
}

func within(address netip.Addr, networks []netip.Prefix) bool {
	return slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(address) })
}
