package polar

import "context"

// Alertness is how alert SleepWise expects the person to be after one sleep. Its identity is
// PeriodStartTime. Grade runs from 0 to 10. All times are UTC; SleepTimezoneOffsetMinutes gives the
// local ones.
type Alertness struct {
	Grade                      Null[float64]         `json:"grade"`
	GradeValiditySeconds       Null[int]             `json:"grade_validity_seconds"`
	GradeType                  Text                  `json:"grade_type"`
	GradeClassification        Text                  `json:"grade_classification"`
	Validity                   Text                  `json:"validity"`
	SleepInertia               Text                  `json:"sleep_inertia"`
	SleepType                  Text                  `json:"sleep_type"`
	ResultType                 Text                  `json:"result_type"`
	PeriodStartTime            UTCTime               `json:"period_start_time"`
	PeriodEndTime              UTCTime               `json:"period_end_time"`
	SleepPeriodStartTime       UTCTime               `json:"sleep_period_start_time"`
	SleepPeriodEndTime         UTCTime               `json:"sleep_period_end_time"`
	SleepTimezoneOffsetMinutes Null[int]             `json:"sleep_timezone_offset_minutes"`
	HourlyData                 List[HourlyAlertness] `json:"hourly_data"`
}

func (a Alertness) missing() string { return missingTime("period_start_time", a.PeriodStartTime) }

// HourlyAlertness is the expected alertness of an hour; the first and the last may be shorter.
type HourlyAlertness struct {
	Validity       Text    `json:"validity"`
	AlertnessLevel Text    `json:"alertness_level"`
	StartTime      UTCTime `json:"start_time"`
	EndTime        UTCTime `json:"end_time"`
}

// CircadianBedtime is when SleepWise would have the person sleep. Its identity is PeriodStartTime. All
// times are UTC. Live answers give an offset of 0 whatever the zone; the alertness of the same night
// has the true one.
type CircadianBedtime struct {
	Validity                      Text      `json:"validity"`
	Quality                       Text      `json:"quality"`
	ResultType                    Text      `json:"result_type"`
	PeriodStartTime               UTCTime   `json:"period_start_time"`
	PeriodEndTime                 UTCTime   `json:"period_end_time"`
	PreferredSleepPeriodStartTime UTCTime   `json:"preferred_sleep_period_start_time"`
	PreferredSleepPeriodEndTime   UTCTime   `json:"preferred_sleep_period_end_time"`
	SleepGateStartTime            UTCTime   `json:"sleep_gate_start_time"`
	SleepGateEndTime              UTCTime   `json:"sleep_gate_end_time"`
	SleepTimezoneOffsetMinutes    Null[int] `json:"sleep_timezone_offset_minutes"`
}

func (c CircadianBedtime) missing() string {
	return missingTime("period_start_time", c.PeriodStartTime)
}

// Alertness returns the alertness periods from from to to, both included, at most 28 days.
// See "Alertness period data (date range)" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Alertness(ctx context.Context, from, to Date) (Batch[Alertness], error) {
	return fetch[Alertness](ctx, u, get("/v3/users/sleepwise/alertness/date").between(from, to).orNothing())
}

// CircadianBedtimes returns the circadian bedtimes from from to to, both included, at most 28 days.
// See "Circadian bedtime period data (date range)" at https://www.polar.com/accesslink-api/.
func (u *UserClient) CircadianBedtimes(ctx context.Context, from, to Date) (Batch[CircadianBedtime], error) {
	return fetch[CircadianBedtime](ctx, u, get("/v3/users/sleepwise/circadian-bedtime/date").between(from, to).orNothing())
}
