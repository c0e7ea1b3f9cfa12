// Package kind names the kinds of record that are kept and the series that belong to them, as they are
// written in the database and in the API.
package kind

// Kind is one kind of record.
type Kind = string

// The kinds of record.
const (
	Sleep               Kind = "SLEEP"
	NightlyRecharge     Kind = "NIGHTLY_RECHARGE"
	DailyActivity       Kind = "DAILY_ACTIVITY"
	Exercise            Kind = "EXERCISE"
	CardioLoad          Kind = "CARDIO_LOAD"
	ContinuousHeartRate Kind = "CONTINUOUS_HEART_RATE"
	Alertness           Kind = "ALERTNESS"
	CircadianBedtime    Kind = "CIRCADIAN_BEDTIME"
	Spo2                Kind = "SPO2"
	ECG                 Kind = "ECG"
	BodyTemperature     Kind = "BODY_TEMPERATURE"
	SkinTemperature     Kind = "SKIN_TEMPERATURE"
	PhysicalInfo        Kind = "PHYSICAL_INFO"
)

// All returns every kind in the order in which a sync asks for them: nights and exercises carry the offset
// from UTC that the records of the same day are in need of, so they come first.
func All() []Kind {
	return []Kind{
		Sleep, Exercise, NightlyRecharge, DailyActivity, CardioLoad, ContinuousHeartRate, Alertness,
		CircadianBedtime, SkinTemperature, Spo2, ECG, BodyTemperature, PhysicalInfo,
	}
}

// The names of the series that are stored beside the records. An exercise's other series are named after
// Polar's sample types.
const (
	// HeartRate in bpm: of a Sleep (5-minute values), a ContinuousHeartRate, an Exercise.
	HeartRate = "HEART_RATE"
	// Hypnogram: Polar's stage number from each offset until the next; the last one lasts to the end of the night.
	Hypnogram = "HYPNOGRAM"
	// HRV: RMSSD in ms, of a NightlyRecharge.
	HRV = "HRV"
	// Breathing: breaths per minute, of a NightlyRecharge.
	Breathing = "BREATHING"
	// Steps in each interval that begins at the offset, of a DailyActivity.
	Steps = "STEPS"
	// Zones: index into the DailyActivity's zone_names from each offset until the next.
	Zones = "ZONES"
	// Waveform in mV, of an EcgTest.
	Waveform = "WAVEFORM"
	// Temperature in °C, of a BodyTemperature and of an Exercise.
	Temperature = "TEMPERATURE"
	// RouteLatitude and RouteLongitude in degrees, of an Exercise; both have the same offsets.
	RouteLatitude  = "ROUTE_LATITUDE"
	RouteLongitude = "ROUTE_LONGITUDE"
)
