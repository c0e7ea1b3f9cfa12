package graph

import (
	"context"
	"maps"
	"math"
	"slices"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
	"polarflow/words"
)

// runsReach is how many days of runs before a run are looked at: 30 for the longest, and further back for whether the
// person had run at all.
const runsReach = 365

// runSpike returns how a run compares with those before it, nil for what is no session of the person. A session that is
// no run with a distance does not compare.
func (r *Resolver) runSpike(ctx context.Context, person *ent.User, id string) (*model.RunSpike, error) {
	run, err := read(ctx).Exercises.ByID(ctx, id)
	if err != nil || run == nil || run.UserID != person.ID {
		return nil, err
	}
	d := dayOf(run.Date)
	a, err := r.trained(ctx, person, d-runsReach, d)
	if err != nil {
		return nil, err
	}
	runs, sessions := a.Runs()
	for i, s := range analytics.Spikes(runs) {
		if sessions[i].ID == run.ID {
			return shownSpike(s, runs[i], run), nil
		}
	}
	none := []analytics.Run{{Day: d}}
	return shownSpike(analytics.Spikes(none)[0], none[0], run), nil
}

// trained returns a person's sessions from one day to another. Whoever sees the person may read them.
func (r *Resolver) trained(ctx context.Context, person *ent.User, from, to analytics.Day) (*athlete.Athlete, error) {
	if _, err := require(ctx, viewer.Read); err != nil {
		return nil, err
	}
	sessions, err := athlete.SessionsOf(ctx, r.DB.Ent, person.ID, from, to)
	return &athlete.Athlete{Sessions: sessions}, err
}

func shownSpike(s analytics.RunSpike, run analytics.Run, of *ent.Exercise) *model.RunSpike {
	distance := analytics.Estimate{
		Value: run.Kilometers, Low: math.NaN(), High: math.NaN(), N: 1, Window: 1, Method: "measured", Confidence: analytics.HighConfidence,
	}
	if run.Kilometers == 0 {
		distance = withoutValue(distance, analytics.NotMeasured)
	}
	return &model.RunSpike{
		Date: s.Day.String(), Exercise: of, Distance: estimateOf(distance, "km"), Longest: estimateOf(s.Longest, "km"),
		Ratio: estimateOf(s.Ratio, none), Group: filledAs(s.Group), HazardRatio: estimateOf(s.HazardRatio, none),
		PerThousand: estimateOf(s.PerThousand, "per 1000"), AfterBreak: s.Return, Source: analytics.SpikeSource,
		Sentence: words.RunSpike(s, run.Kilometers),
	}
}

// effortDays is how many days best efforts are of unless the client says otherwise.
const effortDays = 90

// bestEfforts returns a person's fastest runs in a range, or of the last 90 days.
func (r *Resolver) bestEfforts(ctx context.Context, person *ent.User, dates *model.DateRange) (*model.BestEfforts, error) {
	from, to, err := r.effortRange(person, dates)
	if err != nil {
		return nil, err
	}
	a, err := r.trained(ctx, person, from, to)
	if err != nil {
		return nil, err
	}
	found, err := athlete.Performances(ctx, r.DB.Ent, person.ID, from, to)
	if err != nil {
		return nil, err
	}
	best := fastestOf(a, found)
	shown := &model.BestEfforts{From: from.String(), To: to.String()}
	var line []analytics.Effort
	for _, meters := range slices.Sorted(maps.Keys(best)) {
		line = append(line, best[meters].Effort)
	}
	fit := analytics.FitCriticalSpeed(line)
	shown.CriticalSpeed, shown.Reserve = estimateOf(fit.Speed, "m/s"), estimateOf(fit.Reserve, "m")
	if fit.Speed.OK() {
		shown.RSquared = &fit.RSquared
	}
	shown.Efforts, err = shownEfforts(ctx, best)
	return shown, err
}

// effortRange returns the days of a range, or an Error for one that runs backwards.
func (r *Resolver) effortRange(person *ent.User, dates *model.DateRange) (from, to analytics.Day, err error) {
	to = r.dayAsked(person, nil)
	if dates != nil && dates.To != nil {
		to = dayOf(*dates.To)
	}
	from = to - effortDays + 1
	if dates != nil && dates.From != nil {
		from = dayOf(*dates.From)
	}
	if from > to {
		return 0, 0, model.BadInput("the range begins on %s, after its end on %s", from, to)
	}
	return from, to, nil
}

// effort is the fastest time over a distance, and the session that it was run in.
type effort struct {
	analytics.Effort
	session int
}

// fastestOf returns the fastest times of all runs by their distances.
func fastestOf(a *athlete.Athlete, of map[int]athlete.Performance) map[float64]effort {
	best := make(map[float64]effort)
	for _, s := range a.Sessions {
		one := &athlete.Athlete{Sessions: []athlete.Session{s}}
		for _, e := range one.Efforts(of) {
			if before, ok := best[e.Meters]; !ok || e.Seconds < before.Seconds {
				best[e.Meters] = effort{e, s.ID}
			}
		}
	}
	return best
}

// shownEfforts returns efforts with their sessions, the shortest distance first.
func shownEfforts(ctx context.Context, best map[float64]effort) ([]*model.BestEffort, error) {
	var ids []model.ID
	for _, e := range best {
		ids = append(ids, model.NewID("Exercise", e.session))
	}
	found, err := read(ctx).Find(ctx, ids)
	if err != nil {
		return nil, err
	}
	shown := make([]*model.BestEffort, 0, len(best))
	for _, meters := range slices.Sorted(maps.Keys(best)) {
		e := best[meters]
		if session, ok := found[model.NewID("Exercise", e.session)].(*ent.Exercise); ok {
			shown = append(shown, &model.BestEffort{Meters: e.Meters, Seconds: e.Seconds, Date: e.Day.String(), Exercise: session})
		}
	}
	return shown, nil
}

// intensityDistribution returns how a person's training time is spread.
func (r *Resolver) intensityDistribution(ctx context.Context, person *ent.User, dates model.DateRange) (*model.IntensityDistribution, error) {
	list, err := datesOf(dates)
	if err != nil {
		return nil, err
	}
	from, to := dayOf(list[0]), dayOf(list[len(list)-1])
	a, err := r.trained(ctx, person, from, to)
	if err != nil {
		return nil, err
	}
	in := analytics.Intensities(a.ZoneTimes(), from, to)
	return &model.IntensityDistribution{
		From: from.String(), To: to.String(), Sessions: in.Sessions, EasySeconds: in.Seconds[0], ModerateSeconds: in.Seconds[1],
		HardSeconds: in.Seconds[2], Polarization: estimateOf(in.Polarization, none), Polarized: in.Polarized,
	}, nil
}
