package sandbox_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

func TestQuirksBendBodies(t *testing.T) {
	t.Parallel()
	const nights = `{"nights":[{"date":"1","sleep_score":80,"group":{"a":1,"b-c":2.50}},{"date":"2","sleep_score":90}]}`
	heartRates := func(samples string) string {
		return `{"date":"1","heart_rate_samples":[` + samples + `]}`
	}
	const first, second, third = `{"heart_rate":60,"sample_time":"00:04:29"}`,
		`{"heart_rate":61,"sample_time":"00:09:29"}`, `{"heart_rate":62,"sample_time":"00:14:29"}`
	for name, c := range map[string]struct {
		quirk      sandbox.Quirk
		body, want string
	}{
		"element": {sandbox.UnreadableElement(1), nights,
			`{"nights":[{"date":"1","sleep_score":80,"group":{"a":1,"b-c":2.50}},"unreadable"]}`},
		"element of an array": {sandbox.UnreadableElement(0), `[{"id":"a"}]`, `["unreadable"]`},
		"field": {sandbox.UnreadableField(1, "sleep_score"), nights,
			`{"nights":[{"date":"1","sleep_score":80,"group":{"a":1,"b-c":2.50}},{"date":"2","sleep_score":{"x":1}}]}`},
		"sentinel": {sandbox.SetField("sleep_score", "-1"), nights,
			`{"nights":[{"date":"1","sleep_score":-1,"group":{"a":1,"b-c":2.50}},{"date":"2","sleep_score":-1}]}`},
		"nested": {sandbox.SetField("group.b-c", `"NEW"`), nights,
			`{"nights":[{"date":"1","sleep_score":80,"group":{"a":1,"b-c":"NEW"}},{"date":"2","sleep_score":90}]}`},
		"missing": {sandbox.DropField("sleep_score"), nights,
			`{"nights":[{"date":"1","group":{"a":1,"b-c":2.50}},{"date":"2"}]}`},
		"one object": {sandbox.SetField("grade", `"NEW_GRADE"`), `{"grade":"OLD"}`, `{"grade":"NEW_GRADE"}`},
		"zeros": {sandbox.HeartRateZeros("00:05:00", "00:14:29"), heartRates(first + "," + second + "," + third),
			heartRates(first + `,{"heart_rate":0,"sample_time":"00:09:29"},` + third)},
		"gap":        {sandbox.HeartRateGap("00:00:00", "00:10:00"), heartRates(first + "," + second + "," + third), heartRates(third)},
		"cut":        {sandbox.CutJSON(10), nights, `{"nights":`},
		"empty list": {sandbox.UnreadableElement(0), `[]`, `[]`},
		"no JSON":    {sandbox.SetField("a", "1"), ``, ``},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer := sandbox.Response{Body: []byte(c.body)}
			c.quirk(&answer)
			if diff := cmp.Diff(c.want, string(answer.Body)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMisbehaviourIsScoped(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{})
	p.server.AddAccount(9, sandbox.Profile{}, nil)
	other, err := p.server.Connect(9, "member-9")
	if err != nil {
		t.Fatal(err)
	}
	stop := p.server.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep", UserID: athleteID}, sandbox.Status(500))
	p.server.Misbehave(sandbox.Match{Method: http.MethodGet, PathPrefix: "/v3/exercises", Times: 2}, sandbox.Status(503))
	statuses := func(paths ...string) (got []int) {
		for _, path := range paths {
			got = append(got, p.get(path).Status)
		}
		return got
	}
	got := [][]int{statuses("/v3/users/sleep", "/v3/users/sleep/available", "/v3/users/nightly-recharge")}
	got = append(got, statuses("/v3/exercises", "/v3/exercises", "/v3/exercises"))
	p.token, other = other, p.token
	got = append(got, statuses("/v3/users/sleep"))
	p.token = other
	stop()
	got = append(got, statuses("/v3/users/sleep"))
	want := [][]int{{500, 500, 200}, {503, 503, 200}, {200}, {200}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestForcedRateLimit(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{})
	p.server.Misbehave(sandbox.Match{Times: 1}, sandbox.RateLimited(7*time.Second))
	if diff := cmp.Diff([4]any{429, "520, 1", "520, 5100", "7, 86400"}, limits(p.get("/v3/exercises"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([4]any{200, "2, 2", "520, 5100", "900, 86400"}, limits(p.get("/v3/exercises"))); diff != "" {
		t.Error(diff)
	}
}

func TestBrokenConnections(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{}, night(daysAgo(1)))
	p.server.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep"}, sandbox.ShortBody(20))
	p.server.Misbehave(sandbox.Match{PathPrefix: "/v3/exercises"}, sandbox.ConnectionReset())
	short, err := p.try(http.MethodGet, "/v3/users/sleep", "")
	if !errors.Is(err, io.ErrUnexpectedEOF) || short.Status != 200 || short.Body == "" {
		t.Errorf("short body: %d %q %v", short.Status, short.Body, err)
	}
	_, err = p.try(http.MethodPost, "/v3/exercises", "")
	if !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.EOF) {
		t.Errorf("reset: %v", err)
	}
	requests := p.server.Requests()
	if got := requests[len(requests)-1].Status; got != 0 {
		t.Errorf("a reset was noted as %d", got)
	}
}

func TestSlowBody(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{}, night(daysAgo(1)))
	whole := p.get("/v3/users/sleep").Body
	p.server.Misbehave(sandbox.Match{}, sandbox.SlowBody(len(whole)*5))
	began := time.Now()
	if diff := cmp.Diff(whole, p.get("/v3/users/sleep").Body); diff != "" {
		t.Error(diff)
	}
	if took := time.Since(began); took < 100*time.Millisecond {
		t.Errorf("two pieces came within %s", took)
	}
}

func TestHugeBody(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{}, night(daysAgo(2)), night(daysAgo(1)))
	p.server.Misbehave(sandbox.Match{}, sandbox.PaddedBody(16<<20), sandbox.SetField("sleep_score", "7"))
	body := p.get("/v3/users/sleep").Body
	if len(body) < 16<<20 || len(body) > 17<<20 {
		t.Errorf("%d bytes", len(body))
	}
	var got struct {
		Nights []struct {
			Date  string `json:"date"`
			Score int    `json:"sleep_score"`
		} `json:"nights"`
	}
	if err := json.NewDecoder(strings.NewReader(body)).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if len(got.Nights) != 2 || got.Nights[1].Date != daysAgo(1) || got.Nights[1].Score != 7 {
		t.Errorf("got %+v", got)
	}
}
