package ingest

import (
	"context"
	"encoding/json"
	"fmt"

	"polarflow/ent/kind"
	"polarflow/polar"
)

// Import stores elements that did not come by a request to Polar: an archive, a recording, what is kept raw.
// They go the same way as a sync's. An unknown kind is an error.
func (w *Writer) Import(ctx context.Context, p Person, k kind.Kind, elements []json.RawMessage) (Tally, error) {
	switch k {
	case kind.Sleep:
		return w.Sleeps(ctx, p, decode[polar.Sleep](elements))
	case kind.NightlyRecharge:
		return w.NightlyRecharges(ctx, p, decode[polar.NightlyRecharge](elements))
	case kind.Exercise:
		return w.Exercises(ctx, p, decode[polar.Exercise](elements))
	case kind.DailyActivity:
		return w.Activities(ctx, p, decode[polar.Activity](elements))
	case kind.CardioLoad:
		return w.CardioLoads(ctx, p, decode[polar.CardioLoad](elements))
	case kind.ContinuousHeartRate:
		return w.ContinuousHeartRates(ctx, p, decode[polar.ContinuousHeartRate](elements))
	case kind.Alertness:
		return w.Alertness(ctx, p, decode[polar.Alertness](elements))
	case kind.CircadianBedtime:
		return w.CircadianBedtimes(ctx, p, decode[polar.CircadianBedtime](elements))
	case kind.Spo2:
		return w.Spo2Tests(ctx, p, decode[polar.Spo2Test](elements))
	case kind.ECG:
		return w.ECGTests(ctx, p, decode[polar.ECGTest](elements))
	case kind.BodyTemperature:
		return w.BodyTemperatures(ctx, p, decode[polar.BodyTemperature](elements))
	case kind.SkinTemperature:
		return w.SkinTemperatures(ctx, p, decode[polar.SkinTemperature](elements))
	case kind.PhysicalInfo:
		return w.PhysicalInfo(ctx, p, decode[polar.PhysicalInfo](elements))
	}
	return Tally{}, fmt.Errorf("import: unknown kind %q", k)
}

func decode[T polar.Element](elements []json.RawMessage) polar.Batch[T] {
	var b polar.Batch[T]
	for _, raw := range elements {
		v, err := polar.Decode[T](raw)
		if err != nil {
			b.Unreadable = append(b.Unreadable, polar.Unreadable{Raw: raw, Err: err})
			continue
		}
		b.Items = append(b.Items, polar.Item[T]{Value: v, Raw: raw})
	}
	return b
}
