package polar

import (
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

func TestUserEndpoints(t *testing.T) {
	t.Parallel()
	from, to := Date{2025, time.September, 28}, Date{2025, time.October, 1}
	tests := map[string]firstRecord{
		"GET /v3/exercises?route=true&samples=true&zones=true":                                                         first((*UserClient).Exercises),
		"GET /v3/exercises/a%2Fb%3Fc?route=true&samples=true&zones=true":                                               first((*UserClient).Exercise, "a/b?c"),
		"GET /v3/users/activities?activity_zones=true&from=2025-09-28&inactivity_stamps=true&steps=true&to=2025-10-01": first((*UserClient).Activities, from, to),
		"GET /v3/users/activities/2025-10-01?activity_zones=true&inactivity_stamps=true&steps=true":                    first((*UserClient).Activity, to),
		"GET /v3/users/activities/samples?from=2025-09-28&to=2025-10-01":                                               first((*UserClient).ActivitySamples, from, to),
		"GET /v3/users/continuous-heart-rate?from=2025-09-28&to=2025-10-01":                                            first((*UserClient).ContinuousHeartRates, from, to),
		"GET /v3/users/continuous-heart-rate/2025-10-01":                                                               first((*UserClient).ContinuousHeartRate, to),
		"GET /v3/users/sleep":                                                          first((*UserClient).SleepNights),
		"GET /v3/users/sleep/2025-10-01":                                               first((*UserClient).Sleep, to),
		"GET /v3/users/sleep/available":                                                first((*UserClient).AvailableSleep),
		"GET /v3/users/nightly-recharge":                                               first((*UserClient).NightlyRecharges),
		"GET /v3/users/nightly-recharge/2025-10-01":                                    first((*UserClient).NightlyRecharge, to),
		"GET /v3/users/cardio-load/date?from=2025-09-28&to=2025-10-01":                 first((*UserClient).CardioLoads, from, to),
		"GET /v3/users/sleepwise/alertness/date?from=2025-09-28&to=2025-10-01":         first((*UserClient).Alertness, from, to),
		"GET /v3/users/sleepwise/circadian-bedtime/date?from=2025-09-28&to=2025-10-01": first((*UserClient).CircadianBedtimes, from, to),
		"GET /v3/users/biosensing/spo2?to=2025-10-01":                                  first((*UserClient).Spo2Tests, Date{}, to),
		"GET /v3/users/biosensing/ecg":                                                 first((*UserClient).ECGTests, Date{}, Date{}),
		"GET /v3/users/biosensing/bodytemperature?from=2025-09-28&to=2025-10-01":       first((*UserClient).BodyTemperatures, from, to),
		"GET /v3/users/biosensing/skintemperature?from=2025-09-28&to=2025-10-01":       first((*UserClient).SkinTemperatures, from, to),
		"GET /v3/users/physical-info":                                                  first((*UserClient).PhysicalInfo),
	}
	for line, call := range tests {
		for _, status := range []int{http.StatusNoContent, http.StatusNotFound} {
			t.Run(line+" "+http.StatusText(status), func(t *testing.T) {
				t.Parallel()
				rec := &recorder{status: status}
				user := serving(t, rec.ServeHTTP).User("t0ken")
				if value, _, err := call(t.Context(), user); value != nil || err != nil {
					t.Errorf("record %v, error %v; want neither", value, err)
				}
				want := []seenRequest{{line, "Bearer t0ken", "application/json", "", ""}}
				if diff := cmp.Diff(want, rec.seen); diff != "" || user.Requests() != 1 {
					t.Errorf("%d requests (-want +got):\n%s", user.Requests(), diff)
				}
			})
		}
	}
}
