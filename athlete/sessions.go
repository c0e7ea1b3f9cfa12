package athlete

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/analytics"
	"polarflow/ent/embedded"
	"polarflow/ent/exercise"
	"polarflow/ent/exerciseresult"
)

// Session is one exercise without its samples.
type Session struct {
	ID            int // of the exercise
	Day           analytics.Day
	Start         time.Time // in the offset that was in force
	Seconds       float64   // how long it lasted
	Sport         string    // Polar's coarse key
	DetailedSport string    // Polar's detailed key
	Meters        *float64  // nil if no distance was recorded
	CardioLoad    *float64  // Polar's, nil if it gave none
	TRIMP         *float64  // our own, nil if the samples carry none or it has not been computed yet
	// Zones are the seconds in each of Polar's five heart rate zones, nil if it gave none.
	Zones *[5]float64
}

func (s Session) end() time.Time { return s.Start.Add(time.Duration(s.Seconds * float64(time.Second))) }

// sport returns the most detailed key of the sport.
func (s Session) sport() string {
	if s.DetailedSport != "" {
		return s.DetailedSport
	}
	return s.Sport
}

// Running says whether the session was a run of any sort.
func (s Session) Running() bool {
	return strings.Contains(s.sport(), "RUNNING") || strings.Contains(s.sport(), "JOGGING")
}

// OnFoot says whether the session was a run, a walk or a hike, for which the grade of the way tells the effort.
func (s Session) OnFoot() bool {
	return s.Running() || strings.Contains(s.sport(), "WALKING") || strings.Contains(s.sport(), "HIKING")
}

// sessionRow is an exercise as it is read.
type sessionRow struct {
	ID               int
	Date             string
	StartTime        time.Time `sql:"start_time"`
	UtcOffsetSeconds int       `sql:"utc_offset_seconds"`
	DurationSeconds  *float64  `sql:"duration_seconds"`
	Sport            *string
	DetailedSport    *string  `sql:"detailed_sport"`
	DistanceMeters   *float64 `sql:"distance_meters"`
	CardioLoad       *float64 `sql:"cardio_load"`
	HeartRateZones   []byte   `sql:"heart_rate_zones"`
	Trimp            *float64
}

// readSessions reads the exercises with what was computed of them.
func (r *reader) readSessions(ctx context.Context) error {
	var rows []sessionRow
	err := r.client.Exercise.Query().Where(exercise.UserID(r.userID), exercise.DateGTE(r.since.String())).
		Modify(func(s *sql.Selector) {
			of := sql.Table(exerciseresult.Table)
			s.LeftJoin(of).OnP(sql.And(
				sql.ColumnsEQ(s.C(exercise.FieldID), of.C(exerciseresult.FieldExerciseID)),
				sql.EQ(of.C(exerciseresult.FieldVersion), r.version)))
			s.Select(s.Columns(exercise.FieldID, exercise.FieldDate, exercise.FieldStartTime, exercise.FieldUtcOffsetSeconds,
				exercise.FieldDurationSeconds, exercise.FieldSport, exercise.FieldDetailedSport, exercise.FieldDistanceMeters,
				exercise.FieldCardioLoad, exercise.FieldHeartRateZones)...).AppendSelect(of.C(exerciseresult.FieldTrimp))
			s.OrderBy(s.C(exercise.FieldStartTime), s.C(exercise.FieldID))
		}).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("exercises: %w", err)
	}
	for _, row := range rows {
		s, err := row.session()
		if err != nil {
			return err
		}
		r.sessions = append(r.sessions, s)
	}
	return nil
}

func (row sessionRow) session() (Session, error) {
	s := Session{
		ID: row.ID, Day: dayOf(row.Date), Start: row.StartTime.In(time.FixedZone("", row.UtcOffsetSeconds)),
		Seconds: orZero(row.DurationSeconds), Sport: orEmpty(row.Sport), DetailedSport: orEmpty(row.DetailedSport),
		Meters: row.DistanceMeters, CardioLoad: row.CardioLoad, TRIMP: row.Trimp,
	}
	var zones []embedded.Zone
	if len(row.HeartRateZones) > 0 {
		if err := json.Unmarshal(row.HeartRateZones, &zones); err != nil {
			return Session{}, fmt.Errorf("zones of exercise %d: %w", row.ID, err)
		}
	}
	s.Zones = zoneSeconds(zones)
	return s, nil
}

// zoneSeconds returns the seconds in Polar's five zones, in ascending order of heart rate, nil if there are other zones
// than five.
func zoneSeconds(zones []embedded.Zone) *[5]float64 {
	if len(zones) != 5 {
		return nil
	}
	var seconds [5]float64
	for i, z := range zones { // as Polar sends them, whichever number it gives the first
		if z.Seconds == nil {
			return nil
		}
		seconds[i] = *z.Seconds
	}
	return &seconds
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
