package auth

import (
	"context"
	"errors"
	"fmt"

	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/viewer"
)

// Reseal seals every connection's token again that an older key of the keyring sealed, so that the older key
// can be taken out of ENCRYPTION_KEY, and returns how many. It changes nothing and returns an error that
// wraps ErrUnknownKey when there is a connection for which the keyring has no key: a server that started
// with a wrong key would tell everybody to connect again. A damaged token is left for the sync to report.
func (k *Keyring) Reseal(ctx context.Context, client *ent.Client) (int, error) {
	ctx = viewer.System(ctx)
	accounts, err := client.PolarAccount.Query().All(ctx)
	if err != nil {
		return 0, fmt.Errorf("read connections: %w", err)
	}
	opened, err := k.openOlder(accounts)
	if err != nil {
		return 0, err
	}
	done := 0
	for account, plain := range opened {
		sealed, err := k.Seal(account.UserID, plain)
		if err != nil {
			return done, err
		}
		// a token that changed meanwhile was sealed with the newest key
		n, err := client.PolarAccount.Update().
			Where(polaraccount.ID(account.ID), polaraccount.Token(account.Token)).SetToken(sealed).Save(ctx)
		if err != nil {
			return done, fmt.Errorf("store sealed token: %w", err)
		}
		done += n
	}
	return done, nil
}

// openOlder opens the tokens that are not sealed with the newest key.
func (k *Keyring) openOlder(accounts []*ent.PolarAccount) (map[*ent.PolarAccount][]byte, error) {
	opened := map[*ent.PolarAccount][]byte{}
	unknown := 0
	for _, account := range accounts {
		if k.isNewest(account.Token) {
			continue
		}
		plain, err := k.Open(account.UserID, account.Token)
		switch {
		case errors.Is(err, ErrUnknownKey):
			unknown++
		case err == nil:
			opened[account] = plain
		}
	}
	if unknown > 0 {
		return nil, fmt.Errorf("%d of %d connections: %w (give OLD_KEY,NEW_KEY)", unknown, len(accounts), ErrUnknownKey)
	}
	return opened, nil
}
