package sandbox

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Profile is the person behind an account, as GET /v3/users/{user-id} shows it.
type Profile struct {
	FirstName, LastName string
	// Birthdate is YYYY-MM-DD.
	Birthdate string
	// Gender is MALE or FEMALE.
	Gender string
	// Weight is in kilograms, Height in centimetres.
	Weight, Height float64
	// RegisteredAt, when set, is taken as the moment of registration instead of the moment at which
	// the client registers the person. A moment in the past makes earlier uploads visible.
	RegisteredAt time.Time
}

// account is one Polar user with everything that the watch has uploaded.
type account struct {
	profile Profile
	// registeredAt is zero while the person is not registered to the client.
	registeredAt time.Time
	memberID     string
	withheld     bool // a mandatory consent is missing
	records      map[Kind]map[string]Record
}

// registry holds the accounts.
type registry struct {
	mu       sync.RWMutex
	accounts map[int64]*account
	order    []int64
	signedIn int64
}

func newRegistry() *registry { return &registry{accounts: map[int64]*account{}} }

// AddAccount adds a Polar user, or replaces the one with this id, registration included. Records that do not say when they
// were uploaded are taken as uploaded now.
func (s *Server) AddAccount(userID int64, profile Profile, records []Record) {
	added := &account{profile: profile, records: map[Kind]map[string]Record{}}
	for _, record := range records {
		added.put(record, s.options.Now())
	}
	s.accounts.mu.Lock()
	defer s.accounts.mu.Unlock()
	if s.accounts.accounts[userID] == nil {
		s.accounts.order = append(s.accounts.order, userID)
	}
	s.accounts.accounts[userID] = added
}

// SignIn names the account that the browser is signed in to at Polar, the one that the consent page
// is about. Without it that is the account added first.
func (s *Server) SignIn(userID int64) error {
	return s.accounts.change(userID, func(*account) { s.accounts.signedIn = userID })
}

// Put uploads a record: a late one, or a changed one in place of the record with the same kind and
// key. The key is the id of an exercise, the test or start time of a biosensing measurement, and the
// date of everything else.
func (s *Server) Put(userID int64, record Record) error {
	return s.accounts.change(userID, func(a *account) { a.put(record, s.options.Now()) })
}

// Remove deletes at Polar what the account holds of a kind under an exercise id or a date, which may
// be several measurements. Removing what is not there is no error.
func (s *Server) Remove(userID int64, kind Kind, idOrDate string) error {
	return s.accounts.change(userID, func(a *account) {
		maps.DeleteFunc(a.records[kind], func(_ string, r Record) bool {
			return cmp.Or(r.ID, r.Date) == idOrDate
		})
	})
}

// SetConsents says whether the person has given all mandatory consents. Without them every data
// request is answered 403.
func (s *Server) SetConsents(userID int64, given bool) error {
	return s.accounts.change(userID, func(a *account) { a.withheld = !given })
}

// change edits one account under the registry's lock.
func (g *registry) change(userID int64, edit func(*account)) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	a := g.accounts[userID]
	if a == nil {
		return fmt.Errorf("sandbox: no account %d", userID)
	}
	edit(a)
	return nil
}

// readable says whether an account exists, is registered and has all consents.
func (g *registry) readable(userID int64) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	a := g.accounts[userID]
	return a != nil && !a.registeredAt.IsZero() && !a.withheld
}

// records returns an account's records of a kind for which keep is true, by date and key.
func (g *registry) records(userID int64, kind Kind, keep func(Record) bool) []Record {
	g.mu.RLock()
	defer g.mu.RUnlock()
	a := g.accounts[userID]
	if a == nil {
		return nil
	}
	var found []Record
	for _, record := range a.records[kind] {
		if keep(record) {
			found = append(found, record)
		}
	}
	slices.SortFunc(found, func(a, b Record) int {
		return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(recordKey(a), recordKey(b)))
	})
	return found
}

// put stores a record in place of the one with its kind and key.
func (a *account) put(record Record, now time.Time) {
	if record.UploadedAt.IsZero() {
		record.UploadedAt = now
	}
	if a.records[record.Kind] == nil {
		a.records[record.Kind] = map[string]Record{}
	}
	a.records[record.Kind][recordKey(record)] = record
}

// recordKey is what makes a record one of its kind: an exercise's id; the moment of a measurement of
// which a day can have several; otherwise the date, which physical info does not have.
func recordKey(r Record) string {
	switch r.Kind {
	case KindExercise:
		return r.ID
	case KindSpo2, KindECG:
		return r.Date + keyField(r.JSON, "test_time")
	case KindBodyTemperature, kindSkinContact:
		return r.Date + keyField(r.JSON, "start_time")
	}
	return r.Date
}

// keyField is the raw value of a field, or "" where the JSON has none.
func keyField(element json.RawMessage, name string) string {
	object, err := parseObject(element)
	if err != nil {
		return ""
	}
	return string(object.get(name))
}
