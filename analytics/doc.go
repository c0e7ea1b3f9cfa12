// Package analytics is arithmetic on a person's days: baselines, readiness, sleep debt, training load, unusual
// nights, trends, correlations and forecasts. It knows no database, no clock and no randomness but what is passed in:
// the same days give the same numbers.
//
// Four rules hold everywhere.
//
//   - Windows are calendar days, never rows. A day without a value is missing, which is not zero, and nothing is
//     carried forward into it. A day of rest is a true zero, see [DailyLoads].
//   - What is said of a day is computed from that day and the days before it. A baseline that a day is compared
//     with does not hold the day itself.
//   - An answer is an [Estimate]: value, interval, how many days carry it, the window, the method, how well the window
//     is filled. Where the days do not carry an answer there is a [Reason] and no value.
//   - Nothing here is a probability that one person falls ill or gets hurt. Deviations are from the person's own usual.
//
// What is said of each day of a history, and worth keeping, comes from [History.Days]. What is worked out as of a day
// comes from [Correlate], [ForecastNight], [Changes], [TrendOf] and [Summarise]; what is said of training from
// [TRIMP], [Intensities], [Decoupling], [GradeAdjusted], [MeanMax], [FastestDistance], [FitCriticalSpeed] and
// [Spikes].
package analytics

// Version numbers the methods of this package. It rises when the same days would give other numbers, so that
// stored results can be told from results to be computed anew.
const Version = 1
