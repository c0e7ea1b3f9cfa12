package auth

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// A sealed text is a version byte, the id of its key (the first eight bytes of the key's SHA-256), and what
// AES-256-GCM makes of nonce and text. The person's id and this header are authenticated along with it.
const (
	sealVersion = 1
	keyLength   = 32
	keyIDLength = 8
	headerSize  = 1 + keyIDLength
)

// ErrKey is wrapped by every error of NewKeyring and of Check.
var ErrKey = errors.New("ENCRYPTION_KEY cannot be used")

// ErrUnknownKey is returned by Open when the keyring lacks the key with which the text was sealed.
var ErrUnknownKey = errors.New("sealed with a key that is not in ENCRYPTION_KEY")

// ErrTampered is returned by Open for what is no sealed text, was changed, or belongs to another person.
var ErrTampered = errors.New("sealed text is damaged or belongs to somebody else")

// Keyring seals secrets of people so that a copy of the database alone does not reveal them.
type Keyring struct {
	keys []sealKey // the last one seals
}

type sealKey struct {
	id   []byte
	aead cipher.AEAD
}

// NewKeyring returns a keyring of comma-separated keys, each 32 bytes in base64: the last one seals, all of
// them open. Errors wrap ErrKey and never contain a key.
func NewKeyring(keys string) (*Keyring, error) {
	ring := &Keyring{}
	for i, text := range strings.Split(keys, ",") {
		raw, err := decodeKey(text)
		if err != nil {
			return nil, fmt.Errorf("%w: key %d %w", ErrKey, i+1, err)
		}
		block, err := aes.NewCipher(raw)
		if err != nil {
			return nil, fmt.Errorf("%w: key %d: %w", ErrKey, i+1, err)
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return nil, fmt.Errorf("%w: key %d: %w", ErrKey, i+1, err)
		}
		sum := sha256.Sum256(raw)
		ring.keys = append(ring.keys, sealKey{id: sum[:keyIDLength], aead: aead})
	}
	return ring, nil
}

// wantedKey says what a key is, for the person who sets it.
const wantedKey = "32 bytes in base64 (openssl rand -base64 32)"

// decodeKey reads one key in either alphabet of base64, padded or not.
func decodeKey(text string) ([]byte, error) {
	text = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimSpace(text))
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		return nil, fmt.Errorf("is not base64, want %s", wantedKey)
	}
	if len(raw) != keyLength {
		return nil, fmt.Errorf("has %d bytes, want %s", len(raw), wantedKey)
	}
	return raw, nil
}

// Seal encrypts a secret of a person with the newest key.
func (k *Keyring) Seal(userID int, plain []byte) ([]byte, error) {
	key := k.keys[len(k.keys)-1]
	header := append([]byte{sealVersion}, key.id...)
	return key.aead.Seal(bytes.Clone(header), nil, plain, additionalData(header, userID)), nil
}

// Open decrypts what Seal made for the same person. It returns ErrUnknownKey or ErrTampered.
func (k *Keyring) Open(userID int, sealed []byte) ([]byte, error) {
	if len(sealed) < headerSize || sealed[0] != sealVersion {
		return nil, ErrTampered
	}
	header := sealed[:headerSize]
	for _, key := range k.keys {
		if !bytes.Equal(key.id, header[1:]) {
			continue
		}
		plain, err := key.aead.Open(nil, nil, sealed[headerSize:], additionalData(header, userID))
		if err != nil {
			return nil, ErrTampered
		}
		return plain, nil
	}
	return nil, ErrUnknownKey
}

// isNewest reports whether a sealed text was sealed with the key that seals today.
func (k *Keyring) isNewest(sealed []byte) bool {
	newest := k.keys[len(k.keys)-1].id
	return len(sealed) >= headerSize && bytes.Equal(newest, sealed[1:headerSize])
}

// additionalData is what a sealed text is bound to: its header and its person.
func additionalData(header []byte, userID int) []byte {
	return binary.BigEndian.AppendUint64(bytes.Clone(header), uint64(userID)) //nolint:gosec // ids are positive
}
