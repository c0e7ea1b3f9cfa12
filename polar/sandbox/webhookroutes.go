package sandbox

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// noPong is why a webhook is refused whose address does not answer.
const noPong = "ping was not answered with 200"

// webhookRequest is the body that creates or changes a webhook.
type webhookRequest struct {
	Events []Event `json:"events"`
	URL    string  `json:"url"`
}

// webhookJSON is a webhook in an answer: with its secret once, with active afterwards.
type webhookJSON struct {
	ID     string  `json:"id"`
	Events []Event `json:"events"`
	URL    string  `json:"url"`
	Secret string  `json:"signature_secret_key,omitempty"`
	Active *bool   `json:"active,omitempty"`
}

// create answers POST /v3/webhooks: 201 with the secret after the address has answered a PING with
// 200, 400 where it has not, 409 where there is a webhook.
func (d *webhookDesk) create(x *exchange) Response {
	wanted, mistake := readWebhook(x.request)
	switch {
	case d.current() != nil:
		return d.refused(http.StatusConflict, "webhook exists")
	case mistake != "":
		return d.refused(http.StatusBadRequest, mistake)
	case len(wanted.Events) == 0 || wanted.URL == "":
		return d.refused(http.StatusBadRequest, "events and url are required")
	}
	hook := webhook{
		id: strings.ToLower(rand.Text()[:8]), secret: rand.Text(),
		address: wanted.URL, events: wanted.Events, active: true,
	}
	if d.ping(x.request.Context(), hook) != nil {
		return d.refused(http.StatusBadRequest, noPong)
	}
	if !d.replace(nil, &hook) {
		return d.refused(http.StatusConflict, "webhook exists")
	}
	return marshalled(http.StatusCreated, map[string]webhookJSON{
		"data": {ID: hook.id, Events: hook.events, URL: hook.address, Secret: hook.secret},
	})
}

// show answers GET /v3/webhooks with a list of one or none.
func (d *webhookDesk) show(*exchange) Response {
	infos := []webhookJSON{}
	if hook := d.current(); hook != nil {
		infos = append(infos, webhookJSON{ID: hook.id, Events: hook.events, URL: hook.address, Active: &hook.active})
	}
	return marshalled(http.StatusOK, map[string][]webhookJSON{"data": infos})
}

// update answers PATCH /v3/webhooks/{webhook-id}. A new address has to answer a PING first.
func (d *webhookDesk) update(x *exchange) Response {
	old := d.current()
	if old == nil || old.id != x.request.PathValue("id") {
		return d.refused(http.StatusNotFound, "webhook not found")
	}
	wanted, mistake := readWebhook(x.request)
	if mistake != "" {
		return d.refused(http.StatusBadRequest, mistake)
	}
	changed := *old
	changed.address = cmp.Or(wanted.URL, old.address)
	if len(wanted.Events) > 0 {
		changed.events = wanted.Events
	}
	if changed.address != old.address && d.ping(x.request.Context(), changed) != nil {
		return d.refused(http.StatusBadRequest, noPong)
	}
	if !d.replace(old, &changed) {
		return d.refused(http.StatusNotFound, "webhook not found")
	}
	return d.show(x)
}

// remove answers DELETE /v3/webhooks/{webhook-id}.
func (d *webhookDesk) remove(x *exchange) Response {
	old := d.current()
	if old == nil || old.id != x.request.PathValue("id") || !d.replace(old, nil) {
		return d.refused(http.StatusNotFound, "webhook not found")
	}
	return empty(http.StatusNoContent)
}

// activate answers POST /v3/webhooks/activate: 200 once the address answers a PING, 204 without a
// webhook.
func (d *webhookDesk) activate(x *exchange) Response {
	hook := d.current()
	if hook == nil {
		return empty(http.StatusNoContent)
	}
	if d.ping(x.request.Context(), *hook) != nil {
		return d.refused(http.StatusBadRequest, noPong)
	}
	return d.setActive(hook.id, true)
}

// deactivate answers POST /v3/webhooks/deactivate.
func (d *webhookDesk) deactivate(*exchange) Response {
	hook := d.current()
	if hook == nil {
		return empty(http.StatusNoContent)
	}
	return d.setActive(hook.id, false)
}

// readWebhook reads a webhook from a request, and says what is wrong with it. Fields that are
// missing stay empty.
func readWebhook(r *http.Request) (wanted webhookRequest, mistake string) {
	if json.NewDecoder(io.LimitReader(r.Body, mostFormBytes)).Decode(&wanted) != nil {
		return wanted, "body is not a webhook"
	}
	for _, event := range wanted.Events {
		if !slices.Contains(knownEvents, event) {
			return wanted, "unknown event"
		}
	}
	address, err := url.Parse(wanted.URL)
	if wanted.URL != "" && (err != nil || address.Host == "" || !strings.HasPrefix(address.Scheme, "http")) {
		return wanted, "url is not an address"
	}
	return wanted, ""
}

// refusalJSON is the error object of the webhook routes.
type refusalJSON struct {
	Timestamp     string `json:"timestamp"`
	Status        int    `json:"status"`
	ErrorType     string `json:"errorType"`
	Message       string `json:"message"`
	CorrelationID string `json:"corrId"`
}

// refused is a 4xx answer with the error object.
func (d *webhookDesk) refused(status int, message string) Response {
	return marshalled(status, refusalJSON{
		Timestamp: d.now().UTC().Format(time.RFC3339), Status: status,
		ErrorType: strings.ToLower(strings.ReplaceAll(http.StatusText(status), " ", "_")),
		Message:   message, CorrelationID: rand.Text(),
	})
}
