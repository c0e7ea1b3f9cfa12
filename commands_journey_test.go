package main

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

// journey is a running server whose Polar shows its consent page, and somebody who uses both.
type journey struct {
	*testing.T
	base, home string       // of the server, and of the app that people return to
	program    *program     // the server
	asker      *http.Client // sends the GraphQL requests
	header     []string     // with this beside
}

// newJourney starts a server with these settings.
func newJourney(t *testing.T, kind string, settings map[string]string) *journey {
	t.Helper()
	app := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(app.Close)
	b, _ := connectableOn(t, kind, func(o *sandbox.Options) { o.AutoApprove = false })
	b.settings["ALLOWED_RETURN_ORIGINS"] = app.URL
	for name, value := range settings {
		b.settings[name] = value
	}
	j := &journey{T: t, base: "http://localhost:" + b.settings["API_PORT"], home: app.URL, asker: browser(t)}
	j.program = start(t, b.settings, "serve")
	j.program.baseURL()
	return j
}

// ask sends an operation, which must succeed, and returns its data.
func (j *journey) ask(operation string, variables map[string]any) map[string]any {
	j.Helper()
	body, err := json.Marshal(map[string]any{"query": operation, "variables": variables})
	if err != nil {
		j.Fatal(err)
	}
	status, answer := request(j.T, j.asker, "POST", j.base+"/graphql", string(body), j.header...)
	var got struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.Unmarshal([]byte(answer), &got); err != nil || status != 200 || got.Errors != nil {
		j.Fatalf("%s: %d, %s", operation, status, answer)
	}
	return got.Data
}

// at returns what is in nested objects under a path of names.
func at(data map[string]any, path ...string) any {
	var v any = data
	for _, name := range path {
		object, _ := v.(map[string]any)
		v = object[name]
	}
	return v
}

// consent begins with connectPolar, follows the redirects in a browser, presses a button of Polar's consent page
// and returns where the browser lands.
func (j *journey) consent(b *http.Client, userID any, decision string) string {
	j.Helper()
	data := j.ask(`mutation($in: ConnectPolarInput!) { connectPolar(input: $in) { authorizeUrl userErrors { code } } }`,
		map[string]any{"in": map[string]any{"userId": userID, "returnUrl": j.home + "/done?tab=2"}})
	address, _ := at(data, "connectPolar", "authorizeUrl").(string)
	if !strings.HasPrefix(address, j.base+"/connect/polar?") {
		j.Fatalf("authorizeUrl: %v", data)
	}
	page, text := j.open(b, "GET", address, nil)
	action := regexp.MustCompile(`<form method="post" action="([^"]+)"`).FindStringSubmatch(text)
	if action == nil {
		j.Fatalf("no consent page at %s: %s", page, text)
	}
	to, err := page.Parse(html.UnescapeString(action[1]))
	if err != nil {
		j.Fatal(err)
	}
	landed, _ := j.open(b, "POST", to.String(), url.Values{"decision": {decision}, "account": {"77"}})
	return strings.TrimPrefix(landed.String(), j.home)
}

// open sends a form, or nothing, and returns the last address and page.
func (j *journey) open(b *http.Client, method, address string, form url.Values) (*url.URL, string) {
	j.Helper()
	r, err := http.NewRequestWithContext(j.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		j.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", r.URL.Scheme+"://"+r.URL.Host)
	}
	response, err := b.Do(r)
	if err != nil {
		j.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		j.Fatal(err)
	}
	return response.Request.URL, string(text)
}

// sync triggers a sync, when the one that connecting began is over, and follows it to its end.
func (j *journey) sync(userID any) {
	j.Helper()
	trigger := `mutation($in: TriggerSyncInput!) { triggerSync(input: $in) { alreadyRunning run { id trigger } userErrors { code } } }`
	var run map[string]any
	for deadline := time.Now().Add(patience); run["trigger"] != "MANUAL"; time.Sleep(50 * time.Millisecond) {
		run, _ = at(j.ask(trigger, map[string]any{"in": map[string]any{"userId": userID}}), "triggerSync", "run").(map[string]any)
		if run == nil || time.Now().After(deadline) {
			j.Fatalf("triggerSync: %v", run)
		}
	}
	body, err := json.Marshal(map[string]any{"variables": map[string]any{"id": run["id"]},
		"query": `subscription($id: ID!) { syncProgress(runId: $id) { status kindsDone kindsTotal results { kind status } } }`})
	if err != nil {
		j.Fatal(err)
	}
	status, events := request(j.T, j.asker, "POST", j.base+"/graphql", string(body), append([]string{"Accept", "text/event-stream"}, j.header...)...)
	if status != 200 || !strings.Contains(events, `"status":"SUCCEEDED","kindsDone":13,"kindsTotal":13`) || strings.Contains(events, "FAILED") {
		j.Fatalf("syncProgress: %d, %s", status, events)
	}
}

// nights returns date and score of the nights that the athlete's watch recorded.
func nights(t *testing.T) map[string]any {
	t.Helper()
	recorded := map[string]any{}
	for _, r := range athleteOfTests(t) {
		var night struct {
			Score float64 `json:"sleep_score"`
		}
		if r.Kind != sandbox.KindSleep {
			continue
		}
		if err := json.Unmarshal(r.JSON, &night); err != nil {
			t.Fatal(err)
		}
		recorded[r.Date] = night.Score
	}
	return recorded
}

// checkNights demands that the nights in an answer are those of the watch.
func (j *journey) checkNights(nodes any) {
	j.Helper()
	read := map[string]any{}
	list, _ := nodes.([]any)
	for _, n := range list {
		night, _ := n.(map[string]any)
		date, _ := night["date"].(string)
		read[date] = night["score"]
	}
	if diff := cmp.Diff(nights(j.T), read); diff != "" || len(read) < 10 {
		j.Errorf("%d nights are read back: %s", len(read), diff)
	}
}

const (
	landedConnected = "/done?tab=2&polarflow=connected"
	landedDenied    = "/done?tab=2&polarflow=error&code=ACCESS_DENIED"
)

// At home: the code in the log, the owner's account, a connection with the session of the browser, a sync, and the
// nights, over HTTP.
func TestSelfHostedJourney(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			j := newJourney(t, kind, nil)
			if status, _ := request(t, j.asker, "POST", j.base+"/graphql", `{"query":"{ viewer { id } }"}`); status != 401 {
				t.Errorf("before anybody signed in: %d", status)
			}
			code := j.program.await(j.program.stderr, setupCode)
			j.open(j.asker, "POST", j.base+"/setup", url.Values{"code": {code}, "name": {"aino"}, "password": {"correct horse battery"}})
			if got := j.consent(j.asker, nil, "deny"); got != landedDenied {
				t.Fatalf("consent refused, landed on %s", got)
			}
			if got := j.ask(`{ viewer { polarAccount { status } } }`, nil); at(got, "viewer", "polarAccount") != nil {
				t.Errorf("connected without consent: %v", got)
			}
			if got := j.consent(j.asker, nil, "approve"); got != landedConnected {
				t.Fatalf("landed on %s", got)
			}
			j.sync(nil)
			got := j.ask(`{ viewer { displayName polarAccount { status } sleeps(first: 366) { nodes { date score } } } }`, nil)
			if diff := cmp.Diff([]any{"aino", "ACTIVE"}, []any{at(got, "viewer", "displayName"), at(got, "viewer", "polarAccount", "status")}); diff != "" {
				t.Error(diff)
			}
			j.checkNights(at(got, "viewer", "sleeps", "nodes"))
		})
	}
}

// For an application: a person is provisioned, connects in a browser that the server has never seen, is synced,
// and read by the application's own id, over HTTP.
func TestSaaSJourney(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			j := newJourney(t, kind, map[string]string{"DEPLOYMENT_MODE": "saas", "API_KEY": serviceKey})
			j.header = []string{"Authorization", "Bearer " + serviceKey}
			made := j.ask(`mutation { createUser(input: {externalId: "uuid-1", timeZone: "Europe/Helsinki"}) { user { id } userErrors { code } } }`, nil)
			id := at(made, "createUser", "user", "id")
			person := browser(t)
			if got := j.consent(person, id, "approve"); got != landedConnected {
				t.Fatalf("landed on %s", got)
			}
			j.sync(id)
			got := j.ask(`{ user(externalId: "uuid-1") { id sleeps(first: 366) { nodes { date score } } } other: user(externalId: "uuid-2") { id } }`, nil)
			if at(got, "user", "id") != id || at(got, "other") != nil {
				t.Errorf("read by external id: %v", got)
			}
			j.checkNights(at(got, "user", "sleeps", "nodes"))
			if status, _ := request(t, person, "POST", j.base+"/graphql", `{"query":"{ viewer { id } }"}`); status != 401 {
				t.Errorf("the person's browser, which has no credential: %d", status)
			}
		})
	}
}
