package polar

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// recordings is where answers of the live service and of the documentation lie on a developer's
// machine. They are not part of the repository, and the tests that need them skip without them.
const recordings = "../../shared/polar/payloads"

// recording returns a client of a server that gives one recorded answer to every request.
func recording(t *testing.T, name string) *UserClient {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(recordings, name))
	if err != nil {
		t.Skipf("no recording: %v", err)
	}
	return answering(t, http.StatusOK, string(body)).User("token")
}

// answering returns a client of a server that gives one answer to every request.
func answering(t *testing.T, status int, body string) *Client {
	t.Helper()
	return serving(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	})
}

// serving returns a client of a server with this handler.
func serving(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return New(Config{
		ClientID: "client", ClientSecret: "s3cret", APIURL: server.URL, AuthorizeURL: server.URL + "/oauth2/authorization",
		TokenURL: server.URL + "/v2/oauth2/token", RedirectURL: "https://flow.example/connect/callback",
	}, server.Client())
}

// all returns the records of a batch and fails the test if a call failed or a record is unreadable.
func all[T Element](t *testing.T, batch Batch[T], err error) []T {
	t.Helper()
	if err != nil || len(batch.Unreadable) > 0 {
		t.Fatalf("error %v, unreadable %v", err, batch.Unreadable)
	}
	var values []T
	for _, item := range batch.Items {
		if !json.Valid(item.Raw) {
			t.Errorf("raw is not JSON: %.60s", item.Raw)
		}
		values = append(values, item.Value)
	}
	return values
}

// sampled is what a test compares of an exercise.
type sampled struct {
	Duration time.Duration
	Zones    int
	Counts   map[SampleType]int
}

func TestRecordedExercises(t *testing.T) {
	t.Parallel()
	client := recording(t, "real/polar-exercises-list-8-real-axs192.json")
	batch, err := client.Exercises(t.Context())
	exercises := all(t, batch, err)
	batch, err = recording(t, "real/polar-exercise-running-real-axs192.json").Exercise(t.Context(), "y7lOpwnJ")
	exercises = append(exercises, all(t, batch, err)...)

	got := map[string]sampled{}
	for _, e := range exercises {
		counts := map[SampleType]int{}
		for _, series := range e.Samples {
			counts[series.SampleType] = len(series.Data)
		}
		got[string(e.ID)] = sampled{e.Duration.V, len(e.HeartRateZones), counts}
		if e.TrainingLoad.Valid || e.TrainingLoadPro == nil || !e.TrainingLoadPro.CardioLoad.Valid {
			t.Errorf("%s: training load %v, training load pro %+v", e.ID, e.TrainingLoad, e.TrainingLoadPro)
		}
	}
	outdoor := func(n int) map[SampleType]int {
		return map[SampleType]int{"0": n, "1": n, "2": n, "3": n, "4": n, "9": n, "10": n}
	}
	withoutPower := func(n int) map[SampleType]int {
		return map[SampleType]int{"0": n, "1": n, "2": n, "3": n, "9": n, "10": n}
	}
	indoor := func(n int) map[SampleType]int { return map[SampleType]int{"0": n, "1": n, "9": n, "10": n} }
	want := map[string]sampled{
		"y7lOpwnJ": {8239604 * time.Millisecond, 5, outdoor(8240)},
		"PknlZNpd": {6917941 * time.Millisecond, 5, outdoor(6917)},
		"0jqjEo72": {2012199 * time.Millisecond, 5, outdoor(2013)},
		"y8aYYmmq": {3616779 * time.Millisecond, 5, outdoor(3616)},
		"5lwaav1L": {3210781 * time.Millisecond, 5, withoutPower(3210)},
		"0R9oo1mE": {1230030 * time.Millisecond, 5, indoor(1230)},
		"ywn9dOqo": {2460605 * time.Millisecond, 5, outdoor(2461)},
		"ymrdpkA4": {1992843 * time.Millisecond, 5, withoutPower(1990)},
		"y7lOlEnN": {1278204 * time.Millisecond, 5, indoor(1278)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("exercises (-want +got):\n%s", diff)
	}
}

func TestRecordedExerciseFields(t *testing.T) {
	t.Parallel()
	batch, err := recording(t, "real/polar-exercise-running-real-axs192.json").Exercise(t.Context(), "y7lOpwnJ")
	got := all(t, batch, err)[0]
	got.Samples = nil
	got.HeartRateZones = got.HeartRateZones[:1]
	want := Exercise{
		ID: "y7lOpwnJ", UploadTime: UTCTime{time.Date(2026, 2, 22, 10, 25, 50, 0, time.UTC)},
		PolarUser: "https://www.polaraccesslink.com/v3/users/00000001", Device: "Polar Pacer Pro", DeviceID: "1111AAAA",
		StartTime:          LocalTime{Date{2026, time.February, 22}, Clock(7*time.Hour + 50*time.Minute + 17*time.Second)},
		StartTimeUTCOffset: some(0), Duration: some(8239604 * time.Millisecond), Calories: some(1600.0), Distance: some(19149.0),
		HeartRate: &HeartRate{Average: some(149.0), Maximum: some(170.0)}, Sport: "RUNNING", HasRoute: some(true),
		DetailedSportInfo: "RUNNING", FatPercentage: some(42), CarbohydratePercentage: some(54), ProteinPercentage: some(4),
		RunningIndex:   some(36),
		HeartRateZones: List[HeartRateZone]{{some(0), some(96), some(124), some(256 * time.Second)}},
		TrainingLoadPro: &TrainingLoadPro{
			CardioLoad: some(231.633), MuscleLoad: some(1608.11), PerceivedLoad: some(0.0), CardioLoadInterpretation: "VERY_HIGH",
			MuscleLoadInterpretation: "HIGH", PerceivedLoadInterpretation: "NOT_AVAILABLE", UserRPE: "UNKNOWN",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("exercise (-want +got):\n%s", diff)
	}
}

// heartDay is what a test compares of a day of heart rate.
type heartDay struct {
	Count int
	Sum   float64
}

func TestRecordedHeartRate(t *testing.T) {
	t.Parallel()
	got := map[string]heartDay{}
	collect := func(batch Batch[ContinuousHeartRate], err error) {
		for _, day := range all(t, batch, err) {
			var sum float64
			for _, sample := range day.HeartRateSamples {
				sum += sample.HeartRate.V
			}
			got[day.Date.String()] = heartDay{len(day.HeartRateSamples), sum}
		}
	}
	first := Date{2025, time.June, 30}
	for day := first; day.DaysUntil(Date{2025, time.July, 9}) >= 0; day = day.AddDays(1) {
		client := recording(t, "real/polar-continuous-heart-rate-"+day.String()+"-real-jabrena.json")
		collect(client.ContinuousHeartRate(t.Context(), day))
	}
	client := recording(t, "real/polar-continuous-heart-rate-range-real-axs192.json")
	collect(client.ContinuousHeartRates(t.Context(), first, first))
	want := map[string]heartDay{
		"2025-06-30": {1156, 88364}, "2025-07-01": {857, 66820}, "2025-07-02": {1513, 131420}, "2025-07-03": {4153, 370189},
		"2025-07-04": {2487, 197153}, "2025-07-05": {1156, 94260}, "2025-07-06": {557, 40546}, "2025-07-07": {2714, 247701},
		"2025-07-08": {2519, 236493}, "2025-07-09": {2466, 217556}, "2025-10-01": {3992, 362419},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
}

func TestRecordedNight(t *testing.T) {
	t.Parallel()
	batch, err := recording(t, "real/polar-sleep-real-axs192.json").Sleep(t.Context(), Date{2025, time.October, 1})
	got := all(t, batch, err)[0]
	if len(got.Hypnogram) != 70 || len(got.HeartRateSamples) != 92 {
		t.Fatalf("%d stages and %d heart rates, want 70 and 92", len(got.Hypnogram), len(got.HeartRateSamples))
	}
	asleep := got.LightSleep.V + got.DeepSleep.V + got.REMSleep.V + got.UnrecognizedSleepStage.V
	inBed := got.SleepEndTime.Sub(got.SleepStartTime.Time)
	if total := asleep + got.TotalInterruptionDuration.V; time.Duration(total)*time.Second != inBed {
		t.Errorf("stages add up to %d s, the night lasts %v", total, inBed)
	}
	got.Hypnogram, got.HeartRateSamples = got.Hypnogram[:5], nil
	lisbon := time.FixedZone("", 3600)
	at := func(hour, minute int) Clock {
		return Clock(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	}
	want := Sleep{
		PolarUser: "https://polaraccesslink.com/v3/users/00000001", Date: Date{2025, time.October, 1}, DeviceID: "1111AAAA",
		SleepStartTime: OffsetTime{time.Date(2025, 9, 30, 23, 33, 22, 675e6, lisbon)},
		SleepEndTime:   OffsetTime{time.Date(2025, 10, 1, 7, 13, 22, 675e6, lisbon)},
		Continuity:     some(3.3), ContinuityClass: some(3), LightSleep: some(14400), DeepSleep: some(3390), REMSleep: some(8160),
		UnrecognizedSleepStage: some(0), SleepScore: some(80), TotalInterruptionDuration: some(1650), SleepCharge: some(3),
		SleepGoal: some(25200), SleepRating: some(3), ShortInterruptionDuration: some(900), LongInterruptionDuration: some(750),
		SleepCycles: some(6), GroupDurationScore: some(95.0), GroupSolidityScore: some(70.1594), GroupRegenerationScore: some(78.3665),
		Hypnogram: ClockMap[int]{{at(23, 33), 3}, {at(23, 34), 4}, {at(23, 58), 3}, {at(23, 59), 0}, {at(0, 1), 3}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("night (-want +got):\n%s", diff)
	}
}

func TestRecordedRecharge(t *testing.T) {
	t.Parallel()
	client := recording(t, "real/polar-nightly-recharge-real-axs192.json")
	batch, err := client.NightlyRecharge(t.Context(), Date{2025, time.October, 1})
	got := all(t, batch, err)[0]
	if len(got.HRVSamples) != 91 || len(got.BreathingSamples) != 92 {
		t.Fatalf("%d HRV and %d breathing samples, want 91 and 92", len(got.HRVSamples), len(got.BreathingSamples))
	}
	got.HRVSamples, got.BreathingSamples = got.HRVSamples[:1], got.BreathingSamples[:1]
	want := NightlyRecharge{
		PolarUser: "https://polaraccesslink.com/v3/users/00000001", Date: Date{2025, time.October, 1},
		HeartRateAvg: some(56.0), BeatToBeatAvg: some(1068.0), HeartRateVariabilityAvg: some(56.0), BreathingRateAvg: some(11.6),
		NightlyRechargeStatus: some(3), ANSCharge: some(-2.9), ANSChargeStatus: some(2),
		HRVSamples:       ClockMap[float64]{{Clock(23*time.Hour + 35*time.Minute), 61}},
		BreathingSamples: ClockMap[float64]{{Clock(23*time.Hour + 33*time.Minute), 11.3}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("recharge (-want +got):\n%s", diff)
	}
}

func TestRecordedActivities(t *testing.T) {
	t.Parallel()
	day := Date{2025, time.September, 7}
	batch, err := recording(t, "real/polar-activities-4days-real-axs192.json").Activities(t.Context(), day, day.AddDays(3))
	days := all(t, batch, err)
	batch, err = recording(t, "real/polar-activity-partial-day-real-axs192.json").Activity(t.Context(), day.AddDays(3))
	days = append(days, all(t, batch, err)...)
	var bounds []string
	for _, d := range days {
		bounds = append(bounds, d.StartTime.String()+" "+d.EndTime.String())
	}
	want := []string{
		"2025-09-07T12:36:00 2025-09-07T23:59:30", "2025-09-08T00:00:00 2025-09-08T23:59:59",
		"2025-09-09T00:00:00 2025-09-09T23:59:59", "2025-09-10T00:00:00 2025-09-10T12:48:00",
		"2025-09-10T00:00:00 2025-09-10T12:48:00",
	}
	if diff := cmp.Diff(want, bounds); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
	batch, err = recording(t, "real/polar-activities-with-zones-real-axs192.json").Activities(t.Context(), day, day)
	zones := all(t, batch, err)[0]
	counts := map[string]int{}
	for _, sample := range zones.Samples.ActivityZones {
		counts[string(sample.Zone)]++
	}
	if len(zones.Samples.ActivityZones) != 208 || counts["NON_WEAR"] == 0 || zones.Steps != some(9842) {
		t.Errorf("%d zones %v, %v steps", len(zones.Samples.ActivityZones), counts, zones.Steps)
	}
}

func TestRecordedCardioLoad(t *testing.T) {
	t.Parallel()
	day := Date{2025, time.December, 14}
	batch, err := recording(t, "real/polar-cardio-load-not-available-real-stumason.json").CardioLoads(t.Context(), day, day)
	zero := some(0.0)
	want := []CardioLoad{{
		Date: day, CardioLoadStatus: "LOAD_STATUS_NOT_AVAILABLE", CardioLoad: some(-1.0), Strain: zero, Tolerance: some(-1.0),
		CardioLoadRatio: some(-1.0), CardioLoadLevel: &CardioLoadLevels{zero, zero, zero, zero, zero},
	}}
	if diff := cmp.Diff(want, all(t, batch, err)); diff != "" {
		t.Errorf("cardio load (-want +got):\n%s", diff)
	}
}
