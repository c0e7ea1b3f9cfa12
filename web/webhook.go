package web

import (
	"errors"
	"io"
	"net/http"

	"polarflow/jobs"
	"polarflow/polar"
)

// WebhookPath is where Polar's notifications are taken.
const WebhookPath = "/webhooks/polar"

// mostNotification bounds a notification's body, in bytes. Polar's have about 200.
const mostNotification = 64 << 10

// notification takes one of Polar's notifications. What is not signed by Polar is refused; everything else is
// answered 200, known or not, since Polar switches a webhook off that answers otherwise for long.
func (s *server) notification(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "notifications are posted", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostNotification))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		http.Error(w, "the body is too large", http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		http.Error(w, "the body broke off", http.StatusBadRequest)
		return
	}
	err = s.Jobs.Notify(r.Context(), body, r.Header.Get(polar.HeaderWebhookSignature))
	switch {
	case errors.Is(err, jobs.ErrForged):
		http.Error(w, "the signature is not Polar's", http.StatusUnauthorized)
	case err != nil: // overloaded, or about to end
		w.Header().Set("Retry-After", "10")
		http.Error(w, "the notification could not be taken now", http.StatusServiceUnavailable)
	default:
		w.WriteHeader(http.StatusOK)
	}
}
