package polar

import (
	"context"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// seenRequest is what a server saw of a request.
type seenRequest struct{ Line, Authorization, Accept, ContentType, Body string }

// recorder is a handler that keeps what it is asked and answers with one status.
type recorder struct {
	mu     sync.Mutex
	status int
	seen   []seenRequest
}

// ServeHTTP keeps the request.
func (rec *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.seen = append(rec.seen, seenRequest{
		r.Method + " " + r.RequestURI, r.Header.Get("Authorization"), r.Header.Get("Accept"), r.Header.Get("Content-Type"), string(body),
	})
	w.WriteHeader(rec.status)
}

// emptied turns a list method into a function that returns only the error and complains about records.
func emptied[T Element](t *testing.T, batch Batch[T], err error) {
	t.Helper()
	if err != nil || len(batch.Items)+len(batch.Unreadable) > 0 {
		t.Errorf("batch is %+v, error %v; want neither", batch, err)
	}
}

func TestUserEndpoints(t *testing.T) {
	t.Parallel()
	from, to := Date{2025, time.September, 28}, Date{2025, time.October, 1}
	tests := map[string]func(context.Context, *testing.T, *UserClient){
		"GET /v3/exercises?route=true&samples=true&zones=true": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.Exercises(ctx)
			emptied(t, batch, err)
		},
		"GET /v3/exercises/a%2Fb%3Fc?route=true&samples=true&zones=true": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.Exercise(ctx, "a/b?c")
			emptied(t, batch, err)
		},
		"GET /v3/users/activities?activity_zones=true&from=2025-09-28&inactivity_stamps=true&steps=true&to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.Activities(ctx, from, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/activities/2025-10-01?activity_zones=true&inactivity_stamps=true&steps=true": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.Activity(ctx, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/activities/samples?from=2025-09-28&to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.ActivitySamples(ctx, from, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/continuous-heart-rate?from=2025-09-28&to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.ContinuousHeartRates(ctx, from, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/continuous-heart-rate/2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.ContinuousHeartRate(ctx, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/sleep": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.SleepNights(ctx)
			emptied(t, batch, err)
		},
		"GET /v3/users/sleep/2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.Sleep(ctx, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/sleep/available": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.AvailableSleep(ctx)
			emptied(t, batch, err)
		},
		"GET /v3/users/nightly-recharge": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.NightlyRecharges(ctx)
			emptied(t, batch, err)
		},
		"GET /v3/users/nightly-recharge/2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.NightlyRecharge(ctx, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/cardio-load/date?from=2025-09-28&to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.CardioLoads(ctx, from, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/sleepwise/alertness/date?from=2025-09-28&to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.Alertness(ctx, from, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/sleepwise/circadian-bedtime/date?from=2025-09-28&to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.CircadianBedtimes(ctx, from, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/biosensing/spo2?to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.Spo2Tests(ctx, Date{}, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/biosensing/ecg": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.ECGTests(ctx, Date{}, Date{})
			emptied(t, batch, err)
		},
		"GET /v3/users/biosensing/bodytemperature?from=2025-09-28&to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.BodyTemperatures(ctx, from, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/biosensing/skintemperature?from=2025-09-28&to=2025-10-01": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.SkinTemperatures(ctx, from, to)
			emptied(t, batch, err)
		},
		"GET /v3/users/physical-info": func(ctx context.Context, t *testing.T, u *UserClient) {
			batch, err := u.PhysicalInfo(ctx)
			emptied(t, batch, err)
		},
	}
	for line, call := range tests {
		for _, status := range []int{http.StatusNoContent, http.StatusNotFound} {
			t.Run(line+" "+http.StatusText(status), func(t *testing.T) {
				t.Parallel()
				rec := &recorder{status: status}
				user := serving(t, rec.ServeHTTP).User("t0ken")
				call(t.Context(), t, user)
				want := []seenRequest{{line, "Bearer t0ken", "application/json", "", ""}}
				if diff := cmp.Diff(want, rec.seen); diff != "" || user.Requests() != 1 {
					t.Errorf("%d requests (-want +got):\n%s", user.Requests(), diff)
				}
			})
		}
	}
}
