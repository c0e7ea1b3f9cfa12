package polar

import (
	"context"
	"net/http"
)

// Webhook is the one subscription that a client may have: the address to which Polar sends events, and
// which events. Active is missing in the answer to a creation, which makes an active one.
type Webhook struct {
	ID     string     `json:"id"`
	Events []string   `json:"events"`
	URL    string     `json:"url"`
	Active Null[bool] `json:"active"`
}

// webhookChange is the body by which a webhook is created or changed; what is empty stays as it is.
type webhookChange struct {
	Events []string `json:"events,omitempty"`
	URL    string   `json:"url,omitempty"`
}

// CreateWebhook subscribes address to events and returns the secret with which deliveries are signed,
// which Polar tells only this once. Before it answers, Polar sends a PING to the address that must be
// answered with 200. A client that has a webhook gets ErrConflict.
// See "Create webhook" at https://www.polar.com/accesslink-api/.
func (c *Client) CreateWebhook(ctx context.Context, address string, events []string) (hook Webhook, secret string, err error) {
	r := request{method: http.MethodPost, template: "/v3/webhooks", body: webhookChange{Events: events, URL: address}}
	got, err := c.do(ctx, r, c.authorize)
	if err != nil {
		return Webhook{}, "", err
	}
	var created struct {
		Data struct {
			Webhook
			Secret string `json:"signature_secret_key"`
		} `json:"data"`
	}
	if err := decodeObject(got.body, &created); err != nil {
		return Webhook{}, "", r.wrap(err)
	}
	return created.Data.Webhook, created.Data.Secret, nil
}

// Webhooks returns the webhook of the client in a list, which is empty if there is none.
// See "Get webhook" at https://www.polar.com/accesslink-api/.
func (c *Client) Webhooks(ctx context.Context) ([]Webhook, error) {
	return c.readWebhooks(ctx, get("/v3/webhooks"))
}

// UpdateWebhook changes the address, the events or both; an empty value changes nothing. A new address
// is sent a PING first, as for CreateWebhook.
// See "Update webhook" at https://www.polar.com/accesslink-api/.
func (c *Client) UpdateWebhook(ctx context.Context, id, address string, events []string) ([]Webhook, error) {
	r := get("/v3/webhooks/{webhook-id}", id)
	r.method, r.body = http.MethodPatch, webhookChange{Events: events, URL: address}
	return c.readWebhooks(ctx, r)
}

// DeleteWebhook removes the webhook, and is ErrNotFound if there is none with that id.
// See "Delete webhook" at https://www.polar.com/accesslink-api/.
func (c *Client) DeleteWebhook(ctx context.Context, id string) error {
	r := get("/v3/webhooks/{webhook-id}", id)
	r.method = http.MethodDelete
	_, err := c.do(ctx, r, c.authorize)
	return err
}

// ActivateWebhook has Polar send events again, after it stopped because deliveries had failed for
// seven days or because it was told to. It is ErrNotFound if there is no webhook.
// See "Activate webhook" at https://www.polar.com/accesslink-api/.
func (c *Client) ActivateWebhook(ctx context.Context) error {
	return c.switchWebhook(ctx, "/v3/webhooks/activate")
}

// DeactivateWebhook has Polar send no more events until ActivateWebhook. It is ErrNotFound if there is
// no webhook.
// See "Deactivate webhook" at https://www.polar.com/accesslink-api/.
func (c *Client) DeactivateWebhook(ctx context.Context) error {
	return c.switchWebhook(ctx, "/v3/webhooks/deactivate")
}

// switchWebhook posts to a path that answers 204 when there is no webhook.
func (c *Client) switchWebhook(ctx context.Context, template string) error {
	r := request{method: http.MethodPost, template: template}
	got, err := c.do(ctx, r, c.authorize)
	if err == nil && got.status == http.StatusNoContent {
		return &APIError{Method: r.method, Path: template, Status: got.status, RateLimit: got.rateLimit}
	}
	return err
}

// readWebhooks performs a request whose answer is a list of webhooks.
func (c *Client) readWebhooks(ctx context.Context, r request) ([]Webhook, error) {
	got, err := c.do(ctx, r, c.authorize)
	if err != nil || got.status == http.StatusNoContent {
		return nil, err
	}
	var list struct {
		Data List[Webhook] `json:"data"`
	}
	if err := decodeObject(got.body, &list); err != nil {
		return nil, r.wrap(err)
	}
	return list.Data, nil
}
