package sandbox_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"polarflow/polar/sandbox"
)

// The account that every test starts with.
const (
	athleteID    = 475
	clientID     = "client"
	clientSecret = "secret"
	callback     = "https://app.example/callback"
)

// noon is the day on which the tests take place.
var noon = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)

// tickable is a clock that stands still until a test moves it.
type tickable struct {
	mu  sync.Mutex
	now time.Time
}

func (c *tickable) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *tickable) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// polar is a sandbox behind a real listener.
type polar struct {
	t      *testing.T
	server *sandbox.Server
	clock  *tickable
	base   string
	client *http.Client
	token  string
}

// startPolar starts a sandbox with one account that is not connected yet.
func startPolar(t *testing.T, options sandbox.Options, records ...sandbox.Record) *polar {
	t.Helper()
	clock := &tickable{now: noon}
	options.ClientID, options.ClientSecret, options.Now = clientID, clientSecret, clock.Now
	if options.RedirectURIs == nil {
		options.RedirectURIs = []string{callback, "https://app.example/other?keep=1"}
	}
	server := sandbox.New(options)
	server.AddAccount(athleteID, sandbox.Profile{
		FirstName: "Eka", LastName: "Toka", Birthdate: "1985-09-06", Gender: "MALE", Weight: 66, Height: 170,
		RegisteredAt: noon.AddDate(-1, 0, 0),
	}, records)
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(client.CloseIdleConnections)
	return &polar{t: t, server: server, clock: clock, base: listener.URL, client: client}
}

// connectedPolar starts a sandbox whose account is registered, and holds its token.
func connectedPolar(t *testing.T, options sandbox.Options, records ...sandbox.Record) *polar {
	t.Helper()
	p := startPolar(t, options, records...)
	token, err := p.server.Connect(athleteID, "member-1")
	if err != nil {
		t.Fatal(err)
	}
	p.token = token
	return p
}

// reply is an answer that has been read to its end.
type reply struct {
	Status int
	Header http.Header
	Body   string
}

// send makes a request with the token, or with what edit sets.
func (p *polar) send(method, path, body string, edit ...func(*http.Request)) reply {
	p.t.Helper()
	answer, err := p.try(method, path, body, edit...)
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer
}

// try is send for requests that are expected to break.
func (p *polar) try(method, path, body string, edit ...func(*http.Request)) (reply, error) {
	request, err := http.NewRequestWithContext(p.t.Context(), method, p.base+path, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
	}
	for _, change := range edit {
		change(request)
	}
	answer, err := p.client.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return reply{answer.StatusCode, answer.Header, string(text)}, err
}

func (p *polar) get(path string) reply {
	p.t.Helper()
	return p.send(http.MethodGet, path, "")
}

// statusOf reads a path and says what it was answered, body included: "200 []".
func (p *polar) statusOf(path string) string {
	p.t.Helper()
	answer := p.get(path)
	return strings.TrimSpace(fmt.Sprint(answer.Status, " ", answer.Body))
}

func asClient(r *http.Request) { r.SetBasicAuth(clientID, clientSecret) }

func asForm(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") }

func asJSON(r *http.Request) { r.Header.Set("Content-Type", "application/json") }

// form makes a query or body from pairs.
func form(pairs ...string) string {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return values.Encode()
}

// decoded reads JSON into plain values.
func decoded(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return value
}

// daysAgo is the date a number of days before the tests' today.
func daysAgo(days int) string { return noon.AddDate(0, 0, -days).Format(time.DateOnly) }

// dated makes a record of a kind from JSON in which %s stands for its date.
func dated(kind sandbox.Kind, date, format string) sandbox.Record {
	return sandbox.Record{
		Kind: kind, Date: date, UploadedAt: noon.AddDate(0, 0, -1),
		JSON: json.RawMessage(strings.ReplaceAll(format, "%s", date)),
	}
}

// exercise makes an exercise that was uploaded at a moment.
func exercise(id string, uploaded time.Time) sandbox.Record {
	return sandbox.Record{
		Kind: sandbox.KindExercise, Date: uploaded.Format(time.DateOnly), ID: id, UploadedAt: uploaded,
		JSON: json.RawMessage(`{"id":"` + id + `","running_index":52,"heart_rate_zones":[{"index":0,"lower_limit":96,` +
			`"upper_limit":115,"in_zone":"PT2M2S"}],"samples":[{"recording_rate":1,"sample_type":0,"data":"77,78"}],` +
			`"route":[{"latitude":60.2}],"training_load_pro":{"muscle-load":12.5}}`),
	}
}

// night makes a short night.
func night(date string) sandbox.Record {
	return dated(sandbox.KindSleep, date, `{"date":"%s","sleep_start_time":"%sT00:10:00+02:00",`+
		`"sleep_end_time":"%sT07:10:00+02:00","sleep_score":80,"continuity":3.3}`)
}
