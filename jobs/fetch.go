package jobs

import (
	"context"

	"polarflow/ent/kind"
	"polarflow/ingest"
	"polarflow/polar"
)

// window is the days that Polar is asked for, both ends included.
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

// days lists the days of the window, the newest first.
func (w window) days() []polar.Date {
	var list []polar.Date
	for day := w.to; !w.from.After(day); day = day.AddDays(-1) {
		list = append(list, day)
	}
	return list
}

// step fetches one kind from Polar and then stores it. No transaction is open while Polar is asked.
type step func(ctx context.Context, u *polar.UserClient, w *ingest.Writer, p ingest.Person, days window) error

// lists are the kinds of which Polar hands out one list of the last four weeks, whatever days are asked for.
// Exercises are a list too, but of a kind of its own: see exercises.go.
var lists = map[kind.Kind]step{
	kind.Sleep:           listed((*polar.UserClient).SleepNights, (*ingest.Writer).Sleeps),
	kind.NightlyRecharge: listed((*polar.UserClient).NightlyRecharges, (*ingest.Writer).NightlyRecharges),
	kind.PhysicalInfo:    listed((*polar.UserClient).PhysicalInfo, (*ingest.Writer).PhysicalInfo),
}

// ranges are the kinds that Polar hands out by date, so many days at a time.
var ranges = map[kind.Kind]step{
	kind.DailyActivity:       ranged((*polar.UserClient).Activities, (*ingest.Writer).Activities),
	kind.CardioLoad:          ranged((*polar.UserClient).CardioLoads, (*ingest.Writer).CardioLoads),
	kind.ContinuousHeartRate: ranged((*polar.UserClient).ContinuousHeartRates, (*ingest.Writer).ContinuousHeartRates),
	kind.Alertness:           ranged((*polar.UserClient).Alertness, (*ingest.Writer).Alertness),
	kind.CircadianBedtime:    ranged((*polar.UserClient).CircadianBedtimes, (*ingest.Writer).CircadianBedtimes),
	kind.SkinTemperature:     ranged((*polar.UserClient).SkinTemperatures, (*ingest.Writer).SkinTemperatures),
	kind.Spo2:                ranged((*polar.UserClient).Spo2Tests, (*ingest.Writer).Spo2Tests),
	kind.ECG:                 ranged((*polar.UserClient).ECGTests, (*ingest.Writer).ECGTests),
	kind.BodyTemperature:     ranged((*polar.UserClient).BodyTemperatures, (*ingest.Writer).BodyTemperatures),
}

// nights are the kinds that Polar hands out night by night, further back than their lists go.
var nights = map[kind.Kind]step{
	kind.Sleep:           dated((*polar.UserClient).Sleep, (*ingest.Writer).Sleeps),
	kind.NightlyRecharge: dated((*polar.UserClient).NightlyRecharge, (*ingest.Writer).NightlyRecharges),
}

// store is how the batches of one kind are written.
type store[T polar.Element] func(*ingest.Writer, context.Context, ingest.Person, polar.Batch[T]) (ingest.Tally, error)

// listed is the step of a kind of which Polar hands out one list.
func listed[T polar.Element](fetch func(*polar.UserClient, context.Context) (polar.Batch[T], error), write store[T]) step {
	return func(ctx context.Context, u *polar.UserClient, w *ingest.Writer, p ingest.Person, _ window) error {
		batch, err := fetch(u, ctx)
		if err != nil {
			return err
		}
		_, err = write(w, ctx, p, batch)
		return err
	}
}

// ranged is the step of a kind that Polar hands out by date. All parts are fetched before they are written as
// one batch, so that the kind succeeds or fails as a whole.
func ranged[T polar.Element](fetch func(*polar.UserClient, context.Context, polar.Date, polar.Date) (polar.Batch[T], error), write store[T]) step {
	return func(ctx context.Context, u *polar.UserClient, w *ingest.Writer, p ingest.Person, days window) error {
		var all polar.Batch[T]
		for _, part := range days.parts() {
			batch, err := fetch(u, ctx, part.from, part.to)
			if err != nil {
				return err
			}
			all = together(all, batch)
		}
		_, err := write(w, ctx, p, all)
		return err
	}
}

// dated is the step of a kind that Polar hands out for one date at a time.
func dated[T polar.Element](fetch func(*polar.UserClient, context.Context, polar.Date) (polar.Batch[T], error), write store[T]) step {
	return func(ctx context.Context, u *polar.UserClient, w *ingest.Writer, p ingest.Person, days window) error {
		var all polar.Batch[T]
		for _, day := range days.days() {
			batch, err := fetch(u, ctx, day)
			if err != nil {
				return err
			}
			all = together(all, batch)
		}
		_, err := write(w, ctx, p, all)
		return err
	}
}

// together returns two batches as one.
func together[T polar.Element](a, b polar.Batch[T]) polar.Batch[T] {
	return polar.Batch[T]{Items: append(a.Items, b.Items...), Unreadable: append(a.Unreadable, b.Unreadable...)}
}
