package polar

import "context"

// CardioLoad is the training impulse (TRIMP) of one day beside what the person is used to. Its identity
// is Date. Strain is the mean daily load of 7 days, Tolerance that of 28, CardioLoadRatio the first
// divided by the second. -1 stands for "not available"; a load of 0 is a day of rest.
type CardioLoad struct {
	Date             Date              `json:"date"`
	CardioLoadStatus Text              `json:"cardio_load_status"`
	CardioLoad       Null[float64]     `json:"cardio_load"`
	Strain           Null[float64]     `json:"strain"`
	Tolerance        Null[float64]     `json:"tolerance"`
	CardioLoadRatio  Null[float64]     `json:"cardio_load_ratio"`
	CardioLoadLevel  *CardioLoadLevels `json:"cardio_load_level"`
}

func (c CardioLoad) missing() string { return missingDate("date", c.Date) }

// CardioLoadLevels are the bounds by which a session counts as hard or easy for this person, from the
// sessions of 90 days.
type CardioLoadLevels struct {
	VeryLow  Null[float64] `json:"very_low"`
	Low      Null[float64] `json:"low"`
	Medium   Null[float64] `json:"medium"`
	High     Null[float64] `json:"high"`
	VeryHigh Null[float64] `json:"very_high"`
}

// CardioLoads returns one record for every day from from to to, both included, whether or not the load
// could be computed.
// See "Get cardio load by date range" at https://www.polar.com/accesslink-api/.
func (u *UserClient) CardioLoads(ctx context.Context, from, to Date) (Batch[CardioLoad], error) {
	return fetch[CardioLoad](ctx, u, get("/v3/users/cardio-load/date").between(from, to))
}
