package auth

import (
	"net/url"
	"slices"
	"strings"
)

// longestReturnURL bounds what is stored for a journey, in bytes.
const longestReturnURL = 2048

// returnAllowed reports whether an address is absolute and its origin is allow-listed exactly. What browsers
// and url.Parse are known to read differently (backslashes, control characters, spaces, a user before the
// host) is refused before anything is compared.
func (c *Connector) returnAllowed(address string) bool {
	if len(address) > longestReturnURL || strings.ContainsFunc(address, misread) {
		return false
	}
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Opaque != "" {
		return false
	}
	if !strings.HasPrefix(address[len(u.Scheme):], "://") {
		return false
	}
	return slices.Contains(c.AllowedReturnOrigins, originOf(u))
}

// misread reports whether a character has no place in an address, or browsers make another of it.
func misread(r rune) bool { return r <= ' ' || r >= 0x7f || r == '\\' }

// originOf returns scheme and host of a web address in lower case, without the scheme's own port, and the
// scheme alone (myapp://) of every other.
func originOf(u *url.URL) string {
	scheme, host := strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	switch scheme {
	case "http":
		return scheme + "://" + strings.TrimSuffix(host, ":80")
	case "https":
		return scheme + "://" + strings.TrimSuffix(host, ":443")
	}
	return scheme + "://"
}
