package ingest

import (
	"context"
	"math"
	"strings"
	"time"

	"polarflow/ent"
	"polarflow/ent/bodytemperature"
	"polarflow/ent/ecgtest"
	"polarflow/ent/embedded"
	"polarflow/ent/kind"
	"polarflow/ent/skintemperature"
	"polarflow/ent/spo2test"
	"polarflow/polar"
	"polarflow/series"
)

var spo2Tests = entity[polar.Spo2Test, *ent.Spo2TestCreate]{
	kind: kind.Spo2, table: spo2test.Table, column: spo2test.FieldRecordKey,
	place: func(in polar.Spo2Test, s *surroundings) (place, error) {
		if o := in.TimeZoneOffset; o.Valid && !plausibleOffset(o.V) {
			return place{}, errOffset
		}
		return testPlace(in.TestTime.Time, in.TimeZoneOffset, in.SourceDeviceID, s), nil
	},
	build:    buildSpo2,
	mutation: func(row *ent.Spo2TestCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.Spo2TestCreate) error {
		return tx.Spo2Test.CreateBulk(rows...).OnConflict(replace(spo2test.Columns, "user_id", "record_key")...).Exec(ctx)
	},
}

var ecgTests = entity[polar.ECGTest, *ent.EcgTestCreate]{
	kind: kind.ECG, table: ecgtest.Table, column: ecgtest.FieldRecordKey,
	place: func(in polar.ECGTest, s *surroundings) (place, error) {
		if o := in.TimeZoneOffset; o.Valid && !plausibleOffset(o.V) {
			return place{}, errOffset
		}
		return testPlace(in.TestTime.Time, in.TimeZoneOffset, in.SourceDeviceID, s), nil
	},
	build:    buildECG,
	mutation: func(row *ent.EcgTestCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.EcgTestCreate) error {
		return tx.EcgTest.CreateBulk(rows...).OnConflict(replace(ecgtest.Columns, "user_id", "record_key")...).Exec(ctx)
	},
}

var bodyTemperatures = entity[polar.BodyTemperature, *ent.BodyTemperatureCreate]{
	kind: kind.BodyTemperature, table: bodytemperature.Table, column: bodytemperature.FieldRecordKey,
	place: func(in polar.BodyTemperature, s *surroundings) (place, error) {
		p := testPlace(in.StartTime.Time, polar.Null[int]{}, in.SourceDeviceID, s)
		p.key += " " + string(in.SensorLocation) // two sensors may measure at once
		return p, nil
	},
	build:    buildBodyTemperature,
	mutation: func(row *ent.BodyTemperatureCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.BodyTemperatureCreate) error {
		return tx.BodyTemperature.CreateBulk(rows...).
			OnConflict(replace(bodytemperature.Columns, "user_id", "record_key")...).Exec(ctx)
	},
}

var skinTemperatures = entity[polar.SkinTemperature, *ent.SkinTemperatureCreate]{
	kind: kind.SkinTemperature, table: skintemperature.Table, column: skintemperature.FieldDate,
	place: func(in polar.SkinTemperature, _ *surroundings) (place, error) {
		return place{key: in.SleepDate.String(), date: in.SleepDate.String()}, nil
	},
	build: func(client *ent.Client, in polar.SkinTemperature, p place) (draft[*ent.SkinTemperatureCreate], error) {
		row := client.SkinTemperature.Create().SetUserID(p.userID).SetDate(p.date).SetUpdatedAt(p.now).
			SetNillableCelsius(finite(in.SleepTimeSkinTemperatureCelsius)).
			SetNillableDeviationCelsius(finite(in.DeviationFromBaselineCelsius))
		return draft[*ent.SkinTemperatureCreate]{row: row}, nil
	},
	mutation: func(row *ent.SkinTemperatureCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.SkinTemperatureCreate) error {
		return tx.SkinTemperature.CreateBulk(rows...).
			OnConflict(replace(skintemperature.Columns, "user_id", "date")...).Exec(ctx)
	},
}

// testPlace is the place of a measurement that a device took at an instant in UTC. Its date is the local one.
func testPlace(t time.Time, offsetMinutes polar.Null[int], device polar.Text, s *surroundings) place {
	at := s.zoneAt(t)
	if offsetMinutes.Valid {
		at = zone{location: fixed(offsetMinutes.V * 60)}
	}
	return place{
		key:  strings.TrimSpace(t.UTC().Format(time.RFC3339Nano) + " " + string(device)),
		date: polar.DateOf(t.In(at.location)).String(),
		zone: zone{location: fixed(offsetOf(t.In(at.location))), inferred: at.inferred},
	}
}

// passed is the status of a blood oxygen test that came to a result; the values of the others are leftovers
// of the attempt.
const passed = "SPO2_TEST_PASSED"

func buildSpo2(client *ent.Client, in polar.Spo2Test, p place) (draft[*ent.Spo2TestCreate], error) {
	row := client.Spo2Test.Create().SetUserID(p.userID).SetRecordKey(p.key).SetDate(p.date).SetUpdatedAt(p.now).
		SetTestTime(in.TestTime.UTC()).SetUtcOffsetSeconds(offsetOf(in.TestTime.In(p.zone.location))).
		SetNillableStatus(text(in.TestStatus)).
		SetNillableBloodOxygenClass(text(in.Spo2Class)).
		SetNillableDeviationFromBaseline(text(in.Spo2ValueDeviationFromBaseline)).
		SetNillableQualityPercent(nonNegative(in.Spo2QualityAveragePercent)).
		SetNillableHeartRateAvgBpm(positive(in.AverageHeartRateBPM)).
		SetNillableHrvRmssdMs(nonNegative(in.HeartRateVariabilityMS)).
		SetNillableHrvDeviationFromBaseline(text(in.Spo2HRVDeviationFromBaseline)).
		SetNillableAltitudeMeters(finite(in.AltitudeMeters)).
		SetNillableDeviceID(text(in.SourceDeviceID))
	if in.TestStatus == passed {
		row.SetNillableBloodOxygenPercent(positive(in.BloodOxygenPercent))
	}
	return draft[*ent.Spo2TestCreate]{row: row}, nil
}

func buildECG(client *ent.Client, in polar.ECGTest, p place) (draft[*ent.EcgTestCreate], error) {
	wave := samples{name: kind.Waveform, at: in.TestTime.In(p.zone.location)}
	for _, s := range in.Samples {
		if s.RecordingTimeDeltaMS.Valid && math.Abs(s.RecordingTimeDeltaMS.V) < dayMilliseconds {
			wave.points.Offsets = append(wave.points.Offsets, int64(math.Round(s.RecordingTimeDeltaMS.V)))
			wave.points.Values = append(wave.points.Values, orGap(s.AmplitudeMV))
		}
	}
	row := client.EcgTest.Create().SetUserID(p.userID).SetRecordKey(p.key).SetDate(p.date).SetUpdatedAt(p.now).
		SetTestTime(in.TestTime.UTC()).SetUtcOffsetSeconds(offsetOf(wave.at)).
		SetNillableHeartRateAvgBpm(positive(in.AverageHeartRateBPM)).
		SetNillableHrvRmssdMs(nonNegative(in.HeartRateVariabilityMS)).
		SetNillableHrvLevel(text(in.HeartRateVariabilityLevel)).
		SetNillableRrIntervalMs(positive(in.RRIMS)).
		SetNillablePulseTransitTimeSystolicMs(nonNegative(in.PulseTransitTimeSystolicMS)).
		SetNillablePulseTransitTimeDiastolicMs(nonNegative(in.PulseTransitTimeDiastolicMS)).
		SetNillablePulseTransitTimeQualityIndex(nonNegative(in.PulseTransitTimeQualityIndex)).
		SetNillableDeviceID(text(in.SourceDeviceID)).
		SetQuality(qualities(in.QualityMeasurements)).
		SetNillableDurationSeconds(length(wave.points))
	return draft[*ent.EcgTestCreate]{row: row, series: []samples{wave}}, nil
}

func qualities(list []polar.QualityMeasurement) []embedded.Quality {
	out := make([]embedded.Quality, 0, len(list))
	for _, q := range list {
		out = append(out, embedded.Quality{OffsetSeconds: q.RecordingTimeDeltaMS.V / 1000, Level: string(q.QualityLevel)})
	}
	return out
}

// dayMilliseconds bounds how far a sample may lie from the time that it counts from.
const dayMilliseconds = 24 * 60 * 60 * 1000

// length returns the seconds from the first to the last sample, and nil without samples.
func length(s series.Series) *float64 {
	if s.Len() == 0 {
		return nil
	}
	d := float64(s.Offsets[s.Len()-1]-s.Offsets[0]) / 1000
	return &d
}

// temperatureHold is for how long a temperature is taken to go on when the next sample is late.
const temperatureHold = time.Hour

func buildBodyTemperature(client *ent.Client, in polar.BodyTemperature, p place) (draft[*ent.BodyTemperatureCreate], error) {
	s := samples{name: kind.Temperature, at: in.StartTime.In(p.zone.location)}
	end := in.EndTime.Time
	for _, t := range in.Samples {
		if d := t.RecordingTimeDeltaMilliseconds; d.Valid && d.V >= 0 && d.V < 7*dayMilliseconds {
			s.points.Offsets = append(s.points.Offsets, t.RecordingTimeDeltaMilliseconds.V)
			s.points.Values = append(s.points.Values, orGap(t.TemperatureCelsius))
		}
	}
	if n := s.points.Len(); end.IsZero() && n > 0 {
		end = in.StartTime.Add(time.Duration(s.points.Offsets[n-1]) * time.Millisecond)
	}
	if end.IsZero() {
		return draft[*ent.BodyTemperatureCreate]{}, errMissing("end_time")
	}
	row := client.BodyTemperature.Create().SetUserID(p.userID).SetRecordKey(p.key).SetDate(p.date).SetUpdatedAt(p.now).
		SetStartTime(in.StartTime.UTC()).SetEndTime(end.UTC()).SetUtcOffsetSeconds(offsetOf(s.at)).
		SetNillableMeasurementType(text(in.MeasurementType)).
		SetNillableSensorLocation(text(in.SensorLocation)).
		SetNillableDeviceID(text(in.SourceDeviceID))
	if low, high, ok := series.MinMax(s.points); ok {
		mean, _ := series.TimeWeightedMean(s.points, temperatureHold)
		row.SetMinCelsius(low).SetMaxCelsius(high).SetAvgCelsius(mean)
	}
	return draft[*ent.BodyTemperatureCreate]{row: row, series: []samples{s}}, nil
}
