package polar

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWebhookRequests(t *testing.T) {
	t.Parallel()
	rec := &recorder{status: http.StatusNoContent}
	client := serving(t, rec.ServeHTTP)
	hooks, err := client.Webhooks(t.Context())
	if err != nil || hooks != nil {
		t.Errorf("webhooks are %v, error %v", hooks, err)
	}
	if _, err := client.UpdateWebhook(t.Context(), "abdf33", "", []string{EventSleep}); err != nil {
		t.Error(err)
	}
	if err := client.DeleteWebhook(t.Context(), "abdf33"); err != nil {
		t.Error(err)
	}
	if err := client.ActivateWebhook(t.Context()); !errors.Is(err, ErrNotFound) {
		t.Errorf("ActivateWebhook error is %v, want ErrNotFound", err)
	}
	if err := client.DeactivateWebhook(t.Context()); !errors.Is(err, ErrNotFound) {
		t.Errorf("DeactivateWebhook error is %v, want ErrNotFound", err)
	}
	const basic, json = "Basic Y2xpZW50OnMzY3JldA==", "application/json"
	want := []seenRequest{
		{"GET /v3/webhooks", basic, json, "", ""},
		{"PATCH /v3/webhooks/abdf33", basic, json, json, `{"events":["SLEEP"]}`},
		{"DELETE /v3/webhooks/abdf33", basic, json, "", ""},
		{"POST /v3/webhooks/activate", basic, json, "", ""},
		{"POST /v3/webhooks/deactivate", basic, json, "", ""},
	}
	if diff := cmp.Diff(want, rec.seen); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestWebhookAnswers(t *testing.T) {
	t.Parallel()
	hook := Webhook{ID: "abdf33", Events: []string{"EXERCISE"}, URL: "https://myapp.example.com/acl_webhook"}
	client := answering(t, http.StatusCreated, `{"data":{"id":"abdf33","events":["EXERCISE"],
		"url":"https://myapp.example.com/acl_webhook","signature_secret_key":"abe1f3ae"}}`)
	got, secret, err := client.CreateWebhook(t.Context(), hook.URL, hook.Events)
	if diff := cmp.Diff(hook, got); diff != "" || err != nil || secret != "abe1f3ae" {
		t.Errorf("secret %q, error %v, webhook (-want +got):\n%s", secret, err, diff)
	}
	hook.Active = some(true)
	for name, body := range map[string]string{
		"array":  `{"data":[{"id":"abdf33","events":["EXERCISE"],"url":"https://myapp.example.com/acl_webhook","active":true}]}`,
		"object": `{"data":{"id":"abdf33","events":["EXERCISE"],"url":"https://myapp.example.com/acl_webhook","active":true}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := answering(t, http.StatusOK, body).Webhooks(t.Context())
			if diff := cmp.Diff([]Webhook{hook}, got); diff != "" || err != nil {
				t.Errorf("error %v, webhooks (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestWebhookFailures(t *testing.T) {
	t.Parallel()
	if _, _, err := answering(t, http.StatusConflict, "").CreateWebhook(t.Context(), "", nil); !errors.Is(err, ErrConflict) {
		t.Errorf("CreateWebhook error is %v, want ErrConflict", err)
	}
	if _, _, err := answering(t, http.StatusCreated, "{").CreateWebhook(t.Context(), "", nil); !errors.Is(err, ErrMalformed) {
		t.Errorf("CreateWebhook error is %v, want ErrMalformed", err)
	}
	if _, err := answering(t, http.StatusOK, "[").Webhooks(t.Context()); !errors.Is(err, ErrMalformed) {
		t.Errorf("Webhooks error is %v, want ErrMalformed", err)
	}
	if err := answering(t, http.StatusNotFound, "").DeleteWebhook(t.Context(), "x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("DeleteWebhook error is %v, want ErrNotFound", err)
	}
	if err := answering(t, http.StatusOK, "").ActivateWebhook(t.Context()); err != nil {
		t.Errorf("ActivateWebhook error is %v", err)
	}
}

func TestVerifyWebhook(t *testing.T) {
	t.Parallel()
	// The vector is the second test case of RFC 4231.
	const body, secret = "what do ya want for nothing?", "Jefe"
	const signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
	tests := map[string]struct {
		body, signature, secret string
		want                    bool
	}{
		"genuine":           {body, signature, secret, true},
		"other body":        {body + " ", signature, secret, false},
		"other secret":      {body, signature, "jefe", false},
		"shorter signature": {body, signature[:62], secret, false},
		"no signature":      {body, "", secret, false},
		"not hexadecimal":   {body, "z" + signature[1:], secret, false},
		"no secret":         {body, "76d9e7194e7dbc3aa00bbe8ffb9f6fcb5a932170f971f948bb2ab61607d2b9d6", "", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := VerifyWebhook([]byte(test.body), test.signature, test.secret); got != test.want {
				t.Errorf("VerifyWebhook() = %v, want %v", got, test.want)
			}
		})
	}
}

func TestParseWebhookEvent(t *testing.T) {
	t.Parallel()
	sent := UTCTime{time.Date(2018, 5, 15, 14, 22, 24, 0, time.UTC)}
	tests := map[string]struct {
		body string
		want WebhookEvent
	}{
		"ping": {`{"timestamp":"2018-05-15T14:22:24Z","event":"PING"}`, WebhookEvent{Event: EventPing, Timestamp: sent}},
		"exercise": {`{"event":"EXERCISE","user_id":475,"entity_id":"aQlC83","timestamp":"2018-05-15T14:22:24Z","url":"https://www.polaraccesslink.com/v3/exercises/aQlC83"}`,
			WebhookEvent{Event: EventExercise, UserID: some(int64(475)), EntityID: "aQlC83", Timestamp: sent, URL: "https://www.polaraccesslink.com/v3/exercises/aQlC83"}},
		"sleep": {`{"event":"SLEEP","user_id":475,"date":"2019-12-31"}`,
			WebhookEvent{Event: EventSleep, UserID: some(int64(475)), Date: Date{2019, time.December, 31}}},
		"alertness": {`{"event":"SLEEP_WISE_ALERTNESS","user_id":475,"from":"2022-09-30","to":"2022-10-02"}`,
			WebhookEvent{Event: EventAlertness, UserID: some(int64(475)), From: Date{2022, time.September, 30}, To: Date{2022, time.October, 2}}},
		"unknown": {`{"event":"NEW_THING","user_id":"475","more":[1]}`, WebhookEvent{Event: "NEW_THING", UserID: some(int64(475))}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseWebhookEvent([]byte(test.body))
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("error %v, event (-want +got):\n%s", err, diff)
			}
		})
	}
	for _, body := range []string{``, `[]`, `{"event":`, `{"event":7}`, `{"user_id":{}}`} {
		if got, err := ParseWebhookEvent([]byte(body)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s was read as %+v, error %v; want ErrMalformed", body, got, err)
		}
	}
}
