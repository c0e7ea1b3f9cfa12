package jobs

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/polar"
)

// secret is the key with which Polar signs its notifications, as this process knows it.
type secret struct {
	db      *database.DB
	keyring *auth.Keyring
	log     *slog.Logger
	now     func() time.Time
	key     atomic.Pointer[string]

	reading chan struct{} // held by whoever reads the key
	doubted time.Time     // when it was last read for the sake of a signature; guarded by reading
}

func newSecret(cfg Config) *secret {
	return &secret{db: cfg.DB, keyring: cfg.Keyring, log: cfg.Log, now: cfg.Now, reading: make(chan struct{}, 1)}
}

// readAgain is how soon the key is read again for the sake of a signature that does not fit it.
const readAgain = 100 * time.Millisecond

// readPatience bounds how long that may take.
const readPatience = 2 * time.Second

// signed reports whether a body is signed with the key. The key can have changed a moment ago, so it is read
// again before a signature counts as forged, but not for each of many.
func (s *secret) signed(ctx context.Context, body []byte, signature string) bool {
	if s.fits(body, signature) {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	select {
	case s.reading <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	defer func() { <-s.reading }()
	if now := s.now(); now.Sub(s.doubted).Abs() >= readAgain {
		s.doubted = now
		if err := s.load(ctx); err != nil {
			s.log.WarnContext(ctx, "read the webhook's secret", "error", err)
		}
	}
	return s.fits(body, signature)
}

func (s *secret) fits(body []byte, signature string) bool {
	key := s.key.Load()
	return key != nil && polar.VerifyWebhook(body, signature, *key)
}

// refresh reads the key.
func (s *secret) refresh(ctx context.Context) error {
	s.reading <- struct{}{}
	defer func() { <-s.reading }()
	return s.load(ctx)
}

// load reads the key; without a webhook, or with a key that cannot be opened, there is none. The caller holds
// reading.
func (s *secret) load(ctx context.Context) error {
	row, err := readWebhook(ctx, s.db.Ent)
	if err != nil {
		return err
	}
	if key, ok := openSecret(s.keyring, row); ok {
		s.key.Store(&key)
	} else {
		s.key.Store(nil)
	}
	return nil
}

// openSecret returns the key that the row keeps, and false if there is none that can be read.
func openSecret(keyring *auth.Keyring, row *ent.PolarWebhook) (string, bool) {
	if row == nil || len(row.Secret) == 0 {
		return "", false
	}
	plain, err := keyring.Open(nobody, row.Secret)
	return string(plain), err == nil
}

// follow keeps the key up to date until ctx ends.
func (s *secret) follow(ctx context.Context) {
	poked, stop := s.db.Listen(database.TopicWebhook)
	defer stop()
	for {
		if err := s.refresh(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("read the webhook's secret", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-poked:
		}
	}
}
