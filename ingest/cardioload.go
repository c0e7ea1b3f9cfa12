package ingest

import (
	"context"

	"polarflow/ent"
	"polarflow/ent/cardioload"
	"polarflow/ent/kind"
	"polarflow/polar"
)

var cardioLoads = entity[polar.CardioLoad, *ent.CardioLoadCreate]{
	kind: kind.CardioLoad, table: cardioload.Table, column: cardioload.FieldDate,
	place: func(in polar.CardioLoad, _ *surroundings) (place, error) {
		return place{key: in.Date.String(), date: in.Date.String()}, nil
	},
	build:    buildCardioLoad,
	mutation: func(row *ent.CardioLoadCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.CardioLoadCreate) error {
		return tx.CardioLoad.CreateBulk(rows...).OnConflict(replace(cardioload.Columns, "user_id", "date")...).Exec(ctx)
	},
}

// buildCardioLoad maps one day. -1 is «not available», value by value: strain can be known where the load is
// not, and a load of 0 is a day of rest.
func buildCardioLoad(client *ent.Client, in polar.CardioLoad, p place) (draft[*ent.CardioLoadCreate], error) {
	row := client.CardioLoad.Create().SetUserID(p.userID).SetDate(p.date).SetUpdatedAt(p.now).
		SetNillableLoad(nonNegative(in.CardioLoad)).
		SetNillableStrain(nonNegative(in.Strain)).
		SetNillableTolerance(nonNegative(in.Tolerance)).
		SetNillableRatio(nonNegative(in.CardioLoadRatio)).
		SetNillableStatus(text(in.CardioLoadStatus))
	if l := in.CardioLoadLevel; l != nil {
		row.SetNillableLevelVeryLow(nonNegative(l.VeryLow)).
			SetNillableLevelLow(nonNegative(l.Low)).
			SetNillableLevelMedium(nonNegative(l.Medium)).
			SetNillableLevelHigh(nonNegative(l.High)).
			SetNillableLevelVeryHigh(nonNegative(l.VeryHigh))
	}
	return draft[*ent.CardioLoadCreate]{row: row}, nil
}
