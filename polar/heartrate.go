package polar

import "context"

// ContinuousHeartRate is one day of heart rate as the device took it around the clock. Its identity is
// Date. Samples are five minutes apart at rest and one second apart in bursts, and a rate of 0 means
// that the device had no contact.
type ContinuousHeartRate struct {
	PolarUser        Text                  `json:"polar_user"`
	Date             Date                  `json:"date"`
	HeartRateSamples List[HeartRateSample] `json:"heart_rate_samples"`
}

func (c ContinuousHeartRate) missing() string { return missingDate("date", c.Date) }

// HeartRateSample is a heart rate in beats per minute at a time of day in the device's zone.
type HeartRateSample struct {
	HeartRate  Null[float64] `json:"heart_rate"`
	SampleTime Null[Clock]   `json:"sample_time"`
}

// ContinuousHeartRates returns the days from from to to, both included. Polar documents no largest
// range; 28 days are about 16 MB.
// See "Get Continuous Heart rate samples with range" at https://www.polar.com/accesslink-api/.
func (u *UserClient) ContinuousHeartRates(ctx context.Context, from, to Date) (Batch[ContinuousHeartRate], error) {
	return fetch[ContinuousHeartRate](ctx, u, get("/v3/users/continuous-heart-rate").between(from, to))
}

// ContinuousHeartRate returns one day, and an empty batch if there is none.
// See "Get Continuous Heart rate samples" at https://www.polar.com/accesslink-api/.
func (u *UserClient) ContinuousHeartRate(ctx context.Context, date Date) (Batch[ContinuousHeartRate], error) {
	return fetch[ContinuousHeartRate](ctx, u, get("/v3/users/continuous-heart-rate/{date}", date.String()))
}
