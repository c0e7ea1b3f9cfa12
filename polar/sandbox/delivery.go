package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// linkBase is what the links inside Polar's notifications start with. They name the live service
// whatever address the sandbox has, as clients must not follow them.
const linkBase = "https://www.polaraccesslink.com/v3/"

// notificationJSON is the body of a delivery. It says what is new and carries no data.
type notificationJSON struct {
	Event     Event  `json:"event"`
	UserID    int64  `json:"user_id,omitempty"`
	EntityID  string `json:"entity_id,omitempty"`
	Date      string `json:"date,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Timestamp string `json:"timestamp"`
	URL       string `json:"url,omitempty"`
}

// Notify tells the webhook about news of a user and returns how many deliveries were answered 200:
// none when there is no active webhook subscribed to the event. idOrDate is an exercise's id, nothing
// for physical information, and otherwise a date. An error is a delivery that was not answered 200.
func (s *Server) Notify(ctx context.Context, event Event, userID int64, idOrDate string) (int, error) {
	d := s.webhooks
	d.mu.Lock()
	times := 1
	if d.twice {
		times = 2
	}
	d.mu.Unlock()
	body := notification(event, userID, idOrDate)
	for delivered := range times {
		hook := d.current()
		if hook == nil || !hook.active || !slices.Contains(hook.events, event) {
			return delivered, nil
		}
		err := d.post(ctx, *hook, body)
		d.delivered(hook.id, err)
		if err != nil {
			return delivered, err
		}
	}
	return times, nil
}

// DuplicateNotifications makes every later Notify deliver twice, as Polar sometimes does.
func (s *Server) DuplicateNotifications(on bool) {
	s.webhooks.mu.Lock()
	defer s.webhooks.mu.Unlock()
	s.webhooks.twice = on
}

// notification is what an event says, without its time.
func notification(event Event, userID int64, idOrDate string) notificationJSON {
	n := notificationJSON{Event: event, UserID: userID, Date: idOrDate}
	days := "/date?from=" + idOrDate + "&to=" + idOrDate
	switch event {
	case EventExercise:
		n.Date, n.EntityID, n.URL = "", idOrDate, "exercises/"+idOrDate
	case EventSleep:
		n.URL = "users/sleep/" + idOrDate
	case EventContinuousHeartRate:
		n.URL = "users/continuous-heart-rate/" + idOrDate
	case EventActivitySummary:
		n.URL = "users/activities/" + idOrDate
	case EventPhysicalInformation:
		n.Date, n.URL = "", "users/physical-info"
	case EventAlertness:
		n.Date, n.From, n.To, n.URL = "", idOrDate, idOrDate, "users/sleepwise/alertness"+days
	case EventCircadianBedtime:
		n.Date, n.From, n.To, n.URL = "", idOrDate, idOrDate, "users/sleepwise/circadian-bedtime"+days
	}
	n.URL = linkBase + n.URL
	return n
}

// ping asks an address whether it takes deliveries.
func (d *webhookDesk) ping(ctx context.Context, hook webhook) error {
	return d.post(ctx, hook, notificationJSON{Event: "PING"})
}

// post delivers a notification, signed with HMAC-SHA256 over the raw body under the bytes of the
// webhook's secret, in lower-case hexadecimal. Anything but a 200 is an error.
func (d *webhookDesk) post(ctx context.Context, hook webhook, n notificationJSON) error {
	n.Timestamp = d.now().UTC().Format(time.RFC3339)
	body, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("notification: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, hook.address, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("notification: %w", err)
	}
	mac := hmac.New(sha256.New, []byte(hook.secret))
	mac.Write(body)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Polar-Webhook-Event", string(n.Event))
	request.Header.Set("Polar-Webhook-Signature", hex.EncodeToString(mac.Sum(nil)))
	answer, err := d.client.Do(request)
	if err != nil {
		return fmt.Errorf("deliver %s: %w", n.Event, err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("deliver %s: answered %s", n.Event, answer.Status)
	}
	return nil
}
