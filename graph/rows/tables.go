package rows

import (
	"reflect"

	"polarflow/ent"
	"polarflow/ent/alertnessperiod"
	"polarflow/ent/apitoken"
	"polarflow/ent/auditevent"
	"polarflow/ent/bodytemperature"
	"polarflow/ent/cardioload"
	"polarflow/ent/circadianbedtime"
	"polarflow/ent/continuousheartrate"
	"polarflow/ent/dailyactivity"
	"polarflow/ent/ecgtest"
	"polarflow/ent/exercise"
	"polarflow/ent/kind"
	"polarflow/ent/nightlyrecharge"
	"polarflow/ent/physicalinfo"
	"polarflow/ent/session"
	"polarflow/ent/skintemperature"
	"polarflow/ent/sleep"
	"polarflow/ent/spo2test"
	"polarflow/ent/syncrun"
	"polarflow/ent/user"
	"polarflow/graph/model"
)

// Tables are the tables as all requests read them.
type Tables struct {
	client *ent.Client
	places map[reflect.Type]func(any) place
	byName map[string]source
	turns  turns // of shared statements

	sleeps               *records[ent.Sleep]
	nightlyRecharges     *records[ent.NightlyRecharge]
	dailyActivities      *records[ent.DailyActivity]
	exercises            *records[ent.Exercise]
	cardioLoads          *records[ent.CardioLoad]
	continuousHeartRates *records[ent.ContinuousHeartRate]
	alertnessPeriods     *records[ent.AlertnessPeriod]
	circadianBedtimes    *records[ent.CircadianBedtime]
	spo2Tests            *records[ent.Spo2Test]
	ecgTests             *records[ent.EcgTest]
	bodyTemperatures     *records[ent.BodyTemperature]
	skinTemperatures     *records[ent.SkinTemperature]
	physicalInfos        *records[ent.PhysicalInfo]
	persons              *records[ent.User]
	syncRuns             *records[ent.SyncRun]
	apiTokens            *records[ent.ApiToken]
	allSessions          *records[ent.Session]
	auditEvents          *records[ent.AuditEvent]

	people      *loader[none, int, *ent.User]
	accounts    *loader[none, int, *ent.PolarAccount]
	latestSyncs *loader[none, int, *ent.SyncRun]
	history     *loader[none, int, []*ent.KindState]
	tokens      *loader[none, int, []*ent.ApiToken]
	sessions    *loader[none, int, []*ent.Session]
	results     *loader[none, int, []*ent.SyncResult]
	coverage    *loader[none, int, []Coverage]
	samples     *loader[sampleNames, seriesKey, []*ent.SampleSeries]
	changes     *loader[changeArgs, int, []*ent.RecordState]
	polarIDs    *loader[string, int, *ent.Exercise]
	records     *loader[none, model.ID, model.Node]

	computed
}

// Open returns the tables of a database. There is one for all requests, which share its statements.
func Open(client *ent.Client) *Tables {
	t := &Tables{client: client, places: make(map[reflect.Type]func(any) place), byName: make(map[string]source), turns: newTurns()}
	t.addNights()
	t.addDays()
	t.addTests()
	t.addPeople()
	t.addAccess()
	t.addRelations()
	t.addComputed()
	return t
}

// Kinds with one record a date are listed by their date, which is their natural key as well; the others by
// their time.

// addNights adds the tables of nights.
func (t *Tables) addNights() {
	t.sleeps = newRecords(t, table[ent.Sleep]{
		"Sleep", sleep.FieldDate,
		func(r *ent.Sleep) place { return place{r.UserID, r.Date, kind.Sleep, r.Date, r.ID} },
		func(r *ent.Sleep) any { return r.Date },
		selects(func(c *ent.Client) *ent.SleepQuery { return c.Sleep.Query() }),
	})
	t.nightlyRecharges = newRecords(t, table[ent.NightlyRecharge]{
		"NightlyRecharge", nightlyrecharge.FieldDate,
		func(r *ent.NightlyRecharge) place { return place{r.UserID, r.Date, kind.NightlyRecharge, r.Date, r.ID} },
		func(r *ent.NightlyRecharge) any { return r.Date },
		selects(func(c *ent.Client) *ent.NightlyRechargeQuery { return c.NightlyRecharge.Query() }),
	})
	t.skinTemperatures = newRecords(t, table[ent.SkinTemperature]{
		"SkinTemperature", skintemperature.FieldDate,
		func(r *ent.SkinTemperature) place { return place{r.UserID, r.Date, kind.SkinTemperature, r.Date, r.ID} },
		func(r *ent.SkinTemperature) any { return r.Date },
		selects(func(c *ent.Client) *ent.SkinTemperatureQuery { return c.SkinTemperature.Query() }),
	})
	t.alertnessPeriods = newRecords(t, table[ent.AlertnessPeriod]{
		"AlertnessPeriod", alertnessperiod.FieldStartTime,
		func(r *ent.AlertnessPeriod) place { return place{r.UserID, r.Date, kind.Alertness, r.RecordKey, r.ID} },
		func(r *ent.AlertnessPeriod) any { return r.StartTime },
		selects(func(c *ent.Client) *ent.AlertnessPeriodQuery { return c.AlertnessPeriod.Query() }),
	})
	t.circadianBedtimes = newRecords(t, table[ent.CircadianBedtime]{
		"CircadianBedtime", circadianbedtime.FieldStartTime,
		func(r *ent.CircadianBedtime) place {
			return place{r.UserID, r.Date, kind.CircadianBedtime, r.RecordKey, r.ID}
		},
		func(r *ent.CircadianBedtime) any { return r.StartTime },
		selects(func(c *ent.Client) *ent.CircadianBedtimeQuery { return c.CircadianBedtime.Query() }),
	})
}

// addDays adds the tables of days and exercises.
func (t *Tables) addDays() {
	t.dailyActivities = newRecords(t, table[ent.DailyActivity]{
		"DailyActivity", dailyactivity.FieldDate,
		func(r *ent.DailyActivity) place { return place{r.UserID, r.Date, kind.DailyActivity, r.Date, r.ID} },
		func(r *ent.DailyActivity) any { return r.Date },
		selects(func(c *ent.Client) *ent.DailyActivityQuery { return c.DailyActivity.Query() }),
	})
	t.cardioLoads = newRecords(t, table[ent.CardioLoad]{
		"CardioLoad", cardioload.FieldDate,
		func(r *ent.CardioLoad) place { return place{r.UserID, r.Date, kind.CardioLoad, r.Date, r.ID} },
		func(r *ent.CardioLoad) any { return r.Date },
		selects(func(c *ent.Client) *ent.CardioLoadQuery { return c.CardioLoad.Query() }),
	})
	t.continuousHeartRates = newRecords(t, table[ent.ContinuousHeartRate]{
		"ContinuousHeartRate", continuousheartrate.FieldDate,
		func(r *ent.ContinuousHeartRate) place {
			return place{r.UserID, r.Date, kind.ContinuousHeartRate, r.Date, r.ID}
		},
		func(r *ent.ContinuousHeartRate) any { return r.Date },
		selects(func(c *ent.Client) *ent.ContinuousHeartRateQuery { return c.ContinuousHeartRate.Query() }),
	})
	t.exercises = newRecords(t, table[ent.Exercise]{
		"Exercise", exercise.FieldStartTime,
		func(r *ent.Exercise) place { return place{r.UserID, r.Date, kind.Exercise, r.RecordKey, r.ID} },
		func(r *ent.Exercise) any { return r.StartTime },
		selects(func(c *ent.Client) *ent.ExerciseQuery { return c.Exercise.Query() }),
	})
}

// addTests adds the tables of single measurements.
func (t *Tables) addTests() {
	t.spo2Tests = newRecords(t, table[ent.Spo2Test]{
		"Spo2Test", spo2test.FieldTestTime,
		func(r *ent.Spo2Test) place { return place{r.UserID, r.Date, kind.Spo2, r.RecordKey, r.ID} },
		func(r *ent.Spo2Test) any { return r.TestTime },
		selects(func(c *ent.Client) *ent.Spo2TestQuery { return c.Spo2Test.Query() }),
	})
	t.ecgTests = newRecords(t, table[ent.EcgTest]{
		"EcgTest", ecgtest.FieldTestTime,
		func(r *ent.EcgTest) place { return place{r.UserID, r.Date, kind.ECG, r.RecordKey, r.ID} },
		func(r *ent.EcgTest) any { return r.TestTime },
		selects(func(c *ent.Client) *ent.EcgTestQuery { return c.EcgTest.Query() }),
	})
	t.bodyTemperatures = newRecords(t, table[ent.BodyTemperature]{
		"BodyTemperature", bodytemperature.FieldStartTime,
		func(r *ent.BodyTemperature) place {
			return place{r.UserID, r.Date, kind.BodyTemperature, r.RecordKey, r.ID}
		},
		func(r *ent.BodyTemperature) any { return r.StartTime },
		selects(func(c *ent.Client) *ent.BodyTemperatureQuery { return c.BodyTemperature.Query() }),
	})
	t.physicalInfos = newRecords(t, table[ent.PhysicalInfo]{
		"PhysicalInfo", physicalinfo.FieldRecordedAt,
		func(r *ent.PhysicalInfo) place { return place{r.UserID, r.Date, kind.PhysicalInfo, r.RecordKey, r.ID} },
		func(r *ent.PhysicalInfo) any { return r.RecordedAt },
		selects(func(c *ent.Client) *ent.PhysicalInfoQuery { return c.PhysicalInfo.Query() }),
	})
}

// addPeople adds the tables of people and their syncs.
func (t *Tables) addPeople() {
	t.persons = newRecords(t, table[ent.User]{
		"User", user.FieldID,
		func(r *ent.User) place { return place{user: r.ID, id: r.ID} },
		func(r *ent.User) any { return r.ID },
		selects(func(c *ent.Client) *ent.UserQuery { return c.User.Query() }),
	})
	t.syncRuns = newRecords(t, table[ent.SyncRun]{
		"SyncRun", syncrun.FieldQueuedAt,
		func(r *ent.SyncRun) place { return place{user: r.UserID, id: r.ID} },
		func(r *ent.SyncRun) any { return r.QueuedAt },
		selects(func(c *ent.Client) *ent.SyncRunQuery { return c.SyncRun.Query() }),
	})
}

// addAccess adds the tables of how people get in. What is no person's belongs to nobody, with the number 0.
func (t *Tables) addAccess() {
	t.apiTokens = newRecords(t, table[ent.ApiToken]{
		"ApiToken", apitoken.FieldCreatedAt,
		func(r *ent.ApiToken) place { return place{user: numberOf(r.UserID), id: r.ID} },
		func(r *ent.ApiToken) any { return r.CreatedAt },
		selects(func(c *ent.Client) *ent.ApiTokenQuery { return c.ApiToken.Query() }),
	})
	t.allSessions = newRecords(t, table[ent.Session]{
		"Session", session.FieldCreatedAt,
		func(r *ent.Session) place { return place{user: numberOf(r.UserID), id: r.ID} },
		func(r *ent.Session) any { return r.CreatedAt },
		selects(func(c *ent.Client) *ent.SessionQuery { return c.Session.Query() }),
	})
	t.auditEvents = newRecords(t, table[ent.AuditEvent]{
		"AuditEvent", auditevent.FieldCreatedAt,
		func(r *ent.AuditEvent) place { return place{user: numberOf(r.UserID), id: r.ID} },
		func(r *ent.AuditEvent) any { return r.CreatedAt },
		selects(func(c *ent.Client) *ent.AuditEventQuery { return c.AuditEvent.Query() }),
	})
}

// numberOf returns the number of a row's person, 0 for a row that belongs to nobody.
func numberOf(userID *int) int {
	if userID == nil {
		return 0
	}
	return *userID
}
