package polar_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar"
)

// guarded returns a client of a server that answers every request alike, and how many requests reached it.
func guarded(t *testing.T, answer http.HandlerFunc) (*polar.Client, *atomic.Int64) {
	t.Helper()
	var reached atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return polar.New(polar.Config{ClientID: "id", ClientSecret: "secret", APIURL: server.URL, TokenURL: server.URL}, server.Client()), &reached
}

// What is held back is not sent, not counted and not observed.
func TestHeldBack(t *testing.T) {
	t.Parallel()
	until := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	observed := 0
	client, reached := guarded(t, func(http.ResponseWriter, *http.Request) {})
	client = client.Guarded(
		func(context.Context) (func(), error) { return nil, &polar.HeldBackError{Until: until} },
		func(polar.Call) { observed++ })
	user := client.User("token")
	_, err := user.SleepNights(t.Context())
	var held *polar.HeldBackError
	if !errors.As(err, &held) || !held.Until.Equal(until) || !errors.Is(err, polar.ErrRateLimited) {
		t.Errorf("error %v", err)
	}
	if n := reached.Load(); n != 0 || user.Requests() != 0 || observed != 0 {
		t.Errorf("%d requests reached Polar, %d were counted, %d observed", n, user.Requests(), observed)
	}
}

// A request is admitted, then answered, then observed by everybody, and only then over.
func TestOrderOfGuard(t *testing.T) {
	t.Parallel()
	var steps []string
	client, _ := guarded(t, func(w http.ResponseWriter, _ *http.Request) {
		steps = append(steps, "sent")
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	client.Observe = func(polar.Call) { steps = append(steps, "metrics") }
	client = client.Guarded(
		func(context.Context) (func(), error) {
			steps = append(steps, "admitted")
			return func() { steps = append(steps, "done") }, nil
		},
		func(call polar.Call) { steps = append(steps, "observed "+call.RetryAfter.String()) })
	user := client.User("token")
	if _, err := user.SleepNights(t.Context()); !errors.Is(err, polar.ErrRateLimited) {
		t.Errorf("error %v", err)
	}
	want := []string{"admitted", "sent", "metrics", "observed 7s", "done"}
	if diff := cmp.Diff(want, steps); diff != "" || user.Requests() != 1 {
		t.Error(user.Requests(), diff)
	}
}

// The token endpoint is not Polar's API: the limit neither counts nor stops it.
func TestTokenEndpointIsNotGuarded(t *testing.T) {
	t.Parallel()
	client, reached := guarded(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) })
	var calls []bool
	client = client.Guarded(
		func(context.Context) (func(), error) { return nil, errors.New("stopped") },
		func(call polar.Call) { calls = append(calls, call.IsAPI()) })
	if _, err := client.Exchange(t.Context(), "code"); err == nil {
		t.Error("no error")
	}
	if reached.Load() != 1 || !slices.Equal(calls, []bool{false}) {
		t.Errorf("%d requests, observed %v", reached.Load(), calls)
	}
}
