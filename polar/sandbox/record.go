package sandbox

import (
	"encoding/json"
	"time"
)

// Kind names one family of records that AccessLink hands out. The values are the sandbox's own; they
// appear in no answer.
type Kind string

// The kinds that the sandbox holds for an account.
const (
	KindExercise            Kind = "exercise"
	KindActivity            Kind = "activity"
	KindContinuousHeartRate Kind = "continuous-heart-rate"
	KindSleep               Kind = "sleep"
	KindNightlyRecharge     Kind = "nightly-recharge"
	KindCardioLoad          Kind = "cardio-load"
	KindAlertness           Kind = "alertness"
	KindCircadianBedtime    Kind = "circadian-bedtime"
	KindSpo2                Kind = "spo2"
	KindECG                 Kind = "ecg"
	KindBodyTemperature     Kind = "body-temperature"
	KindSkinTemperature     Kind = "skin-temperature"
	KindPhysicalInfo        Kind = "physical-info"
)

// Record is one element as AccessLink would send it: an exercise, a night, a day. JSON is the whole
// element in the live key style, with everything in it that a query flag may ask for (samples, zones
// and route of an exercise; steps, activity_zones and inactivity_stamps of an activity); the server
// removes what a request did not ask for.
type Record struct {
	Kind Kind
	// Date is the calendar date (YYYY-MM-DD) by which windows and by-date requests find the record:
	// the morning of a night, the local day of everything else. Empty for physical info.
	Date string
	// ID is the hashed id of an exercise and empty for every other kind.
	ID string
	// UploadedAt is when the watch handed the record to Flow; exercise windows count from it.
	UploadedAt time.Time
	JSON       json.RawMessage
}
