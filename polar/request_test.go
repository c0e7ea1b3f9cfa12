package polar

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestStatuses(t *testing.T) {
	t.Parallel()
	kinds := []error{ErrBadRequest, ErrUnauthorized, ErrForbidden, ErrNotFound, ErrConflict, ErrRateLimited, ErrServer}
	tests := map[int]error{
		400: ErrBadRequest, 401: ErrUnauthorized, 403: ErrForbidden, 409: ErrConflict, 429: ErrRateLimited,
		500: ErrServer, 502: ErrServer, 503: ErrServer, 418: nil, 304: nil,
	}
	for status, want := range tests {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			_, err := answering(t, status, `{"message":"for t0ken"}`).User("t0ken").Sleep(t.Context(), Date{2025, 10, 1})
			for _, kind := range kinds {
				if errors.Is(err, kind) != errors.Is(want, kind) {
					t.Errorf("status %d: errors.Is(%v, %v) = %v", status, err, kind, errors.Is(err, kind))
				}
			}
			if text := fmt.Sprintf("polar: GET /v3/users/sleep/{date}: status %d", status); err.Error() != text {
				t.Errorf("error is %q, want %q", err, text)
			}
		})
	}
}

func TestAPIErrorCarriesLimitsAndMessage(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		header map[string]string
		want   APIError
	}{
		"short limit": {
			map[string]string{"RateLimit-Usage": "521, 800", "RateLimit-Limit": "520, 5100", "RateLimit-Reset": "300, 40000"},
			APIError{RateLimit: RateLimit{Window{521, 520, 300 * time.Second}, Window{800, 5100, 40000 * time.Second}}, RetryAfter: 300 * time.Second},
		},
		"long limit, no spaces": {
			map[string]string{"RateLimit-Usage": "20,5100", "RateLimit-Limit": "520,5100", "RateLimit-Reset": "300,40000"},
			APIError{RateLimit: RateLimit{Window{20, 520, 300 * time.Second}, Window{5100, 5100, 40000 * time.Second}}, RetryAfter: 40000 * time.Second},
		},
		"no headers":  {nil, APIError{}},
		"no numbers":  {map[string]string{"RateLimit-Usage": "many", "RateLimit-Reset": "-5, 99999999999999999999"}, APIError{}},
		"retry after": {map[string]string{"Retry-After": "17"}, APIError{RetryAfter: 17 * time.Second}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			user := serving(t, func(w http.ResponseWriter, _ *http.Request) {
				for key, value := range test.header {
					w.Header().Set(key, value)
				}
				w.WriteHeader(http.StatusTooManyRequests)
				_, _ = w.Write([]byte(`{"message":"slow\ndown` + strings.Repeat("!", 300) + `"}`))
			}).User("t0ken")
			_, err := user.SleepNights(t.Context())
			var got *APIError
			if !errors.As(err, &got) {
				t.Fatalf("error is %v, want an APIError", err)
			}
			want := test.want
			want.Method, want.Path, want.Status = http.MethodGet, "/v3/users/sleep", http.StatusTooManyRequests
			want.Message = "slow down" + strings.Repeat("!", 191)
			if diff := cmp.Diff(&want, got); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.want.RateLimit, user.RateLimit()); diff != "" {
				t.Errorf("rate limit of the user client (-want +got):\n%s", diff)
			}
		})
	}
}

func TestObserveAndCounts(t *testing.T) {
	t.Parallel()
	var count int
	client := serving(t, func(w http.ResponseWriter, _ *http.Request) {
		if count++; count == 1 {
			w.Header().Set("RateLimit-Usage", "1, 2")
			w.Header().Set("RateLimit-Limit", "520, 5100")
			w.Header().Set("RateLimit-Reset", "900, 86400")
		}
		_, _ = w.Write([]byte(`[]`))
	})
	clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	client.Now = func() time.Time { clock = clock.Add(time.Second); return clock }
	var got []Call
	client.Observe = func(call Call) { got = append(got, call) }
	user := client.User("t0ken")
	for range 2 {
		if _, err := user.Sleep(t.Context(), Date{2025, time.October, 1}); err != nil {
			t.Fatal(err)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := user.Sleep(cancelled, Date{2025, time.October, 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want context.Canceled", err)
	}
	limit := RateLimit{Window{1, 520, 15 * time.Minute}, Window{2, 5100, 24 * time.Hour}}
	call := Call{Method: "GET", Path: "/v3/users/sleep/{date}", Status: 200, Duration: time.Second}
	withLimit, failed := call, call
	withLimit.RateLimit, failed.Status = limit, 0
	if diff := cmp.Diff([]Call{withLimit, call, failed}, got); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	if user.Requests() != 2 || user.RateLimit() != limit { // the third one never left
		t.Errorf("%d requests, rate limit %+v; want 2 and %+v", user.Requests(), user.RateLimit(), limit)
	}
}

func TestBodies(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler http.HandlerFunc
		want    error
	}{
		"cut off JSON": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"nights":[{"date":"2025-10`)) }, ErrMalformed},
		"empty":        {func(http.ResponseWriter, *http.Request) {}, ErrMalformed},
		"shorter than announced": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte(`[]`))
		}, ErrMalformed},
		"too large": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(bytes.Repeat([]byte(" "), 1001)) }, ErrTooLarge},
		"too large once unpacked": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			_, _ = packed.Write(bytes.Repeat([]byte(" "), 1<<20))
			_ = packed.Close()
		}, ErrTooLarge},
		"exactly the limit": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("[]" + strings.Repeat(" ", 998)))
		}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := serving(t, test.handler)
			client.MaxBody = 1000
			if _, err := client.User("t0ken").SleepNights(t.Context()); !errors.Is(err, test.want) {
				t.Errorf("error is %v, want %v", err, test.want)
			}
		})
	}
}

// An answer without a body says that there is nothing only where Polar is documented to answer 204 for that. Elsewhere it
// says nothing at all.
func TestEmptyBody(t *testing.T) {
	t.Parallel()
	user := answering(t, http.StatusOK, " \n").User("t0ken")
	day := Date{2025, time.October, 1}
	_, loads := user.CardioLoads(t.Context(), day, day)
	_, night := user.Sleep(t.Context(), day)
	_, spo2 := user.Spo2Tests(t.Context(), day, day)
	_, alertness := user.Alertness(t.Context(), day, day)
	for name, test := range map[string]struct{ got, want error }{
		"cardio load": {loads, ErrMalformed}, "night": {night, ErrMalformed}, "SpO2": {spo2, nil}, "alertness": {alertness, nil},
	} {
		if !errors.Is(test.got, test.want) {
			t.Errorf("%s: %v, want %v", name, test.got, test.want)
		}
	}
}

func TestLargeAnswer(t *testing.T) {
	t.Parallel()
	const days, samples = 28, 14_000
	day := `{"date":"2025-10-01","heart_rate_samples":[` + strings.Repeat(`{"heart_rate":71,"sample_time":"00:02:38"},`, samples-1) +
		`{"heart_rate":72,"sample_time":"23:59:59"}]}`
	body := `{"heart_rates":[` + strings.TrimSuffix(strings.Repeat(day+",", days), ",") + `]}`
	if len(body) < 16<<20 {
		t.Fatalf("body has %d bytes, want 16 MB", len(body))
	}
	batch, err := answering(t, http.StatusOK, body).User("t0ken").ContinuousHeartRates(t.Context(), Date{}, Date{})
	var got int
	for _, day := range all(t, batch, err) {
		got += len(day.HeartRateSamples)
	}
	if got != days*samples {
		t.Errorf("%d samples, want %d", got, days*samples)
	}
}

func TestCancelWhileReading(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client := serving(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(`[{"date":"2025-10-01"},`))
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	client.Observe = func(Call) { cancel() }
	if _, err := client.User("t0ken").SleepNights(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want context.Canceled", err)
	}
}

func TestNetworkErrorNamesNobody(t *testing.T) {
	t.Parallel()
	client := New(Config{APIURL: "http://127.0.0.1:1"}, nil)
	_, err := client.User("t0ken").Get(t.Context(), 475)
	if err == nil || !strings.HasPrefix(err.Error(), "polar: GET /v3/users/{user-id}: ") || strings.Contains(err.Error(), "475") {
		t.Errorf("error is %v", err)
	}
}
