package sandbox

import (
	"cmp"
	"net/http"
	"sync"
	"time"
)

// Event names one kind of news that a webhook can be subscribed to.
type Event string

// The events that AccessLink sends.
const (
	EventExercise            Event = "EXERCISE"
	EventSleep               Event = "SLEEP"
	EventContinuousHeartRate Event = "CONTINUOUS_HEART_RATE"
	EventCircadianBedtime    Event = "SLEEP_WISE_CIRCADIAN_BEDTIME"
	EventAlertness           Event = "SLEEP_WISE_ALERTNESS"
	EventActivitySummary     Event = "ACTIVITY_SUMMARY"
	EventPhysicalInformation Event = "PHYSICAL_INFORMATION"
)

// knownEvents are all of them.
var knownEvents = []Event{
	EventExercise, EventSleep, EventContinuousHeartRate, EventCircadianBedtime, EventAlertness,
	EventActivitySummary, EventPhysicalInformation,
}

// webhook is the client's one subscription. Its secret is shown once, when it is created.
type webhook struct {
	id, address, secret string
	events              []Event
	active              bool
	failures            int
}

// webhookDesk keeps the client's webhook and delivers to it. No request is made under its lock.
type webhookDesk struct {
	now          func() time.Time
	client       *http.Client
	mostFailures int

	mu    sync.Mutex
	hook  *webhook
	twice bool
}

// newWebhookDesk makes a desk without a webhook.
func newWebhookDesk(options Options) *webhookDesk {
	client := options.WebhookClient
	if client == nil {
		client = &http.Client{Timeout: 10 * time.Second}
	}
	return &webhookDesk{now: options.Now, client: client, mostFailures: cmp.Or(options.WebhookFailures, 7)}
}

// current is a copy of the webhook, or nil.
func (d *webhookDesk) current() *webhook {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hook == nil {
		return nil
	}
	copied := *d.hook
	return &copied
}

// replace puts a webhook in place of another, of none, or away. It is false when what is there is no
// longer what the caller saw.
func (d *webhookDesk) replace(seen, wanted *webhook) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if (seen == nil) != (d.hook == nil) || seen != nil && seen.id != d.hook.id {
		return false
	}
	d.hook = wanted
	return true
}

// setActive switches the webhook with this id and forgets its failures.
func (d *webhookDesk) setActive(id string, active bool) Response {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hook == nil || d.hook.id != id {
		return empty(http.StatusNoContent)
	}
	d.hook.active, d.hook.failures = active, 0
	return empty(http.StatusOK)
}

// delivered notes how a delivery went. Failures in a row deactivate the webhook.
func (d *webhookDesk) delivered(id string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hook == nil || d.hook.id != id {
		return
	}
	if err == nil {
		d.hook.failures = 0
		return
	}
	d.hook.failures++
	d.hook.active = d.hook.active && d.hook.failures < d.mostFailures
}
