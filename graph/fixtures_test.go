package graph_test

import (
	"fmt"
	"testing"
	"time"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/kind"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
	"polarflow/series"
)

// p returns a pointer to a value.
func p[T any](v T) *T { return &v }

// person makes a person with a connection to Polar.
func (w *world) person(t testing.TB, externalID string) *ent.User {
	t.Helper()
	ctx := system(t)
	u := w.db.Ent.User.Create().SetExternalID(externalID).SetDisplayName("Person " + externalID).
		SetTimeZone("Europe/Helsinki").SetTimeZoneInferred(false).SetCreatedAt(now).SetUpdatedAt(now).SaveX(ctx)
	token, err := w.keyring.Seal(u.ID, []byte("token"))
	if err != nil {
		t.Fatal(err)
	}
	w.db.Ent.PolarAccount.Create().SetUserID(u.ID).SetPolarUserID("polar-" + externalID).SetMemberID("m-" + externalID).
		SetToken(token).SetStatus(polaraccount.StatusACTIVE).SetConnectedAt(now).
		SetTokenExpiresAt(now.AddDate(1, 0, 0)).SetLastSyncedAt(now).SetNextSyncAt(now).SetProblem("none").ExecX(ctx)
	return u
}

// dateAfter returns the date that lies days after the first of March 2026.
func dateAfter(days int) string {
	return time.Date(2026, 3, 1+days, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// helsinki is the offset of the fixtures.
const helsinki = 2 * 3600

// local returns an instant of a date in the offset of the fixtures, as it is stored.
func local(date, clock string) time.Time {
	at, err := time.ParseInLocation(time.DateTime, date+" "+clock, time.FixedZone("", helsinki))
	if err != nil {
		panic(err)
	}
	return at.UTC()
}

// curve stores a series of a record.
func (w *world) curve(t testing.TB, u *ent.User, k kind.Kind, key, name string, start time.Time, s series.Series) {
	t.Helper()
	data, err := series.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	w.db.Ent.SampleSeries.Create().SetUserID(u.ID).SetKind(k).SetRecordKey(key).SetName(name).
		SetStartTime(start).SetUtcOffsetSeconds(helsinki).SetCount(s.Len()).SetData(data).ExecX(system(t))
}

// every returns a series with one value each step seconds.
func every(step int, values ...float64) series.Series {
	s := series.Series{Values: values}
	for i := range values {
		s.Offsets = append(s.Offsets, int64(i*step)*1000)
	}
	return s
}

// state notes a record as ingest does.
func (w *world) state(t testing.TB, u *ent.User, k kind.Kind, key string, id int, date string, seq int64) {
	t.Helper()
	w.db.Ent.RecordState.Create().SetUserID(u.ID).SetKind(k).SetRecordKey(key).SetRecordID(id).SetDate(date).
		SetSourceHash([]byte(key)).SetSeq(seq).ExecX(system(t))
	w.db.Ent.User.UpdateOne(u).SetChangeSeq(seq).ExecX(system(t))
	u.ChangeSeq = seq
	w.announce(t, database.TopicPerson(u.ID), database.TopicPeople)
}

// announce says that something has changed, as the writers do.
func (w *world) announce(t testing.TB, topics ...string) {
	t.Helper()
	if err := w.db.AnnounceNow(t.Context(), topics...); err != nil {
		t.Error(err)
	}
}

// night makes a night with its recovery and skin temperature.
func (w *world) night(t testing.TB, u *ent.User, date string) *ent.Sleep {
	t.Helper()
	ctx := system(t)
	start := local(date, "00:00:00").Add(-time.Hour)
	s := w.db.Ent.Sleep.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).
		SetStartTime(start).SetEndTime(local(date, "07:00:00")).SetStartOffsetSeconds(helsinki).SetEndOffsetSeconds(helsinki).
		SetAsleepSeconds(26000).SetLightSeconds(14000).SetDeepSeconds(4000).SetRemSeconds(7900).SetUnrecognizedSeconds(100).
		SetInterruptionsSeconds(2800).SetShortInterruptionsSeconds(800).SetLongInterruptionsSeconds(2000).
		SetScore(80).SetRating(4).SetCharge(3).SetContinuity(3.5).SetContinuityClass(4).SetCycles(5).SetGoalSeconds(28800).
		SetDurationScore(70).SetSolidityScore(80.5).SetRegenerationScore(90).
		SetHeartRateMinBpm(48).SetHeartRateAvgBpm(54.5).SetHeartRateMaxBpm(71).SetDeviceID("watch").SaveX(ctx)
	w.db.Ent.NightlyRecharge.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).
		SetStatus(5).SetAnsCharge(0).SetAnsChargeStatus(3).SetHrvRmssdMs(42).SetHeartRateAvgBpm(52).
		SetBeatToBeatAvgMs(1150).SetBreathingRateAvg(13.5).ExecX(ctx)
	w.db.Ent.SkinTemperature.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).
		SetCelsius(34.5).SetDeviationCelsius(-0.2).ExecX(ctx)
	return s
}

// day makes the activity, load and heart rate of a day.
func (w *world) day(t testing.TB, u *ent.User, date string) *ent.DailyActivity {
	t.Helper()
	ctx := system(t)
	w.db.Ent.CardioLoad.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).SetLoad(0).SetStrain(40).SetTolerance(50).
		SetRatio(0.8).SetStatus("MAINTAINING").SetLevelVeryLow(10).SetLevelLow(20).SetLevelMedium(30).SetLevelHigh(40).
		SetLevelVeryHigh(50).ExecX(ctx)
	w.db.Ent.ContinuousHeartRate.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).SetUtcOffsetSeconds(helsinki).
		SetMinBpm(45).SetAvgBpm(66.5).SetMaxBpm(150).SetOffsetInferred(true).ExecX(ctx)
	return w.db.Ent.DailyActivity.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).SetUtcOffsetSeconds(helsinki).
		SetSteps(9000).SetStepsDistanceMeters(6500.5).SetEnergyKcal(2500).SetActiveEnergyKcal(700).SetActiveSeconds(5000).
		SetInactiveSeconds(30000).SetDailyGoalPercent(110).SetInactivityAlertCount(1).SetOffsetInferred(true).SetComplete(true).
		SetStartTime(local(date, "00:00:00")).SetEndTime(local(date, "23:59:00")).
		SetZoneNames([]string{"SEDENTARY", "LIGHT"}).SaveX(ctx)
}

// session makes a training session.
func (w *world) session(t testing.TB, u *ent.User, date, clock, sport string) *ent.Exercise {
	t.Helper()
	key := fmt.Sprintf("%s-%s-%d", date, clock, u.ID)
	return w.db.Ent.Exercise.Create().SetUserID(u.ID).SetDate(date).SetRecordKey(key).SetPolarID(key).SetUpdatedAt(now).
		SetStartTime(local(date, clock)).SetUtcOffsetSeconds(helsinki).SetUploadedAt(local(date, clock).Add(time.Hour)).
		SetDurationSeconds(3600.5).SetSport(sport).SetDetailedSport("TRAIL_" + sport).SetSportName("Trail").
		SetDeviceName("Vantage").SetDeviceID("watch").SetDistanceMeters(10000).SetEnergyKcal(600).
		SetHeartRateAvgBpm(140).SetHeartRateMaxBpm(170).SetCardioLoad(80).SetCardioLoadInterpretation("HIGH").
		SetMuscleLoad(60).SetMuscleLoadInterpretation("MEDIUM").SetPerceivedLoad(70).SetPerceivedLoadInterpretation("LOW").
		SetUserRpe("RPE_6").SetRunningIndex(55).SetFatPercent(20).SetCarbohydratePercent(75).SetProteinPercent(5).
		SetHeartRateZones([]embedded.Zone{{Index: 0, LowerBpm: p(90), UpperBpm: p(110), Seconds: p(60.5)}}).
		SetSampleTypes([]string{"SPEED", "HEART_RATE", "TYPE_99"}).SetHasRoute(true).SaveX(system(t))
}

// tests makes one of each single measurement of a date.
func (w *world) tests(t testing.TB, u *ent.User, date string) {
	t.Helper()
	ctx, c := system(t), w.db.Ent
	key := date
	c.Spo2Test.Create().SetUserID(u.ID).SetDate(date).SetRecordKey(key).SetUpdatedAt(now).SetUtcOffsetSeconds(helsinki).
		SetTestTime(local(date, "08:00:00")).SetStatus("SPO2_TEST_PASSED").SetBloodOxygenPercent(97).
		SetBloodOxygenClass("SPO2_CLASS_NORMAL").SetDeviationFromBaseline("DEVIATION_USUAL").SetQualityPercent(92).
		SetHeartRateAvgBpm(60).SetHrvRmssdMs(40).SetHrvDeviationFromBaseline("DEVIATION_USUAL").SetAltitudeMeters(10).
		SetDeviceID("watch").ExecX(ctx)
	c.EcgTest.Create().SetUserID(u.ID).SetDate(date).SetRecordKey(key).SetUpdatedAt(now).SetUtcOffsetSeconds(helsinki).
		SetTestTime(local(date, "08:05:00")).SetHeartRateAvgBpm(61).SetHrvRmssdMs(41).SetHrvLevel("ECG_HRV_LEVEL_NORMAL").
		SetRrIntervalMs(980).SetPulseTransitTimeSystolicMs(200).SetPulseTransitTimeDiastolicMs(250).
		SetPulseTransitTimeQualityIndex(0.9).SetDeviceID("watch").SetDurationSeconds(30).
		SetQuality([]embedded.Quality{{OffsetSeconds: 0.5, Level: "ECG_QUALITY_HIGH"}}).ExecX(ctx)
	c.BodyTemperature.Create().SetUserID(u.ID).SetDate(date).SetRecordKey(key).SetUpdatedAt(now).SetUtcOffsetSeconds(helsinki).
		SetStartTime(local(date, "09:00:00")).SetEndTime(local(date, "10:00:00")).SetMeasurementType("TM_SKIN_TEMPERATURE").
		SetSensorLocation("SL_DISTAL").SetDeviceID("watch").SetMinCelsius(33).SetAvgCelsius(34).SetMaxCelsius(35).ExecX(ctx)
	c.AlertnessPeriod.Create().SetUserID(u.ID).SetDate(date).SetRecordKey(key).SetUpdatedAt(now).SetUtcOffsetSeconds(helsinki).
		SetStartTime(local(date, "07:00:00")).SetEndTime(local(date, "23:00:00")).SetResultType("ALERTNESS_TYPE_HISTORY").
		SetGrade(7.5).SetGradeType("GRADE_TYPE_PRIMARY").SetGradeClassification("GRADE_CLASSIFICATION_STRONG").
		SetGradeValiditySeconds(57600).SetSleepStartTime(local(date, "00:00:00").Add(-time.Hour)).SetSleepEndTime(local(date, "07:00:00")).
		SetSleepType("SLEEP_TYPE_PRIMARY").SetValidity("VALIDITY_ESTIMATE").SetSleepInertia("SLEEP_INERTIA_NO_INERTIA").
		SetHourly([]embedded.Hour{{StartTime: local(date, "07:00:00").In(time.FixedZone("", helsinki)),
			EndTime: local(date, "08:00:00").In(time.FixedZone("", helsinki)), Level: p("ALERTNESS_LEVEL_HIGH"), Validity: p("VALIDITY_ESTIMATE")}}).ExecX(ctx)
	c.CircadianBedtime.Create().SetUserID(u.ID).SetDate(date).SetRecordKey(key).SetUpdatedAt(now).SetUtcOffsetSeconds(helsinki).
		SetStartTime(local(date, "21:00:00")).SetEndTime(local(date, "23:00:00")).SetPreferredSleepStart(local(date, "22:00:00")).
		SetPreferredSleepEnd(local(date, "23:00:00")).SetSleepGateStart(local(date, "21:30:00")).SetSleepGateEnd(local(date, "22:30:00")).
		SetResultType("CIRCADIAN_BEDTIME_TYPE_HISTORY").SetQuality("CIRCADIAN_BEDTIME_QUALITY_CLEARLY_RECOGNIZABLE").
		SetValidity("VALIDITY_ESTIMATE").ExecX(ctx)
	c.PhysicalInfo.Create().SetUserID(u.ID).SetDate(date).SetRecordKey(key).SetUpdatedAt(now).SetRecordedAt(local(date, "12:00:00")).
		SetBirthday("1985-02-28").SetGender("FEMALE").SetTrainingBackground("REGULAR").SetTypicalDay("MOSTLY_SITTING").
		SetWeightSource("SOURCE_USER").SetWeightKg(62.5).SetHeightCm(170).SetMaximumHeartRateBpm(188).SetRestingHeartRateBpm(50).
		SetAerobicThresholdBpm(140).SetAnaerobicThresholdBpm(165).SetVo2Max(52).SetSleepGoalSeconds(28800).ExecX(ctx)
}

// run makes a sync that has ended.
func (w *world) run(t testing.TB, u *ent.User, queued time.Time) *ent.SyncRun {
	t.Helper()
	run := w.db.Ent.SyncRun.Create().SetUserID(u.ID).SetTrigger(syncrun.TriggerSCHEDULED).SetStatus(syncrun.StatusPARTIAL).
		SetKinds([]string{kind.Sleep, kind.Exercise}).SetQueuedAt(queued).SetStartedAt(queued).SetFinishedAt(queued.Add(time.Minute)).
		SetResumesAt(queued).SetPolarRequests(7).SetError("one kind failed").SaveX(system(t))
	w.db.Ent.SyncResult.Create().SetUserID(u.ID).SetRunID(run.ID).SetKind(kind.Sleep).SetStatus(syncresult.StatusSUCCEEDED).
		SetCreated(3).SetUpdated(2).SetUnchanged(1).SetQuarantined(1).ExecX(system(t))
	w.db.Ent.SyncResult.Create().SetUserID(u.ID).SetRunID(run.ID).SetKind(kind.Exercise).SetStatus(syncresult.StatusFAILED).
		SetErrorCode("SERVER").SetError("Polar is down").ExecX(system(t))
	return run
}
