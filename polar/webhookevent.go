package polar

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// The events that Polar sends. EventPing comes when a webhook is made or moved, before its secret is
// known, and must be answered with 200 unverified. The set is open.
const (
	EventPing                = "PING"
	EventExercise            = "EXERCISE"
	EventSleep               = "SLEEP"
	EventContinuousHeartRate = "CONTINUOUS_HEART_RATE"
	EventCircadianBedtime    = "SLEEP_WISE_CIRCADIAN_BEDTIME"
	EventAlertness           = "SLEEP_WISE_ALERTNESS"
	EventActivitySummary     = "ACTIVITY_SUMMARY"
	EventPhysicalInformation = "PHYSICAL_INFORMATION"
)

// HeaderWebhookSignature is the header of a delivery that holds its signature.
const HeaderWebhookSignature = "Polar-Webhook-Signature"

// WebhookEvent says that Polar has something new; the record itself has to be fetched. UserID is
// missing in a PING. An exercise has EntityID, SleepWise events have From and To, most others have
// Date. URL is not to be followed: its host varies.
type WebhookEvent struct {
	Event     string      `json:"event"`
	UserID    Null[int64] `json:"user_id"`
	EntityID  string      `json:"entity_id"`
	Date      Date        `json:"date"`
	From      Date        `json:"from"`
	To        Date        `json:"to"`
	Timestamp UTCTime     `json:"timestamp"`
	URL       string      `json:"url"`
}

// ParseWebhookEvent reads the body of a delivery. A body that cannot be read is ErrMalformed.
func ParseWebhookEvent(body []byte) (WebhookEvent, error) {
	var event WebhookEvent
	if err := decodeObject(body, &event); err != nil {
		return WebhookEvent{}, err
	}
	return event, nil
}

// VerifyWebhook reports whether signature is the hexadecimal HMAC-SHA256 of the raw body of a delivery
// under the secret of the webhook. It takes the same time wherever they differ, and without a secret
// nothing is genuine.
func VerifyWebhook(body []byte, signature, secret string) bool {
	sent, err := hex.DecodeString(signature)
	if err != nil || secret == "" {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hmac.Equal(sent, mac.Sum(nil))
}
