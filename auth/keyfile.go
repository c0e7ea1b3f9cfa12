package auth

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// NewKey returns a fresh encryption key: 32 random bytes in base64.
func NewKey() (string, error) {
	raw := make([]byte, keyLength)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return base64.StdEncoding.EncodeToString(raw), nil
}

// ReadKeyFile returns the encryption key kept in a file. The error wraps fs.ErrNotExist when there is no such file.
func ReadKeyFile(path string) (string, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the operator's own path
	if err != nil {
		return "", fmt.Errorf("read encryption key: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}

// KeyFile returns the encryption key kept in a file, which it makes with mode 0600 when there is none. Of
// several processes that start at once, all get the key of the first.
func KeyFile(path string) (string, error) {
	key, err := ReadKeyFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := makeKeyFile(path); err != nil {
		return "", fmt.Errorf("make encryption key: %w", err)
	}
	return ReadKeyFile(path)
}

// makeKeyFile writes a key beside path and links it there, so that the file appears whole or not at all and
// never replaces another.
func makeKeyFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	key, err := NewKey()
	if err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".key-*") // its mode is 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.WriteString(key + "\n")
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
