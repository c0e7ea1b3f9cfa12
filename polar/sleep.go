package polar

import "context"

// Sleep is one night. Its identity is Date, the morning on which the person woke up. The stages, the
// interruptions and SleepGoal are in seconds. Zero stands for "not given" in SleepRating, Continuity,
// ContinuityClass and SleepScore, and -1 in SleepCharge; they are kept as sent.
//
// Hypnogram is keyed by local time and holds the stage that starts there: 0 wake, 1 REM, 2 and 3
// light, 4 deep, 5 unknown. Its keys have minutes where the stages have half minutes, so it does not
// add up to the totals. HeartRateSamples are five-minute averages in beats per minute.
type Sleep struct {
	PolarUser                 Text              `json:"polar_user"`
	Date                      Date              `json:"date"`
	SleepStartTime            OffsetTime        `json:"sleep_start_time"`
	SleepEndTime              OffsetTime        `json:"sleep_end_time"`
	DeviceID                  Text              `json:"device_id"`
	Continuity                Null[float64]     `json:"continuity"`
	ContinuityClass           Null[int]         `json:"continuity_class"`
	LightSleep                Null[int]         `json:"light_sleep"`
	DeepSleep                 Null[int]         `json:"deep_sleep"`
	REMSleep                  Null[int]         `json:"rem_sleep"`
	UnrecognizedSleepStage    Null[int]         `json:"unrecognized_sleep_stage"`
	SleepScore                Null[int]         `json:"sleep_score"`
	TotalInterruptionDuration Null[int]         `json:"total_interruption_duration"`
	SleepCharge               Null[int]         `json:"sleep_charge"`
	SleepGoal                 Null[int]         `json:"sleep_goal"`
	SleepRating               Null[int]         `json:"sleep_rating"`
	ShortInterruptionDuration Null[int]         `json:"short_interruption_duration"`
	LongInterruptionDuration  Null[int]         `json:"long_interruption_duration"`
	SleepCycles               Null[int]         `json:"sleep_cycles"`
	GroupDurationScore        Null[float64]     `json:"group_duration_score"`
	GroupSolidityScore        Null[float64]     `json:"group_solidity_score"`
	GroupRegenerationScore    Null[float64]     `json:"group_regeneration_score"`
	Hypnogram                 ClockMap[int]     `json:"hypnogram"`
	HeartRateSamples          ClockMap[float64] `json:"heart_rate_samples"`
}

func (s Sleep) missing() string { return missingDate("date", s.Date) }

// AvailableSleep says that there is a night, and when it began and ended. Its identity is Date.
type AvailableSleep struct {
	Date      Date       `json:"date"`
	StartTime OffsetTime `json:"start_time"`
	EndTime   OffsetTime `json:"end_time"`
}

func (a AvailableSleep) missing() string { return missingDate("date", a.Date) }

// SleepNights returns the nights of the last 28 days.
// See "List nights" at https://www.polar.com/accesslink-api/.
func (u *UserClient) SleepNights(ctx context.Context) (Batch[Sleep], error) {
	return fetch[Sleep](ctx, u, get("/v3/users/sleep"))
}

// Sleep returns the night that ended on date, and an empty batch if there is none. It reaches further
// back than SleepNights.
// See "Get Sleep" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Sleep(ctx context.Context, date Date) (Batch[Sleep], error) {
	return fetch[Sleep](ctx, u, get("/v3/users/sleep/{date}", date.String()))
}

// AvailableSleep returns the nights of the last 28 days with nothing but their bounds.
// See "Get available sleep times" at https://www.polar.com/accesslink-api/.
func (u *UserClient) AvailableSleep(ctx context.Context) (Batch[AvailableSleep], error) {
	return fetch[AvailableSleep](ctx, u, get("/v3/users/sleep/available"))
}
