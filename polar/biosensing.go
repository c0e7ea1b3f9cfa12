package polar

import "context"

// Spo2Test is a test of blood oxygen on the wrist. Its identity is TestTime. TimeZoneOffset is in
// minutes. BloodOxygenPercent means something only when TestStatus is SPO2_TEST_PASSED.
type Spo2Test struct {
	SourceDeviceID                 Text          `json:"source_device_id"`
	TestTime                       UTCTime       `json:"test_time"`
	TimeZoneOffset                 Null[int]     `json:"time_zone_offset"`
	TestStatus                     Text          `json:"test_status"`
	BloodOxygenPercent             Null[int]     `json:"blood_oxygen_percent"`
	Spo2Class                      Text          `json:"spo2_class"`
	Spo2ValueDeviationFromBaseline Text          `json:"spo2_value_deviation_from_baseline"`
	Spo2QualityAveragePercent      Null[float64] `json:"spo2_quality_average_percent"`
	AverageHeartRateBPM            Null[float64] `json:"average_heart_rate_bpm"`
	HeartRateVariabilityMS         Null[float64] `json:"heart_rate_variability_ms"`
	Spo2HRVDeviationFromBaseline   Text          `json:"spo2_hrv_deviation_from_baseline"`
	AltitudeMeters                 Null[float64] `json:"altitude_meters"`
}

func (s Spo2Test) missing() string { return missingTime("test_time", s.TestTime) }

// ECGTest is an electrocardiogram taken on the wrist, with its waveform. Its identity is TestTime.
// TimeZoneOffset is in minutes.
type ECGTest struct {
	SourceDeviceID               Text                     `json:"source_device_id"`
	TestTime                     UTCTime                  `json:"test_time"`
	TimeZoneOffset               Null[int]                `json:"time_zone_offset"`
	AverageHeartRateBPM          Null[float64]            `json:"average_heart_rate_bpm"`
	HeartRateVariabilityMS       Null[float64]            `json:"heart_rate_variability_ms"`
	HeartRateVariabilityLevel    Text                     `json:"heart_rate_variability_level"`
	RRIMS                        Null[float64]            `json:"rri_ms"`
	PulseTransitTimeSystolicMS   Null[float64]            `json:"pulse_transit_time_systolic_ms"`
	PulseTransitTimeDiastolicMS  Null[float64]            `json:"pulse_transit_time_diastolic_ms"`
	PulseTransitTimeQualityIndex Null[float64]            `json:"pulse_transit_time_quality_index"`
	Samples                      List[ECGSample]          `json:"samples"`
	QualityMeasurements          List[QualityMeasurement] `json:"quality_measurements"`
}

func (e ECGTest) missing() string { return missingTime("test_time", e.TestTime) }

// ECGSample is a voltage in millivolts, that many milliseconds after TestTime.
type ECGSample struct {
	RecordingTimeDeltaMS Null[float64] `json:"recording_time_delta_ms"`
	AmplitudeMV          Null[float64] `json:"amplitude_mv"`
}

// QualityMeasurement is the quality of the signal from that many milliseconds after TestTime.
type QualityMeasurement struct {
	RecordingTimeDeltaMS Null[float64] `json:"recording_time_delta_ms"`
	QualityLevel         Text          `json:"quality_level"`
}

// BodyTemperature is a period in which the device took temperatures. Its identity is StartTime.
type BodyTemperature struct {
	SourceDeviceID  Text                    `json:"source_device_id"`
	MeasurementType Text                    `json:"measurement_type"`
	SensorLocation  Text                    `json:"sensor_location"`
	StartTime       UTCTime                 `json:"start_time"`
	EndTime         UTCTime                 `json:"end_time"`
	ModifiedTime    UTCTime                 `json:"modified_time"`
	Samples         List[TemperatureSample] `json:"samples"`
}

func (b BodyTemperature) missing() string { return missingTime("start_time", b.StartTime) }

// TemperatureSample is a temperature, that many milliseconds after the start of the period.
type TemperatureSample struct {
	TemperatureCelsius             Null[float64] `json:"temperature_celsius"`
	RecordingTimeDeltaMilliseconds Null[int64]   `json:"recording_time_delta_milliseconds"`
}

// SkinTemperature is the skin temperature of one night. Its identity is SleepDate.
type SkinTemperature struct {
	SleepTimeSkinTemperatureCelsius Null[float64] `json:"sleep_time_skin_temperature_celsius"`
	DeviationFromBaselineCelsius    Null[float64] `json:"deviation_from_baseline_celsius"`
	SleepDate                       Date          `json:"sleep_date"`
}

func (s SkinTemperature) missing() string { return missingDate("sleep_date", s.SleepDate) }

// Spo2Tests returns the blood oxygen tests from from to to, both included, at most 28 days.
// See "SpO2 test result data" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Spo2Tests(ctx context.Context, from, to Date) (Batch[Spo2Test], error) {
	return fetch[Spo2Test](ctx, u, get("/v3/users/biosensing/spo2").between(from, to).orNothing())
}

// ECGTests returns the electrocardiograms from from to to, both included, at most 28 days.
// See "Wrist ECG test result data" at https://www.polar.com/accesslink-api/.
func (u *UserClient) ECGTests(ctx context.Context, from, to Date) (Batch[ECGTest], error) {
	return fetch[ECGTest](ctx, u, get("/v3/users/biosensing/ecg").between(from, to).orNothing())
}

// BodyTemperatures returns the temperature periods from from to to, both included, at most 28 days.
// See "Body temperature data" at https://www.polar.com/accesslink-api/.
func (u *UserClient) BodyTemperatures(ctx context.Context, from, to Date) (Batch[BodyTemperature], error) {
	return fetch[BodyTemperature](ctx, u, get("/v3/users/biosensing/bodytemperature").between(from, to).orNothing())
}

// SkinTemperatures returns the nights from from to to, both included, at most 28 days.
// See "Sleep skin temperature data" at https://www.polar.com/accesslink-api/.
func (u *UserClient) SkinTemperatures(ctx context.Context, from, to Date) (Batch[SkinTemperature], error) {
	return fetch[SkinTemperature](ctx, u, get("/v3/users/biosensing/skintemperature").between(from, to).orNothing())
}
