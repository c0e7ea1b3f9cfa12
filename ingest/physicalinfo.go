package ingest

import (
	"context"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/physicalinfo"
	"polarflow/polar"
)

// undated is the key of a state of which Polar does not say when it was set.
const undated = "undated"

var physicalInfos = entity[polar.PhysicalInfo, *ent.PhysicalInfoCreate]{
	kind: kind.PhysicalInfo, table: physicalinfo.Table, column: physicalinfo.FieldRecordKey,
	place: func(in polar.PhysicalInfo, s *surroundings) (place, error) {
		set := setAt(in)
		if set.IsZero() {
			return place{key: undated, date: polar.DateOf(s.now.In(s.person.Home)).String()}, nil
		}
		return place{
			key:  set.UTC().Format(time.RFC3339Nano),
			date: polar.DateOf(set.In(s.person.Home)).String(),
		}, nil
	},
	build:    buildPhysicalInfo,
	mutation: func(row *ent.PhysicalInfoCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.PhysicalInfoCreate) error {
		return tx.PhysicalInfo.CreateBulk(rows...).
			OnConflict(replace(physicalinfo.Columns, "user_id", "record_key")...).Exec(ctx)
	},
}

// setAt returns when the person last changed the settings, as far as Polar says.
func setAt(in polar.PhysicalInfo) time.Time {
	if !in.Modified.IsZero() {
		return in.Modified.Time
	}
	return in.Created.Time
}

func buildPhysicalInfo(client *ent.Client, in polar.PhysicalInfo, p place) (draft[*ent.PhysicalInfoCreate], error) {
	recorded := setAt(in)
	if recorded.IsZero() {
		recorded = p.now
	}
	row := client.PhysicalInfo.Create().SetUserID(p.userID).SetRecordKey(p.key).SetDate(p.date).SetUpdatedAt(p.now).
		SetRecordedAt(recorded.UTC()).
		SetNillableBirthday(text(in.Birthday.String())).
		SetNillableGender(text(in.Gender)).
		SetNillableTrainingBackground(text(in.TrainingBackground)).
		SetNillableTypicalDay(text(in.TypicalDay)).
		SetNillableWeightSource(text(in.WeightSource)).
		SetNillableWeightKg(positive(in.Weight)).
		SetNillableHeightCm(positive(in.Height)).
		SetNillableMaximumHeartRateBpm(positive(in.MaximumHeartRate)).
		SetNillableRestingHeartRateBpm(positive(in.RestingHeartRate)).
		SetNillableAerobicThresholdBpm(positive(in.AerobicThreshold)).
		SetNillableAnaerobicThresholdBpm(positive(in.AnaerobicThreshold)).
		SetNillableVo2Max(positive(in.VO2Max)).
		SetNillableSleepGoalSeconds(seconds(in.SleepGoal))
	return draft[*ent.PhysicalInfoCreate]{row: row}, nil
}
