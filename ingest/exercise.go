package ingest

import (
	"context"
	"time"

	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/exercise"
	"polarflow/ent/kind"
	"polarflow/polar"
)

var exercises = entity[polar.Exercise, *ent.ExerciseCreate]{
	kind: kind.Exercise, table: exercise.Table, column: exercise.FieldRecordKey,
	witness: func(batch []polar.Item[polar.Exercise], s *surroundings) {
		for _, item := range batch {
			if in := item.Value; in.StartTimeUTCOffset.Valid && plausibleOffset(in.StartTimeUTCOffset.V) {
				s.saw(in.StartTime.Date.String(), in.StartTime.AtOffset(in.StartTimeUTCOffset.V), in.StartTimeUTCOffset.V*60)
			}
		}
	},
	place: func(in polar.Exercise, s *surroundings) (place, error) {
		at := s.zoneOn(in.StartTime.Date)
		if in.StartTimeUTCOffset.Valid {
			if !plausibleOffset(in.StartTimeUTCOffset.V) {
				return place{}, errOffset
			}
			at = zone{location: fixed(in.StartTimeUTCOffset.V * 60)}
		}
		return place{key: string(in.ID), date: in.StartTime.Date.String(), zone: at}, nil
	},
	build:    buildExercise,
	mutation: func(row *ent.ExerciseCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.ExerciseCreate) error {
		return tx.Exercise.CreateBulk(rows...).OnConflict(replace(exercise.Columns, "user_id", "record_key")...).Exec(ctx)
	},
}

// buildExercise maps one training session. Its start is local: UTC is the local time less the offset.
func buildExercise(client *ent.Client, in polar.Exercise, p place) (draft[*ent.ExerciseCreate], error) {
	start := localInstant(in.StartTime, p.zone.location)
	recorded, types := sampleSeries(in, start)
	route := routeSeries(in.Route, start)
	row := client.Exercise.Create().SetUserID(p.userID).SetRecordKey(p.key).SetDate(p.date).SetUpdatedAt(p.now).
		SetPolarID(string(in.ID)).SetStartTime(start.UTC()).SetUtcOffsetSeconds(offsetOf(start)).
		SetOffsetInferred(p.zone.inferred).
		SetNillableUploadedAt(known(in.UploadTime)).
		SetNillableDurationSeconds(secondsExact(in.Duration)).
		SetNillableSport(text(in.Sport)).
		SetNillableDetailedSport(text(in.DetailedSportInfo)).
		SetNillableSportName(text(sportName(string(in.DetailedSportInfo), string(in.Sport)))).
		SetNillableDeviceName(text(in.Device)).
		SetNillableDeviceID(text(in.DeviceID)).
		SetNillableDistanceMeters(nonNegative(in.Distance)).
		SetNillableEnergyKcal(whole(nonNegative(in.Calories))).
		SetNillableRunningIndex(nonNegative(in.RunningIndex)).
		SetNillableFatPercent(nonNegative(in.FatPercentage)).
		SetNillableCarbohydratePercent(nonNegative(in.CarbohydratePercentage)).
		SetNillableProteinPercent(nonNegative(in.ProteinPercentage)).
		SetHeartRateZones(heartRateZones(in.HeartRateZones)).
		SetSampleTypes(types).
		SetHasRoute(in.HasRoute.V || len(route) > 0)
	if in.HeartRate != nil {
		row.SetNillableHeartRateAvgBpm(positive(in.HeartRate.Average)).
			SetNillableHeartRateMaxBpm(positive(in.HeartRate.Maximum))
	}
	setLoad(row, in)
	return draft[*ent.ExerciseCreate]{row: row, series: append(recorded, route...)}, nil
}

// setLoad takes the cardio load from training_load_pro, which every live session has, else from
// training_load, which hardly any has.
func setLoad(row *ent.ExerciseCreate, in polar.Exercise) {
	row.SetNillableCardioLoad(nonNegative(in.TrainingLoad))
	pro := in.TrainingLoadPro
	if pro == nil {
		return
	}
	if load := nonNegative(pro.CardioLoad); load != nil {
		row.SetCardioLoad(*load)
	}
	row.SetNillableCardioLoadInterpretation(text(pro.CardioLoadInterpretation)).
		SetNillableMuscleLoad(nonNegative(pro.MuscleLoad)).
		SetNillableMuscleLoadInterpretation(text(pro.MuscleLoadInterpretation)).
		SetNillablePerceivedLoad(nonNegative(pro.PerceivedLoad)).
		SetNillablePerceivedLoadInterpretation(text(pro.PerceivedLoadInterpretation)).
		SetNillableUserRpe(text(pro.UserRPE))
}

// secondsExact returns seconds with their fraction.
func secondsExact(d polar.Null[time.Duration]) *float64 {
	if !d.Valid || d.V < 0 {
		return nil
	}
	f := d.V.Seconds()
	return &f
}

// heartRateZones keeps Polar's zones in its order. A zone without an index has that of its place.
func heartRateZones(list []polar.HeartRateZone) []embedded.Zone {
	out := make([]embedded.Zone, 0, len(list))
	for i, z := range list {
		index := i
		if z.Index.Valid {
			index = z.Index.V
		}
		out = append(out, embedded.Zone{
			Index: index, LowerBpm: nonNegative(z.LowerLimit), UpperBpm: nonNegative(z.UpperLimit),
			Seconds: secondsExact(z.InZone),
		})
	}
	return out
}
