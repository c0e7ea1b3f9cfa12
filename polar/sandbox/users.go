package sandbox

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// mostFormBytes bounds every body that the server reads.
const mostFormBytes = 64 << 10

// register answers POST /v3/users, whose body is JSON or XML with the client's own id for the
// person: 200 with the user, 409 where the person is registered or the id is taken, 403 without
// consents.
func (s *Server) register(x *exchange) Response {
	memberID, err := readMemberID(x.request)
	if err != nil {
		return empty(http.StatusBadRequest)
	}
	if status := s.accounts.register(x.userID, memberID, x.now); status != http.StatusOK {
		return empty(status)
	}
	return s.showUser(x.userID)
}

// readMemberID reads member-id from a registration.
func readMemberID(r *http.Request) (string, error) {
	var body struct {
		XMLName  xml.Name `json:"-" xml:"register"`
		MemberID string   `json:"member-id" xml:"member-id"`
	}
	limited := io.LimitReader(r.Body, mostFormBytes)
	var err error
	if strings.Contains(r.Header.Get("Content-Type"), "xml") {
		err = xml.NewDecoder(limited).Decode(&body)
	} else {
		err = json.NewDecoder(limited).Decode(&body)
	}
	if err != nil {
		return "", fmt.Errorf("registration: %w", err)
	}
	if body.MemberID == "" {
		return "", fmt.Errorf("registration without member-id")
	}
	return body.MemberID, nil
}

// register notes a registration and returns the status that it is answered with.
func (g *registry) register(userID int64, memberID string, now time.Time) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	joining := g.accounts[userID]
	switch {
	case joining == nil || joining.withheld:
		return http.StatusForbidden
	case !joining.registeredAt.IsZero() || g.taken(memberID):
		return http.StatusConflict
	}
	joining.memberID, joining.registeredAt = memberID, now
	if !joining.profile.RegisteredAt.IsZero() {
		joining.registeredAt = joining.profile.RegisteredAt
	}
	return http.StatusOK
}

// taken says whether a registered person has this member id. The caller holds the lock.
func (g *registry) taken(memberID string) bool {
	for _, a := range g.accounts {
		if a.memberID == memberID && !a.registeredAt.IsZero() {
			return true
		}
	}
	return false
}

// registered counts the people registered to the client, N in the formula of the rate limits.
func (g *registry) registered() int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	count := 0
	for _, a := range g.accounts {
		if !a.registeredAt.IsZero() {
			count++
		}
	}
	return count
}

// registeredAt is when a person was registered, or zero.
func (g *registry) registeredAt(userID int64) time.Time {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if a := g.accounts[userID]; a != nil {
		return a.registeredAt
	}
	return time.Time{}
}

// user answers GET /v3/users/{user-id}. Another person's id is not found, which is 204.
func (s *Server) user(x *exchange) Response {
	id, err := strconv.ParseInt(x.request.PathValue("user"), 10, 64)
	if err != nil {
		return empty(http.StatusNotFound)
	}
	if id != x.userID {
		return empty(http.StatusNoContent)
	}
	return s.showUser(x.userID)
}

// deregister answers DELETE /v3/users/{user-id}: the registration and every token of the person are
// gone. Another person's id is refused.
func (s *Server) deregister(x *exchange) Response {
	if x.request.PathValue("user") != strconv.FormatInt(x.userID, 10) {
		return empty(http.StatusForbidden)
	}
	leave := func(a *account) { a.registeredAt, a.memberID = time.Time{}, "" }
	if err := s.accounts.change(x.userID, leave); err != nil {
		return empty(http.StatusNoContent) // an account that is gone is deregistered
	}
	s.grants.revoke(x.userID)
	return empty(http.StatusNoContent)
}

// userJSON is a person the way POST and GET /v3/users show it.
type userJSON struct {
	ID           int64    `json:"polar-user-id"`
	MemberID     string   `json:"member-id"`
	RegisteredAt string   `json:"registration-date"`
	FirstName    string   `json:"first-name,omitempty"`
	LastName     string   `json:"last-name,omitempty"`
	Birthdate    string   `json:"birthdate,omitempty"`
	Gender       string   `json:"gender,omitempty"`
	Weight       float64  `json:"weight,omitempty"`
	Height       float64  `json:"height,omitempty"`
	ExtraInfo    []string `json:"extra-info"`
}

// showUser answers with the user object.
func (s *Server) showUser(userID int64) Response {
	s.accounts.mu.RLock()
	defer s.accounts.mu.RUnlock()
	a := s.accounts.accounts[userID]
	if a == nil {
		return empty(http.StatusNoContent)
	}
	return marshalled(http.StatusOK, userJSON{
		ID: userID, MemberID: a.memberID, RegisteredAt: a.registeredAt.UTC().Format("2006-01-02T15:04:05.000Z"),
		FirstName: a.profile.FirstName, LastName: a.profile.LastName, Birthdate: a.profile.Birthdate,
		Gender: a.profile.Gender, Weight: a.profile.Weight, Height: a.profile.Height, ExtraInfo: []string{},
	})
}

// physicalInfo answers GET /v3/users/physical-info, and 404 without any.
func (s *Server) physicalInfo(x *exchange) Response {
	all := func(Record) bool { return true }
	return single(elementsOf(s.accounts.records(x.userID, KindPhysicalInfo, all)), http.StatusNotFound)
}
