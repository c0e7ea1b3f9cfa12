// Package connected makes the people of the benchmarks, who are connected to a sandbox without a browser.
package connected

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/polar/sandbox"
)

// Account is an account of the sandbox whose owner becomes a person here.
type Account struct {
	// PolarID is the account's id at Polar.
	PolarID int64
	// Zone is where the person lives.
	Zone string
	// Due is when the person is synced by itself: after what is measured.
	Due time.Time
	// Reached has the first sync not be followed by a reach-back.
	Reached bool
}

// Keys returns the keys by which the tokens are sealed, always the same.
func Keys() (*auth.Keyring, error) {
	keys, err := auth.NewKeyring(base64.StdEncoding.EncodeToString(make([]byte, 32)))
	if err != nil {
		return nil, fmt.Errorf("make keys: %w", err)
	}
	return keys, nil
}

// Person registers an account at the sandbox and makes its person, and returns the access token too. ctx sees
// everybody.
func Person(ctx context.Context, db *database.DB, keys *auth.Keyring, polar *sandbox.Server, a Account) (person *ent.User, token string, err error) {
	member := fmt.Sprintf("member-%d", a.PolarID)
	if token, err = polar.Connect(a.PolarID, member); err != nil {
		return nil, "", fmt.Errorf("connect account %d: %w", a.PolarID, err)
	}
	if person, err = db.Ent.User.Create().SetTimeZone(a.Zone).Save(ctx); err != nil {
		return nil, "", fmt.Errorf("make person: %w", err)
	}
	sealed, err := keys.Seal(person.ID, []byte(token))
	if err != nil {
		return nil, "", fmt.Errorf("seal token: %w", err)
	}
	err = db.Ent.PolarAccount.Create().SetUserID(person.ID).SetPolarUserID(strconv.FormatInt(a.PolarID, 10)).
		SetMemberID(member).SetToken(sealed).SetNextSyncAt(a.Due).Exec(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("make connection: %w", err)
	}
	if !a.Reached {
		return person, token, nil
	}
	for _, k := range kind.All() {
		if err := db.Ent.KindState.Create().SetUserID(person.ID).SetKind(k).SetReachDone(true).Exec(ctx); err != nil {
			return nil, "", fmt.Errorf("note that nothing is older: %w", err)
		}
	}
	return person, token, nil
}
