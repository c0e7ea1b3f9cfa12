package athlete

import (
	"context"
	"fmt"
	"math"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/ent/cardioload"
	"polarflow/ent/continuousheartrate"
	"polarflow/ent/dailyactivity"
	"polarflow/ent/kind"
	"polarflow/ent/nightlyrecharge"
	"polarflow/ent/sampleseries"
	"polarflow/ent/skintemperature"
	"polarflow/ent/sleep"
	"polarflow/series"
)

// reader reads a person's records, each kind in one statement.
type reader struct {
	client  *ent.Client
	userID  int
	since   analytics.Day // the first date
	version int           // of the exercises' results

	// before are the inputs of the days before since, of results that are stored.
	before inputs

	profile  profile
	nights   []analytics.Night
	signals  map[analytics.Signal][]analytics.Point
	loads    []analytics.Point // Polar's, of days
	worn     []analytics.Day
	sessions []Session
}

// add appends a value of a signal, if there is one.
func (r *reader) add(g analytics.Signal, d analytics.Day, value *float64) {
	if value == nil || math.IsNaN(*value) || math.IsInf(*value, 0) {
		return
	}
	if r.signals == nil {
		r.signals = make(map[analytics.Signal][]analytics.Point)
	}
	r.signals[g] = append(r.signals[g], analytics.Point{Day: d, Value: *value})
}

// dayOf returns the day of a stored date; a date that cannot be read is day 0, which no record has.
func dayOf(date string) analytics.Day {
	d, err := analytics.ParseDay(date)
	if err != nil {
		return 0
	}
	return d
}

// nightDays is how many days before the first one the course of nights is read: when people sleep, and how regularly, is
// said of 28 days.
const nightDays = 29

func (r *reader) readNights(ctx context.Context) error {
	var rows []struct {
		Date               string
		StartTime          time.Time `sql:"start_time"`
		EndTime            time.Time `sql:"end_time"`
		StartOffsetSeconds int64     `sql:"start_offset_seconds"`
		EndOffsetSeconds   int64     `sql:"end_offset_seconds"`
		AsleepSeconds      *float64  `sql:"asleep_seconds"`
	}
	err := r.client.Sleep.Query().Where(sleep.UserID(r.userID), sleep.DateGTE(max(r.since-nightDays, 0).String())).
		Select(sleep.FieldDate, sleep.FieldStartTime, sleep.FieldEndTime, sleep.FieldStartOffsetSeconds, sleep.FieldEndOffsetSeconds,
			sleep.FieldAsleepSeconds).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("nights: %w", err)
	}
	stages, err := r.readStages(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.AsleepSeconds == nil {
			continue // a night without its time asleep is none to the arithmetic
		}
		n := analytics.Night{
			Day: dayOf(row.Date), Hours: *row.AsleepSeconds / 3600,
			Start: analytics.Wall(row.StartTime.Unix() + row.StartOffsetSeconds), End: analytics.Wall(row.EndTime.Unix() + row.EndOffsetSeconds),
		}
		if s, ok := stages[row.Date]; ok {
			n.Asleep = s.asleep(row.EndTime)
		}
		r.nights = append(r.nights, n)
		if n.Day >= r.since {
			r.add(analytics.Sleep, n.Day, &n.Hours)
		}
	}
	return nil
}

// hypnogram is the course of a night's stages.
type hypnogram struct {
	series.Series
	row *ent.SampleSeries
}

// readStages returns the hypnograms of nights by date.
func (r *reader) readStages(ctx context.Context) (map[string]hypnogram, error) {
	found, err := r.client.SampleSeries.Query().Where(
		sampleseries.UserID(r.userID), sampleseries.Kind(kind.Sleep), sampleseries.Name(kind.Hypnogram),
		sampleseries.RecordKeyGTE((r.since - nightDays).String())).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("stages of nights: %w", err)
	}
	byDate := make(map[string]hypnogram, len(found))
	for _, row := range found {
		s, err := series.Decode(row.Data)
		if err != nil {
			return nil, fmt.Errorf("stages of the night of %s: %w", row.RecordKey, err)
		}
		byDate[row.RecordKey] = hypnogram{s, row}
	}
	return byDate, nil
}

// awake is Polar's number of the stage of being awake.
const awake = 0

// asleep returns when the person slept, by the clock on the wall.
func (h hypnogram) asleep(end time.Time) []analytics.Span {
	spans := []analytics.Span{}
	for i, stage := range h.Values {
		until := end
		if i+1 < h.Len() {
			until = h.at(i + 1)
		}
		from := h.at(i)
		if stage == awake || !until.After(from) || from.After(end) {
			continue
		}
		span := analytics.Span{Start: h.wall(from), End: h.wall(until)}
		if n := len(spans); n > 0 && spans[n-1].End == span.Start {
			spans[n-1].End = span.End
			continue
		}
		spans = append(spans, span)
	}
	return spans
}

func (h hypnogram) at(i int) time.Time {
	return h.row.StartTime.Add(time.Duration(h.Offsets[i]) * time.Millisecond)
}

// wall returns what the clock on the wall showed.
func (h hypnogram) wall(t time.Time) analytics.Wall {
	offset := h.row.UtcOffsetSeconds
	if h.row.OffsetChangesAt != nil && h.row.LaterOffsetSeconds != nil && !t.Before(*h.row.OffsetChangesAt) {
		offset = *h.row.LaterOffsetSeconds
	}
	return analytics.Wall(t.Unix() + int64(offset))
}

func (r *reader) readRecharges(ctx context.Context) error {
	var rows []struct {
		Date             string
		HrvRmssdMs       *float64 `sql:"hrv_rmssd_ms"`
		HeartRateAvgBpm  *float64 `sql:"heart_rate_avg_bpm"`
		BreathingRateAvg *float64 `sql:"breathing_rate_avg"`
	}
	err := r.client.NightlyRecharge.Query().
		Where(nightlyrecharge.UserID(r.userID), nightlyrecharge.DateGTE(r.since.String())).
		Select(nightlyrecharge.FieldDate, nightlyrecharge.FieldHrvRmssdMs, nightlyrecharge.FieldHeartRateAvgBpm,
			nightlyrecharge.FieldBreathingRateAvg).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("nightly recharges: %w", err)
	}
	for _, row := range rows {
		d := dayOf(row.Date)
		r.add(analytics.HRV, d, row.HrvRmssdMs)
		r.add(analytics.HeartRate, d, row.HeartRateAvgBpm)
		r.add(analytics.Breathing, d, row.BreathingRateAvg)
	}
	return nil
}

// dated is one value of a date.
type dated struct {
	Date  string
	Value *float64
}

// valued returns a selection of the date and one column.
func valued(column string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		s.Select(s.C("date"), sql.As(s.C(column), "value")).Where(sql.NotNull(s.C(column)))
	}
}

func (r *reader) readTemperatures(ctx context.Context) error {
	var rows []dated
	err := r.client.SkinTemperature.Query().
		Where(skintemperature.UserID(r.userID), skintemperature.DateGTE(r.since.String())).
		Modify(valued(skintemperature.FieldDeviationCelsius)).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("skin temperatures: %w", err)
	}
	for _, row := range rows {
		r.add(analytics.Temperature, dayOf(row.Date), row.Value)
	}
	return nil
}

// readActivities reads the steps of days. On a day with steps the watch was worn.
func (r *reader) readActivities(ctx context.Context) error {
	var rows []dated
	err := r.client.DailyActivity.Query().Where(dailyactivity.UserID(r.userID), dailyactivity.DateGTE(r.since.String())).
		Modify(valued(dailyactivity.FieldSteps)).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("activities: %w", err)
	}
	for _, row := range rows {
		d := dayOf(row.Date)
		r.add(analytics.Steps, d, row.Value)
		if *row.Value > 0 {
			r.worn = append(r.worn, d)
		}
	}
	return nil
}

// readPulses reads which days have a heart rate: on them the watch was worn.
func (r *reader) readPulses(ctx context.Context) error {
	var rows []dated
	err := r.client.ContinuousHeartRate.Query().
		Where(continuousheartrate.UserID(r.userID), continuousheartrate.DateGTE(r.since.String())).
		Modify(valued(continuousheartrate.FieldAvgBpm)).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("heart rates of days: %w", err)
	}
	for _, row := range rows {
		r.worn = append(r.worn, dayOf(row.Date))
	}
	return nil
}

func (r *reader) readLoads(ctx context.Context) error {
	var rows []dated
	err := r.client.CardioLoad.Query().Where(cardioload.UserID(r.userID), cardioload.DateGTE(r.since.String())).
		Modify(valued(cardioload.FieldLoad)).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("cardio loads: %w", err)
	}
	for _, row := range rows {
		r.loads = append(r.loads, analytics.Point{Day: dayOf(row.Date), Value: *row.Value})
	}
	return nil
}
