package polar

import "context"

// NightlyRecharge is how the body recovered in one night, measured over four hours from half an hour
// after falling asleep. Its identity is Date, the morning on which the person woke up. HeartRateAvg is
// in beats per minute, BeatToBeatAvg and HeartRateVariabilityAvg (RMSSD) in milliseconds,
// BreathingRateAvg in breaths per minute; 0 stands for "not measured" in them. ANSCharge runs from -10
// to +10 and 0 is an ordinary value of it; the statuses run from 1 to 5 and from 1 to 6.
//
// HRVSamples (milliseconds) and BreathingSamples (breaths per minute) are five-minute averages keyed by
// local time; the two begin at different minutes.
type NightlyRecharge struct {
	PolarUser               Text              `json:"polar_user"`
	Date                    Date              `json:"date"`
	HeartRateAvg            Null[float64]     `json:"heart_rate_avg"`
	BeatToBeatAvg           Null[float64]     `json:"beat_to_beat_avg"`
	HeartRateVariabilityAvg Null[float64]     `json:"heart_rate_variability_avg"`
	BreathingRateAvg        Null[float64]     `json:"breathing_rate_avg"`
	NightlyRechargeStatus   Null[int]         `json:"nightly_recharge_status"`
	ANSCharge               Null[float64]     `json:"ans_charge"`
	ANSChargeStatus         Null[int]         `json:"ans_charge_status"`
	HRVSamples              ClockMap[float64] `json:"hrv_samples"`
	BreathingSamples        ClockMap[float64] `json:"breathing_samples"`
}

func (n NightlyRecharge) missing() string { return missingDate("date", n.Date) }

// NightlyRecharges returns the nights of the last 28 days that gave enough signal.
// See "List Nightly Recharges" at https://www.polar.com/accesslink-api/.
func (u *UserClient) NightlyRecharges(ctx context.Context) (Batch[NightlyRecharge], error) {
	return fetch[NightlyRecharge](ctx, u, get("/v3/users/nightly-recharge"))
}

// NightlyRecharge returns the night that ended on date, and an empty batch if there is none.
// See "Get Nightly Recharge" at https://www.polar.com/accesslink-api/.
func (u *UserClient) NightlyRecharge(ctx context.Context, date Date) (Batch[NightlyRecharge], error) {
	return fetch[NightlyRecharge](ctx, u, get("/v3/users/nightly-recharge/{date}", date.String()))
}
