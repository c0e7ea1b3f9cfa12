package jobs

import (
	"context"

	"polarflow/ent/kind"
	"polarflow/ingest"
	"polarflow/polar"
)

// window is the days that a sync asks for, both ends included.
type window struct{ from, to polar.Date }

// longest is how many days Polar hands out for one request.
const longest = 28

// parts splits the window into pieces that Polar answers.
func (w window) parts() []window {
	var list []window
	for from := w.from; !from.After(w.to); from = from.AddDays(longest) {
		to := from.AddDays(longest - 1)
		if to.After(w.to) {
			to = w.to
		}
		list = append(list, window{from, to})
	}
	return list
}

// step fetches one kind from Polar and then stores it. No transaction is open while Polar is asked.
type step func(ctx context.Context, u *polar.UserClient, w *ingest.Writer, p ingest.Person, days window) (ingest.Tally, error)

// steps are the kinds that a sync can ask for.
var steps = map[kind.Kind]step{
	kind.Sleep:               listed((*polar.UserClient).SleepNights, (*ingest.Writer).Sleeps),
	kind.NightlyRecharge:     listed((*polar.UserClient).NightlyRecharges, (*ingest.Writer).NightlyRecharges),
	kind.Exercise:            listed((*polar.UserClient).Exercises, (*ingest.Writer).Exercises),
	kind.DailyActivity:       ranged((*polar.UserClient).Activities, (*ingest.Writer).Activities),
	kind.CardioLoad:          ranged((*polar.UserClient).CardioLoads, (*ingest.Writer).CardioLoads),
	kind.ContinuousHeartRate: ranged((*polar.UserClient).ContinuousHeartRates, (*ingest.Writer).ContinuousHeartRates),
	kind.Alertness:           ranged((*polar.UserClient).Alertness, (*ingest.Writer).Alertness),
	kind.CircadianBedtime:    ranged((*polar.UserClient).CircadianBedtimes, (*ingest.Writer).CircadianBedtimes),
	kind.SkinTemperature:     ranged((*polar.UserClient).SkinTemperatures, (*ingest.Writer).SkinTemperatures),
	kind.Spo2:                ranged((*polar.UserClient).Spo2Tests, (*ingest.Writer).Spo2Tests),
	kind.ECG:                 ranged((*polar.UserClient).ECGTests, (*ingest.Writer).ECGTests),
	kind.BodyTemperature:     ranged((*polar.UserClient).BodyTemperatures, (*ingest.Writer).BodyTemperatures),
	kind.PhysicalInfo:        listed((*polar.UserClient).PhysicalInfo, (*ingest.Writer).PhysicalInfo),
}

// store is how the batches of one kind are written.
type store[T polar.Element] func(*ingest.Writer, context.Context, ingest.Person, polar.Batch[T]) (ingest.Tally, error)

// listed is the step of a kind of which Polar hands out one list.
func listed[T polar.Element](fetch func(*polar.UserClient, context.Context) (polar.Batch[T], error), write store[T]) step {
	return func(ctx context.Context, u *polar.UserClient, w *ingest.Writer, p ingest.Person, _ window) (ingest.Tally, error) {
		batch, err := fetch(u, ctx)
		if err != nil {
			return ingest.Tally{}, err
		}
		return write(w, ctx, p, batch)
	}
}

// ranged is the step of a kind that Polar hands out by date, so many days at a time. All parts are fetched
// before they are written as one batch, so that the kind succeeds or fails as a whole.
func ranged[T polar.Element](fetch func(*polar.UserClient, context.Context, polar.Date, polar.Date) (polar.Batch[T], error), write store[T]) step {
	return func(ctx context.Context, u *polar.UserClient, w *ingest.Writer, p ingest.Person, days window) (ingest.Tally, error) {
		var all polar.Batch[T]
		for _, part := range days.parts() {
			batch, err := fetch(u, ctx, part.from, part.to)
			if err != nil {
				return ingest.Tally{}, err
			}
			all.Items = append(all.Items, batch.Items...)
			all.Unreadable = append(all.Unreadable, batch.Unreadable...)
		}
		return write(w, ctx, p, all)
	}
}
