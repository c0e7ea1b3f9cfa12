package polar

import (
	"context"
	"errors"
	"net/url"
	"time"
)

// Exercise is a training session. Its identity is ID, an opaque hashed id. StartTime is the device's
// local time and StartTimeUTCOffset the minutes by which that clock was ahead of UTC. Distance is in
// metres, Calories in kilocalories. ClubID is -1 when Polar could not find the club.
type Exercise struct {
	ID                     Text                `json:"id"`
	UploadTime             UTCTime             `json:"upload_time"`
	PolarUser              Text                `json:"polar_user"`
	Device                 Text                `json:"device"`
	DeviceID               Text                `json:"device_id"`
	StartTime              LocalTime           `json:"start_time"`
	StartTimeUTCOffset     Null[int]           `json:"start_time_utc_offset"`
	Duration               Null[time.Duration] `json:"duration"`
	Calories               Null[float64]       `json:"calories"`
	Distance               Null[float64]       `json:"distance"`
	HeartRate              *HeartRate          `json:"heart_rate"`
	TrainingLoad           Null[float64]       `json:"training_load"`
	Sport                  Text                `json:"sport"`
	HasRoute               Null[bool]          `json:"has_route"`
	ClubID                 Null[int64]         `json:"club_id"`
	ClubName               Text                `json:"club_name"`
	DetailedSportInfo      Text                `json:"detailed_sport_info"`
	FatPercentage          Null[int]           `json:"fat_percentage"`
	CarbohydratePercentage Null[int]           `json:"carbohydrate_percentage"`
	ProteinPercentage      Null[int]           `json:"protein_percentage"`
	RunningIndex           Null[int]           `json:"running_index"`
	HeartRateZones         List[HeartRateZone] `json:"heart_rate_zones"`
	Samples                List[SampleSeries]  `json:"samples"`
	Route                  List[RoutePoint]    `json:"route"`
	TrainingLoadPro        *TrainingLoadPro    `json:"training_load_pro"`
}

func (e Exercise) missing() string {
	if e.ID == "" {
		return "id"
	}
	return missingTime("start_time", e.StartTime)
}

// HeartRate is what an exercise says about heart rate as a whole, in beats per minute.
type HeartRate struct {
	Average Null[float64] `json:"average"`
	Maximum Null[float64] `json:"maximum"`
}

// HeartRateZone is the time spent between two heart rates, in beats per minute. Live indexes start at
// 0, those of the documentation at 1.
type HeartRateZone struct {
	Index      Null[int]           `json:"index"`
	LowerLimit Null[int]           `json:"lower_limit"`
	UpperLimit Null[int]           `json:"upper_limit"`
	InZone     Null[time.Duration] `json:"in_zone"`
}

// RoutePoint is one fix of the route, in degrees. Time is the time since the start of the exercise.
type RoutePoint struct {
	Latitude   Null[float64]       `json:"latitude"`
	Longitude  Null[float64]       `json:"longitude"`
	Time       Null[time.Duration] `json:"time"`
	Satellites Null[int]           `json:"satellites"`
	Fix        Null[int]           `json:"fix"`
}

// TrainingLoadPro is the load of an exercise by Polar's three measures; -1 and NOT_AVAILABLE stand for
// "not measured". Live answers carry no Date.
type TrainingLoadPro struct {
	Date                        Date          `json:"date"`
	CardioLoad                  Null[float64] `json:"cardio_load"`
	MuscleLoad                  Null[float64] `json:"muscle_load"`
	PerceivedLoad               Null[float64] `json:"perceived_load"`
	CardioLoadInterpretation    Text          `json:"cardio_load_interpretation"`
	MuscleLoadInterpretation    Text          `json:"muscle_load_interpretation"`
	PerceivedLoadInterpretation Text          `json:"perceived_load_interpretation"`
	UserRPE                     Text          `json:"user_rpe"`
}

// Exercises returns the exercises that were uploaded in the last 30 days and after the registration of
// the user, each with its samples, zones and route, in one call.
// See "List exercises" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Exercises(ctx context.Context) (Batch[Exercise], error) {
	return fetch[Exercise](ctx, u, get("/v3/exercises").with(exerciseParts))
}

// ExerciseList returns what Exercises does without samples, zones and routes, in a small answer.
// See "List exercises" at https://www.polar.com/accesslink-api/.
func (u *UserClient) ExerciseList(ctx context.Context) (Batch[Exercise], error) {
	return fetch[Exercise](ctx, u, get("/v3/exercises"))
}

// HasExercise reports whether Polar still has an exercise; false is Polar's own word for it, a 404.
// See "Get exercise" at https://www.polar.com/accesslink-api/.
func (u *UserClient) HasExercise(ctx context.Context, id string) (bool, error) {
	_, err := u.do(ctx, get("/v3/exercises/{id}", id))
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Exercise returns one exercise with its samples, zones and route, and an empty batch if Polar does
// not have it or no longer hands it out.
// See "Get exercise" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Exercise(ctx context.Context, id string) (Batch[Exercise], error) {
	return fetch[Exercise](ctx, u, get("/v3/exercises/{id}", id).with(exerciseParts))
}

// exerciseParts asks for everything that an exercise leaves out by default.
func exerciseParts(query url.Values) {
	query.Set("samples", "true")
	query.Set("zones", "true")
	query.Set("route", "true")
}
