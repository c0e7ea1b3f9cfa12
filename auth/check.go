package auth

import (
	"context"
	"errors"
	"fmt"

	"polarflow/ent"
)

// Sealed is what a Keyring makes of everything that is stored under seal.
type Sealed struct {
	// Opened counts the texts that it opens.
	Opened int
	// Unopened counts those that it does not: damaged, or sealed with a key that it lacks.
	Unopened int
	// People are the ids of those whose connection is among the unopened.
	People []int

	unknown int // of the unopened, those with a key that the keyring lacks
}

// Check opens everything that is stored under seal and changes nothing. It returns an error that wraps ErrKey and
// ErrUnknownKey when the keyring lacks the keys and opens nothing: a server that started with a wrong key would tell
// everybody to connect again. What single people cannot have opened keeps nobody else from being served.
func (k *Keyring) Check(ctx context.Context, client *ent.Client) (Sealed, error) {
	var found Sealed
	for _, s := range shelves(client) {
		err := s.each(ctx, func(texts []sealedText) error {
			for _, t := range texts {
				found.add(k, t)
			}
			return nil
		})
		if err != nil {
			return found, err
		}
	}
	if found.Opened == 0 && found.unknown > 0 {
		return found, fmt.Errorf("%w: %d of %d stored secrets of Polar: %w; after a change of key give OLD_KEY,NEW_KEY",
			ErrKey, found.unknown, found.Unopened, ErrUnknownKey)
	}
	return found, nil
}

// add tries a text.
func (s *Sealed) add(k *Keyring, t sealedText) {
	_, err := k.Open(t.userID, t.sealed)
	if err == nil {
		s.Opened++
		return
	}
	s.Unopened++
	if errors.Is(err, ErrUnknownKey) {
		s.unknown++
	}
	if t.userID != 0 {
		s.People = append(s.People, t.userID)
	}
}

// CountSealed returns how much is stored under seal, with whatever key.
func CountSealed(ctx context.Context, client *ent.Client) (n int, err error) {
	for _, s := range shelves(client) {
		err := s.each(ctx, func(texts []sealedText) error {
			n += len(texts)
			return nil
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}
