package polar

import (
	"compress/gzip"
	"errors"
	"net/http"
	"testing"
	"time"
)

// What Polar could send one day and is understood all the same.
func TestTolerance(t *testing.T) {
	t.Parallel()
	activity, err := Decode[Activity]([]byte(`{"start_time":"2026-11-10T00:00:00.000Z","end_time":"2026-11-10T23:59:59+02:00"}`))
	if err != nil || activity.StartTime.Date != (Date{2026, 11, 10}) || activity.EndTime.Clock != Clock(24*time.Hour-time.Second) {
		t.Errorf("local times with a zone: %+v, %v", activity, err)
	}
	exercise, err := Decode[Exercise]([]byte(`{"id":123,"start_time":"2026-11-10T10:00:00","device_id":12,"sport":7,"training_load_pro":{"user-rpe":5}}`))
	if err != nil || exercise.ID != "123" || exercise.DeviceID != "12" || exercise.TrainingLoadPro.UserRPE != "5" {
		t.Errorf("numbers in place of words: %+v, %v", exercise, err)
	}
	recharge, err := Decode[NightlyRecharge]([]byte(`{"date":"2026-11-10","hrv_samples":[]}`))
	if err != nil || len(recharge.HRVSamples) != 0 {
		t.Errorf("an empty list in place of a map: %+v, %v", recharge, err)
	}
	rates, err := Decode[ContinuousHeartRate]([]byte(`{"date":"2026-11-10","heart_rate_samples":{"samples":[{"heart_rate":50,"sample_time":"24:00:00"}]}}`))
	if err != nil || len(rates.HeartRateSamples) != 1 || rates.HeartRateSamples[0].SampleTime.V != Clock(24*time.Hour) {
		t.Errorf("an envelope around samples: %+v, %v", rates, err)
	}
	for name, body := range map[string]string{
		"envelope with a count":  `{"exercises":[{"id":"a","start_time":"2026-11-10T10:00"}],"count":1}`,
		"with a byte order mark": "\ufeff" + `[{"id":"a","start_time":"2026-11-10T10:00"}]`,
	} {
		if batch, err := DecodeBatch[Exercise]([]byte(body)); err != nil || len(batch.Items) != 1 {
			t.Errorf("%s: %+v, %v", name, batch, err)
		}
	}
}

// No database stores U+0000 in a text: the element is unreadable, and its neighbours are not.
func TestNULIsUnreadable(t *testing.T) {
	t.Parallel()
	batch, err := DecodeBatch[Exercise]([]byte(`[{"id":"a","start_time":"2026-11-10T10:00","device":"Po\u0000lar"},{"id":"b","start_time":"2026-11-10T10:00"}]`))
	if err != nil || len(batch.Items) != 1 || len(batch.Unreadable) != 1 {
		t.Errorf("%+v, %v", batch, err)
	}
}

// Whatever goes wrong on the way has a name.
func TestTransportFaults(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		want    error
	}{
		"corrupt compression": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			_, _ = packed.Write([]byte("[]"))
			_ = packed.Flush()
			_, _ = w.Write([]byte("nonsense"))
		}, ErrMalformed},
		"redirects without end": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.String(), http.StatusFound)
		}, ErrUnreachable},
		"no HTTP": {func(w http.ResponseWriter, _ *http.Request) {
			connection, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_, _ = connection.Write([]byte("SSH-2.0-OpenSSH_9.9\r\n\r\n"))
				_ = connection.Close()
			}
		}, ErrUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := serving(t, test.handler).User("t0ken").Exercises(t.Context()); !errors.Is(err, test.want) {
				t.Errorf("error is %v, want %v", err, test.want)
			}
		})
	}
}
