package sandbox_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

// receiver is an application's webhook route. It answers with status and keeps what came.
type receiver struct {
	mu         sync.Mutex
	status     int
	bodies     []string
	events     []string
	signatures []string
	url        string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{status: http.StatusOK}
	listener := httptest.NewServer(r)
	t.Cleanup(listener.Close)
	r.url = listener.URL + "/hook"
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body) // a body that breaks shows in the comparison
	r.mu.Lock()
	defer r.mu.Unlock()
	r.bodies = append(r.bodies, string(body))
	r.events = append(r.events, request.Header.Get("Polar-Webhook-Event"))
	r.signatures = append(r.signatures, request.Header.Get("Polar-Webhook-Signature"))
	w.WriteHeader(r.status)
}

// answer sets the status of later answers.
func (r *receiver) answer(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

// taken returns the events and bodies since the last call.
func (r *receiver) taken() (events, bodies []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	events, bodies = r.events, r.bodies
	r.events, r.bodies = nil, nil
	return events, bodies
}

// subscribe creates a webhook and returns its id and secret.
func (p *polar) subscribe(address, events string) (id, secret string) {
	p.t.Helper()
	answer := p.send(http.MethodPost, "/v3/webhooks", `{"events":[`+events+`],"url":"`+address+`"}`, asClient)
	if answer.Status != http.StatusCreated {
		p.t.Fatalf("create: %d %s", answer.Status, answer.Body)
	}
	body, _ := decoded(p.t, answer.Body).(map[string]any)
	data, _ := body["data"].(map[string]any)
	id, _ = data["id"].(string)
	secret, _ = data["signature_secret_key"].(string)
	return id, secret
}

func TestWebhookLife(t *testing.T) {
	t.Parallel()
	p, app, second := startPolar(t, sandbox.Options{}), newReceiver(t), newReceiver(t)
	id, _ := p.subscribe(app.url, `"EXERCISE"`)
	if events, _ := app.taken(); !cmp.Equal(events, []string{"PING"}) {
		t.Errorf("before creation the address got %v", events)
	}
	info := func(address, events, active string) string {
		return `{"data":[{"id":"` + id + `","events":[` + events + `],"url":"` + address + `","active":` + active + `}]}`
	}
	request := `{"events":["SLEEP"],"url":"` + second.url + `"}`
	for _, step := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "", "", 200, info(app.url, `"EXERCISE"`, "true")},
		{"POST", "", request, 409, ""},
		{"POST", "/deactivate", "", 200, ""},
		{"GET", "", "", 200, info(app.url, `"EXERCISE"`, "false")},
		{"POST", "/activate", "", 200, ""},
		{"PATCH", "/other", request, 404, ""},
		{"PATCH", "/" + id, `{"events":["NEWS"]}`, 400, ""},
		{"PATCH", "/" + id, `{"events":["SLEEP"]}`, 200, info(app.url, `"SLEEP"`, "true")},
		{"PATCH", "/" + id, request, 200, info(second.url, `"SLEEP"`, "true")},
		{"DELETE", "/other", "", 404, ""},
		{"DELETE", "/" + id, "", 204, ""},
		{"DELETE", "/" + id, "", 404, ""},
		{"GET", "", "", 200, `{"data":[]}`},
		{"POST", "/activate", "", 204, ""},
		{"POST", "/deactivate", "", 204, ""},
	} {
		got := p.send(step.method, "/v3/webhooks"+step.path, step.body, asClient)
		if got.Status != step.status || step.want != "" && got.Body != step.want {
			t.Errorf("%s %s: got %d %s, want %d %s", step.method, step.path, got.Status, got.Body, step.status, step.want)
		}
	}
	if events, _ := app.taken(); !cmp.Equal(events, []string{"PING"}) {
		t.Errorf("activation: %v", events)
	}
	if events, _ := second.taken(); !cmp.Equal(events, []string{"PING"}) {
		t.Errorf("new address: %v", events)
	}
}

func TestWebhookRefusals(t *testing.T) {
	t.Parallel()
	p, app := startPolar(t, sandbox.Options{}), newReceiver(t)
	app.answer(http.StatusTeapot)
	for name, c := range map[string]struct {
		body   string
		auth   func(*http.Request)
		status int
	}{
		"ping not answered 200": {`{"events":["SLEEP"],"url":"` + app.url + `"}`, asClient, 400},
		"nobody listens":        {`{"events":["SLEEP"],"url":"http://127.0.0.1:1/"}`, asClient, 400},
		"no address":            {`{"events":["SLEEP"]}`, asClient, 400},
		"not an address":        {`{"events":["SLEEP"],"url":"hook"}`, asClient, 400},
		"no events":             {`{"events":[],"url":"` + app.url + `"}`, asClient, 400},
		"unknown event":         {`{"events":["NEWS"],"url":"` + app.url + `"}`, asClient, 400},
		"not JSON":              {`events=SLEEP`, asClient, 400},
		"no client":             {`{}`, func(*http.Request) {}, 401},
	} {
		if got := p.send(http.MethodPost, "/v3/webhooks", c.body, c.auth); got.Status != c.status {
			t.Errorf("%s: got %d %s", name, got.Status, got.Body)
		}
	}
	if got := p.send(http.MethodGet, "/v3/webhooks", "", asClient); got.Body != `{"data":[]}` {
		t.Errorf("webhooks afterwards: %s", got.Body)
	}
}

func TestNotifications(t *testing.T) {
	t.Parallel()
	p, app := startPolar(t, sandbox.Options{}), newReceiver(t)
	_, secret := p.subscribe(app.url, `"EXERCISE","SLEEP","CONTINUOUS_HEART_RATE","SLEEP_WISE_CIRCADIAN_BEDTIME",`+
		`"SLEEP_WISE_ALERTNESS","ACTIVITY_SUMMARY","PHYSICAL_INFORMATION"`)
	const links = "https://www.polaraccesslink.com/v3/"
	app.taken()
	for _, c := range []struct {
		event      sandbox.Event
		about      string
		what, link string
	}{
		{sandbox.EventExercise, "aQlC83", `"entity_id":"aQlC83",`, "exercises/aQlC83"},
		{sandbox.EventSleep, "2026-03-14", `"date":"2026-03-14",`, "users/sleep/2026-03-14"},
		{sandbox.EventContinuousHeartRate, "2026-03-14", `"date":"2026-03-14",`, "users/continuous-heart-rate/2026-03-14"},
		{sandbox.EventActivitySummary, "2026-03-14", `"date":"2026-03-14",`, "users/activities/2026-03-14"},
		{sandbox.EventPhysicalInformation, "", ``, "users/physical-info"},
		{sandbox.EventAlertness, "2026-03-14", `"from":"2026-03-14","to":"2026-03-14",`,
			`users/sleepwise/alertness/date?from=2026-03-14\u0026to=2026-03-14`},
		{sandbox.EventCircadianBedtime, "2026-03-14", `"from":"2026-03-14","to":"2026-03-14",`,
			`users/sleepwise/circadian-bedtime/date?from=2026-03-14\u0026to=2026-03-14`},
	} {
		delivered, err := p.server.Notify(t.Context(), c.event, athleteID, c.about)
		if delivered != 1 || err != nil {
			t.Fatalf("%s: %d, %v", c.event, delivered, err)
		}
		want := `{"event":"` + string(c.event) + `","user_id":475,` + c.what +
			`"timestamp":"2026-03-15T12:00:00Z","url":"` + links + c.link + `"}`
		events, bodies := app.taken()
		if diff := cmp.Diff([][]string{{string(c.event)}, {want}}, [][]string{events, bodies}); diff != "" {
			t.Error(diff)
		}
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(want))
		if got := app.signatures[len(app.signatures)-1]; got != hex.EncodeToString(mac.Sum(nil)) {
			t.Errorf("%s: signature %s", c.event, got)
		}
	}
}

func TestDuplicateNotifications(t *testing.T) {
	t.Parallel()
	p, app := startPolar(t, sandbox.Options{}), newReceiver(t)
	p.subscribe(app.url, `"SLEEP"`)
	app.taken()
	p.server.DuplicateNotifications(true)
	if n, err := p.server.Notify(t.Context(), sandbox.EventSleep, athleteID, "2026-03-14"); n != 2 || err != nil {
		t.Errorf("delivered %d, %v", n, err)
	}
	if _, bodies := app.taken(); len(bodies) != 2 || bodies[0] != bodies[1] {
		t.Errorf("got %v", bodies)
	}
	if n, err := p.server.Notify(t.Context(), sandbox.EventExercise, athleteID, "a"); n != 0 || err != nil {
		t.Errorf("event without subscription: %d, %v", n, err)
	}
}

func TestFailuresDeactivateTheWebhook(t *testing.T) {
	t.Parallel()
	p, app := startPolar(t, sandbox.Options{WebhookFailures: 2}), newReceiver(t)
	p.subscribe(app.url, `"SLEEP"`)
	notify := func() (int, error) {
		return p.server.Notify(t.Context(), sandbox.EventSleep, athleteID, "2026-03-14")
	}
	for i, status := range []int{500, 200, 500, 500} {
		app.answer(status)
		if n, err := notify(); (err == nil) != (status == 200) || n == 1 != (status == 200) {
			t.Errorf("delivery %d: %d, %v", i, n, err)
		}
	}
	app.answer(200)
	if n, err := notify(); n != 0 || err != nil {
		t.Errorf("delivered to a deactivated webhook: %d, %v", n, err)
	}
	p.send(http.MethodPost, "/v3/webhooks/activate", "", asClient)
	if n, err := notify(); n != 1 || err != nil {
		t.Errorf("after activation: %d, %v", n, err)
	}
}
