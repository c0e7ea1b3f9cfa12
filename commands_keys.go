package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"polarflow/auth"
	"polarflow/config"
	"polarflow/database"
)

// newKeyring returns the keys of the settings, or, when there are none, nil and the file beside the SQLite database
// in which they are.
func newKeyring(cfg config.Config) (ring *auth.Keyring, file string, err error) {
	if path, isSQLite := database.SQLitePath(cfg.DatabaseURL); cfg.EncryptionKey == "" && isSQLite {
		return nil, path + ".key", nil
	}
	ring, err = auth.NewKeyring(cfg.EncryptionKey)
	return ring, "", err
}

// readKeyFile reads the keys from their file, which is made when it is not there. When something is sealed already,
// a new key would be of no use, and would hide that the old one is lost.
func (in *installation) readKeyFile(ctx context.Context) error {
	if in.keyring != nil {
		return nil
	}
	keys, err := auth.ReadKeyFile(in.keyFile)
	if errors.Is(err, fs.ErrNotExist) {
		keys, err = in.makeKeyFile(ctx)
	}
	if err != nil {
		return err
	}
	in.keyring, err = auth.NewKeyring(keys)
	return withKeyFile(err, in.keyFile)
}

// makeKeyFile makes the file with the first key and returns the key.
func (in *installation) makeKeyFile(ctx context.Context) (string, error) {
	n, err := auth.CountSealed(ctx, in.db.Ent)
	if err != nil {
		return "", err
	}
	if n > 0 {
		return "", fmt.Errorf("%w: %d stored secrets of Polar were sealed with the key that was in %s, and that file is gone: put it back, or set ENCRYPTION_KEY to the key that was in it",
			auth.ErrKey, n, in.keyFile)
	}
	return auth.KeyFile(in.keyFile)
}

// checkKeys returns an error when the keys open nothing of what is stored, and tells of people who have to connect
// again because theirs cannot be opened.
func (in *installation) checkKeys(ctx context.Context) error {
	found, err := in.keyring.Check(ctx, in.db.Ent)
	if err != nil {
		return withKeyFile(err, in.keyFile)
	}
	const mostNamed = 20
	if found.Unopened > 0 {
		in.log.WarnContext(ctx, "some stored secrets of Polar cannot be opened: the users have to connect again", "number", found.Unopened,
			"users", found.People[:min(len(found.People), mostNamed)])
	}
	return nil
}

// withKeyFile adds to an error about the keys that they are in a file, if they are.
func withKeyFile(err error, file string) error {
	if file == "" || !errors.Is(err, auth.ErrKey) {
		return err
	}
	return fmt.Errorf("%w (ENCRYPTION_KEY is not set, and the key is in %s)", err, file)
}
