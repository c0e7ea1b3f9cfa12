package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
	"polarflow/polar/sandbox"
)

// An application provisions a person, their browser connects the account, a sync runs, and every value that
// Polar recorded is read back through GraphQL, on both databases.
func TestRecordedAnswersAreReadBack(t *testing.T) {
	t.Parallel()
	const folder = "../shared/polar/payloads/real"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("recorded answers are not here: ", err)
	}
	records, _, err := sandbox.LoadPayloads(os.DirFS(folder), time.Now().UTC().Format(time.DateOnly))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			app := newApplication(t, kind, records)
			app.provision("uuid-1")
			app.connect("uuid-1")
			app.synced("uuid-1")
			for _, r := range records {
				app.check("uuid-1", r)
			}
			app.checkIsolation("uuid-1")
		})
	}
}

const serviceKey = "service-key-of-the-application-0123456789"

// application is a client with a service credential, of a server in saas mode.
type application struct {
	t    *testing.T
	base string
	home string // where browsers land
}

func newApplication(t *testing.T, kind string, records []sandbox.Record) *application {
	t.Helper()
	landing := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(landing.Close)
	port := freePort(t)
	base := "http://127.0.0.1:" + port
	server := sandbox.New(sandbox.Options{
		ClientID: "id", ClientSecret: "secret", RedirectURIs: []string{base + "/connect/polar/callback"},
		Now: time.Now, AutoApprove: true, ServeEarlierUploads: true,
	})
	server.AddAccount(475, sandbox.Profile{}, records)
	polar := httptest.NewServer(server)
	t.Cleanup(polar.Close)
	p := start(t, map[string]string{
		"DATABASE_URL": dbtest.Address(t, kind), "DEPLOYMENT_MODE": "saas", "API_KEY": serviceKey, "API_PORT": port, "BASE_URL": base,
		"ENCRYPTION_KEY": base64.StdEncoding.EncodeToString(make([]byte, 32)), "ALLOWED_RETURN_ORIGINS": landing.URL,
		"POLAR_CLIENT_ID": "id", "POLAR_CLIENT_SECRET": "secret", "POLAR_API_URL": polar.URL,
		"POLAR_AUTHORIZE_URL": polar.URL + "/oauth2/authorization", "POLAR_TOKEN_URL": polar.URL + "/v2/oauth2/token",
	}, "serve")
	t.Cleanup(func() { p.end() })
	p.baseURL()
	return &application{t: t, base: base, home: landing.URL}
}

// ask sends a query and decodes its data. Errors fail the test.
func (a *application) ask(into any, query string, variables map[string]any) {
	a.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		a.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(a.t.Context(), http.MethodPost, a.base+"/graphql", bytes.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+serviceKey)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		a.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer := struct {
		Data   any
		Errors []struct{ Message string }
	}{Data: into}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		a.t.Fatal(err)
	}
	if len(answer.Errors) > 0 {
		a.t.Fatalf("%s: %v", query, answer.Errors)
	}
}

func (a *application) provision(id string) {
	a.t.Helper()
	var data struct {
		CreateUser struct {
			User       struct{ ExternalID string }
			UserErrors []struct{ Code string }
		}
	}
	const query = `mutation($input: CreateUserInput!) { createUser(input: $input) { user { externalId } userErrors { code } } }`
	input := map[string]any{"input": map[string]any{"externalId": id, "timeZone": "Europe/London"}}
	a.ask(&data, query, input)
	if data.CreateUser.User.ExternalID != id || len(data.CreateUser.UserErrors) > 0 {
		a.t.Fatal(data)
	}
	a.ask(&data, query, input)
	if data.CreateUser.User.ExternalID != id || data.CreateUser.UserErrors[0].Code != "EXTERNAL_ID_TAKEN" {
		a.t.Fatal("repeated createUser: ", data)
	}
}

// connect follows the redirects as a browser does, and lands on the application's page.
func (a *application) connect(id string) {
	a.t.Helper()
	var user struct{ User struct{ ID string } }
	a.ask(&user, `query($id: String!) { user(externalId: $id) { id } }`, map[string]any{"id": id})
	var data struct{ ConnectPolar struct{ AuthorizeURL string } }
	a.ask(&data, `mutation($input: ConnectPolarInput!) { connectPolar(input: $input) { authorizeUrl userErrors { code } } }`,
		map[string]any{"input": map[string]any{"userId": user.User.ID, "returnUrl": a.home + "/done?tab=2"}})
	jar, err := cookiejar.New(nil)
	if err != nil {
		a.t.Fatal(err)
	}
	response, err := (&http.Client{Jar: jar}).Get(data.ConnectPolar.AuthorizeURL)
	if err != nil {
		a.t.Fatal(err)
	}
	_ = response.Body.Close()
	landed := response.Request.URL
	if !strings.HasPrefix(landed.String(), a.home+"/done?") || landed.Query().Get("polarflow") != "connected" || landed.Query().Get("tab") != "2" {
		a.t.Fatal("landed on ", landed)
	}
}

// synced waits for the end of the sync that connecting queued.
func (a *application) synced(id string) {
	a.t.Helper()
	var run struct {
		User struct {
			LatestSyncRun struct {
				Trigger, Status string
				Results         []struct {
					Kind        string
					Quarantined int
				}
			}
		}
	}
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		a.ask(&run, `query($id: String!) { user(externalId: $id) { latestSyncRun { trigger status results { kind quarantined } } } }`, map[string]any{"id": id})
		if run.User.LatestSyncRun.Status == "SUCCEEDED" && run.User.LatestSyncRun.Trigger == "CONNECT" {
			break
		}
	}
	for _, r := range run.User.LatestSyncRun.Results {
		if r.Quarantined != 0 {
			a.t.Errorf("%s: %d quarantined", r.Kind, r.Quarantined)
		}
	}
	if len(run.User.LatestSyncRun.Results) != 13 {
		a.t.Fatal(run)
	}
}

// checkIsolation demands that a stranger's id reads as one that does not exist.
func (a *application) checkIsolation(id string) {
	a.t.Helper()
	var data struct {
		User    *struct{ ID string }
		Nothing *struct{ ID string }
	}
	a.ask(&data, `query($id: String!) { user(externalId: $id) { id } nothing: user(externalId: "nobody") { id } }`, map[string]any{"id": id})
	if data.User == nil || data.Nothing != nil {
		a.t.Error(data)
	}
}

// check compares one recorded element with what the API says.
func (a *application) check(id string, r sandbox.Record) {
	a.t.Helper()
	switch r.Kind {
	case sandbox.KindExercise:
		a.checkExercise(id, r)
	case sandbox.KindContinuousHeartRate:
		a.checkHeartRate(id, r)
	case sandbox.KindSleep:
		a.checkSleep(id, r)
	case sandbox.KindNightlyRecharge:
		a.checkRecharge(id, r)
	case sandbox.KindActivity:
		a.checkActivity(id, r)
	}
}

// wire decodes the recorded element loosely.
func (a *application) wire(r sandbox.Record, into any) {
	a.t.Helper()
	if err := json.Unmarshal(r.JSON, into); err != nil {
		a.t.Fatal(err)
	}
}

type curve struct {
	StartTime      time.Time
	StoredCount    int
	OffsetsSeconds []float64
	Values         []*float64
}

// clocks returns the readings of a clock at the points of a curve, with their values; a gap is 0.
func (c curve) clocks(layout string) []string {
	list := make([]string, len(c.Values))
	for i, v := range c.Values {
		value := 0.0
		if v != nil {
			value = *v
		}
		at := c.StartTime.Add(time.Duration(c.OffsetsSeconds[i] * float64(time.Second)))
		list[i] = fmt.Sprint(at.Format(layout), " ", value)
	}
	return list
}

func (a *application) checkExercise(id string, r sandbox.Record) {
	a.t.Helper()
	var want struct {
		Start, Device, Sport string
		StartTime            string  `json:"start_time"`
		Offset               int     `json:"start_time_utc_offset"`
		Distance             float64 `json:"distance"`
		Calories             int     `json:"calories"`
		Load                 struct {
			Cardio float64 `json:"cardio-load"`
		} `json:"training_load_pro"`
		Zones []struct {
			Index int
			Lower int `json:"lower_limit"`
		} `json:"heart_rate_zones"`
		Samples []struct {
			Type int `json:"sample_type"`
			Data string
		}
	}
	a.wire(r, &want)
	var got struct {
		User struct {
			Exercise struct {
				StartTime      time.Time
				DistanceMeters *float64
				EnergyKcal     int
				CardioLoad     float64
				DeviceName     string
				HeartRateZones []struct{ Index, LowerBpm int }
				Samples        []struct{ Series curve }
			}
		}
	}
	a.ask(&got, `query($id: String!, $polar: String!) { user(externalId: $id) { exercise(polarId: $polar) {
		startTime distanceMeters energyKcal cardioLoad deviceName heartRateZones { index lowerBpm }
		samples(reduction: RAW) { type unit series { startTime storedCount offsetsSeconds values } } } } }`,
		map[string]any{"id": id, "polar": r.ID})
	e := got.User.Exercise
	local := e.StartTime.Format("2006-01-02T15:04:05")
	_, offset := e.StartTime.Zone()
	if local != want.StartTime || offset != want.Offset*60 || e.EnergyKcal != want.Calories || e.CardioLoad != want.Load.Cardio || e.DeviceName != want.Device {
		a.t.Errorf("%s: %+v", r.ID, e)
	}
	if len(e.HeartRateZones) != len(want.Zones) || e.HeartRateZones[0].Index != 0 || e.HeartRateZones[0].LowerBpm != want.Zones[0].Lower {
		a.t.Errorf("%s: zones %v", r.ID, e.HeartRateZones)
	}
	if len(e.Samples) != len(want.Samples) {
		a.t.Fatalf("%s: %d series of %d", r.ID, len(e.Samples), len(want.Samples))
	}
	for i, s := range want.Samples {
		var values []*float64
		if err := json.Unmarshal([]byte("["+s.Data+"]"), &values); err != nil {
			a.t.Fatal(err)
		}
		if diff := cmp.Diff(values, e.Samples[i].Series.Values); diff != "" {
			a.t.Errorf("%s, type %d: %s", r.ID, s.Type, diff)
		}
	}
}

func (a *application) checkHeartRate(id string, r sandbox.Record) {
	a.t.Helper()
	var want struct {
		Samples []struct {
			Rate float64 `json:"heart_rate"`
			Time string  `json:"sample_time"`
		} `json:"heart_rate_samples"`
	}
	a.wire(r, &want)
	var got struct {
		User struct {
			ContinuousHeartRate struct{ Samples curve }
		}
	}
	a.ask(&got, `query($id: String!, $date: Date!) { user(externalId: $id) { continuousHeartRate(date: $date) {
		samples(reduction: RAW) { startTime storedCount offsetsSeconds values } } } }`, map[string]any{"id": id, "date": r.Date})
	list := make([]string, len(want.Samples))
	for i, s := range want.Samples {
		list[i] = fmt.Sprint(r.Date, " ", s.Time, " ", s.Rate)
	}
	if diff := cmp.Diff(list, got.User.ContinuousHeartRate.Samples.clocks("2006-01-02 15:04:05")); diff != "" {
		a.t.Errorf("heart rate of %s: %s", r.Date, diff)
	}
}

func (a *application) checkSleep(id string, r sandbox.Record) {
	a.t.Helper()
	var want struct {
		Start     time.Time `json:"sleep_start_time"`
		End       time.Time `json:"sleep_end_time"`
		Light     int       `json:"light_sleep"`
		Deep      int       `json:"deep_sleep"`
		REM       int       `json:"rem_sleep"`
		Awake     int       `json:"total_interruption_duration"`
		Score     int       `json:"sleep_score"`
		Hypnogram map[string]int
		Rates     map[string]int `json:"heart_rate_samples"`
	}
	a.wire(r, &want)
	var got struct {
		User struct {
			Sleep struct {
				StartTime, EndTime                                                 time.Time
				LightSeconds, DeepSeconds, RemSeconds, InterruptionsSeconds, Score int
				Hypnogram                                                          []struct {
					PolarStage, DurationSeconds int
					StartTime                   time.Time
				}
				HeartRate curve
			}
		}
	}
	a.ask(&got, `query($id: String!, $date: Date!) { user(externalId: $id) { sleep(date: $date) {
		startTime endTime lightSeconds deepSeconds remSeconds interruptionsSeconds score hypnogram { polarStage durationSeconds startTime }
		heartRate(reduction: RAW) { startTime storedCount offsetsSeconds values } } } }`, map[string]any{"id": id, "date": r.Date})
	s := got.User.Sleep
	if !s.StartTime.Equal(want.Start) || !s.EndTime.Equal(want.End) || s.LightSeconds != want.Light || s.DeepSeconds != want.Deep ||
		s.RemSeconds != want.REM || s.InterruptionsSeconds != want.Awake || s.Score != want.Score {
		a.t.Errorf("night of %s: %+v", r.Date, s)
	}
	whole := 0
	for i, h := range s.Hypnogram {
		whole += h.DurationSeconds
		if h.StartTime.Before(s.StartTime) || h.StartTime.Add(time.Duration(h.DurationSeconds)*time.Second).After(s.EndTime.Add(time.Second)) {
			a.t.Errorf("segment %d lies outside the night: %+v", i, h)
		}
		if stage, ok := want.Hypnogram[h.StartTime.Format("15:04")]; !ok || stage != h.PolarStage {
			a.t.Errorf("segment at %s: stage %d, want %d", h.StartTime, h.PolarStage, stage)
		}
	}
	if night := int(want.End.Sub(want.Start).Seconds()); whole < night-2 || whole > night+2 {
		a.t.Errorf("the hypnogram covers %d of %d s", whole, night)
	}
	if len(s.HeartRate.Values) != len(want.Rates) {
		a.t.Errorf("%d heart rates of %d", len(s.HeartRate.Values), len(want.Rates))
	}
	for _, reading := range s.HeartRate.clocks("15:04") {
		clock, value, _ := strings.Cut(reading, " ")
		if fmt.Sprint(want.Rates[clock]) != value {
			a.t.Errorf("heart rate at %s, want %d", reading, want.Rates[clock])
		}
	}
}

func (a *application) checkRecharge(id string, r sandbox.Record) {
	a.t.Helper()
	var want struct {
		ANS       float64            `json:"ans_charge"`
		RMSSD     float64            `json:"heart_rate_variability_avg"`
		HRV       map[string]float64 `json:"hrv_samples"`
		Breathing map[string]float64 `json:"breathing_samples"`
	}
	a.wire(r, &want)
	var got struct {
		User struct {
			NightlyRecharge struct {
				AnsCharge, HrvRmssdMs float64
				Hrv, Breathing        curve
			}
		}
	}
	a.ask(&got, `query($id: String!, $date: Date!) { user(externalId: $id) { nightlyRecharge(date: $date) { ansCharge hrvRmssdMs
		hrv(reduction: RAW) { startTime storedCount offsetsSeconds values } breathing(reduction: RAW) { startTime storedCount offsetsSeconds values } } } }`,
		map[string]any{"id": id, "date": r.Date})
	n := got.User.NightlyRecharge
	if n.AnsCharge != want.ANS || n.HrvRmssdMs != want.RMSSD || len(n.Hrv.Values) != len(want.HRV) || len(n.Breathing.Values) != len(want.Breathing) {
		a.t.Errorf("recharge of %s: %+v", r.Date, n)
	}
	for _, reading := range n.Breathing.clocks("15:04") {
		clock, value, _ := strings.Cut(reading, " ")
		if fmt.Sprint(want.Breathing[clock]) != value {
			a.t.Errorf("breathing at %s, want %v", reading, want.Breathing[clock])
		}
	}
}

func (a *application) checkActivity(id string, r sandbox.Record) {
	a.t.Helper()
	var want struct {
		Start   string `json:"start_time"`
		Steps   int
		Kcal    int     `json:"calories"`
		Goal    float64 `json:"daily_activity"`
		Samples struct {
			Zones struct {
				Samples []struct{ Zone, Timestamp string }
			} `json:"activity_zones"`
		}
	}
	a.wire(r, &want)
	var got struct {
		User struct {
			DailyActivity struct {
				StartTime         time.Time
				Steps, EnergyKcal int
				DailyGoalPercent  float64
				Zones             []struct {
					Zone      string
					StartTime time.Time
				}
			}
		}
	}
	a.ask(&got, `query($id: String!, $date: Date!) { user(externalId: $id) { dailyActivity(date: $date) {
		startTime steps energyKcal dailyGoalPercent zones { zone startTime } } } }`, map[string]any{"id": id, "date": r.Date})
	d := got.User.DailyActivity
	if d.Steps != want.Steps || d.EnergyKcal != want.Kcal || d.DailyGoalPercent != want.Goal || d.StartTime.Format("2006-01-02T15:04") != want.Start {
		a.t.Errorf("activity of %s: %+v", r.Date, d)
	}
	if len(d.Zones) != len(want.Samples.Zones.Samples) {
		a.t.Fatalf("activity of %s: %d zones of %d", r.Date, len(d.Zones), len(want.Samples.Zones.Samples))
	}
	for i, z := range want.Samples.Zones.Samples {
		if d.Zones[i].Zone != z.Zone || !strings.HasPrefix(d.Zones[i].StartTime.Format("2006-01-02T15:04:05"), z.Timestamp) {
			a.t.Errorf("zone %d: %+v, want %+v", i, d.Zones[i], z)
		}
	}
}
