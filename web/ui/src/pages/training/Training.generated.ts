// Made by npm run generate from Training.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Why an estimate has no value. */
export type MissingReason =
  /** The day itself has no value. */
  | 'NOT_MEASURED'
  /** The window has fewer values than the method demands. */
  | 'TOO_FEW_DAYS'
  /** The history, or a session, is shorter than the method demands. */
  | 'TOO_SHORT'
  /** A ratio would divide by next to nothing. */
  | 'TOO_LITTLE_LOAD'
  /** Too many samples of a session are gaps. */
  | 'TOO_LITTLE_SIGNAL'
  /** All values are equal, so that nothing can be compared. */
  | 'NO_VARIATION'
  /** The day's value is probably an artefact of the measurement. */
  | 'SUSPECT'
  /** The session varies too much for the method. */
  | 'NOT_STEADY'
  /** No effort was hard enough to be a best. */
  | 'NOT_HARD'
  /** The formula has no value for such input. */
  | 'UNDEFINED'
  /** It has not been worked out yet; ask again in a while. */
  | 'PENDING';

/** Something to notice in a week's load. It is no probability of anything. */
export type LoadFlag =
  /** The week's load is above 1.5 times the median of the four weeks before. */
  | 'LOAD_JUMP'
  /** Monotony is above 2 in a week whose load is above the person's own 80th percentile of the year before. */
  | 'MONOTONOUS';

/** A number that a day can have. */
export type Metric =
  /** Heart rate variability of the night (RMSSD) in ms: NightlyRecharge.hrvRmssdMs. */
  | 'HRV_RMSSD_MS'
  /** Lowest five-minute heart rate of the night in bpm: Sleep.heartRateMinBpm. */
  | 'RESTING_HEART_RATE_BPM'
  /** Mean heart rate of the night in bpm: Sleep.heartRateAvgBpm. */
  | 'NIGHT_HEART_RATE_BPM'
  /** Breathing rate of the night in breaths/min: NightlyRecharge.breathingRateAvg. */
  | 'BREATHING_RATE'
  /** ANS charge of the night, -10.0 to +10.0, 0 is usual: NightlyRecharge.ansCharge. */
  | 'ANS_CHARGE'
  /** Time asleep in s: Sleep.asleepSeconds. */
  | 'SLEEP_SECONDS'
  /** Deep sleep in s: Sleep.deepSeconds. */
  | 'DEEP_SECONDS'
  /** REM sleep in s: Sleep.remSeconds. */
  | 'REM_SECONDS'
  /** Sleep score, 1 to 100, more is better: Sleep.score. */
  | 'SLEEP_SCORE'
  /** How many steps the day had: DailyActivity.steps. */
  | 'STEPS'
  /** Time of activity in s: DailyActivity.activeSeconds. */
  | 'ACTIVE_SECONDS'
  /** Energy in kcal, resting metabolism included: DailyActivity.energyKcal. */
  | 'ENERGY_KCAL'
  /** Training load of the day (TRIMP), 0 is a rest day: CardioLoad.load. */
  | 'CARDIO_LOAD'
  /** Training time in s, all sessions of the day together: Exercise.durationSeconds. */
  | 'EXERCISE_SECONDS'
  /** Training distance in m, all sessions of the day together: Exercise.distanceMeters. */
  | 'EXERCISE_DISTANCE_METERS'
  /** How many training sessions began on the day. */
  | 'EXERCISE_COUNT'
  /** Deviation of the night's skin temperature from the usual in degrees Celsius, positive is warmer: SkinTemperature.deviationCelsius. */
  | 'SKIN_TEMPERATURE_DEVIATION_CELSIUS'
  /** Blood oxygen in %, 0 to 100, the mean of the day's tests that passed: Spo2Test.bloodOxygenPercent. */
  | 'BLOOD_OXYGEN_PERCENT'
  /** Weight in kg, as it was last set on the day: PhysicalInfo.weightKg. A day on which it was not set has none. */
  | 'WEIGHT_KG'
  /** Maximum oxygen uptake in ml/kg/min, as it was last set on the day: PhysicalInfo.vo2Max. A day on which it was not set has none. */
  | 'VO2_MAX'
  /** Median HRV of 7 days in ms: Baseline.median7 of the signal HRV. */
  | 'HRV_MEDIAN_7'
  /** Median HRV of 30 days in ms: Baseline.median30 of the signal HRV. */
  | 'HRV_MEDIAN_30'
  /** Median HRV of 60 days in ms: Baseline.median60 of the signal HRV. */
  | 'HRV_MEDIAN_60'
  /** Mean HRV of the 60 days before in ms: Baseline.usual of the signal HRV. */
  | 'HRV_USUAL'
  /** Deviation of the HRV from the 60 days before in robust standard deviations, 0 is usual: Baseline.deviation of the signal HRV. */
  | 'HRV_DEVIATION'
  /** Mean HRV of 7 days in ms: Baseline.recent of the signal HRV. */
  | 'HRV_RECENT'
  /** Coefficient of variation of ln HRV over 7 days in %, higher is less steady: Baseline.variation of the signal HRV. */
  | 'HRV_VARIATION'
  /** Median heart rate of the night of 7 days in bpm: Baseline.median7 of the signal HEART_RATE. */
  | 'HEART_RATE_MEDIAN_7'
  /** Median heart rate of the night of 30 days in bpm: Baseline.median30 of the signal HEART_RATE. */
  | 'HEART_RATE_MEDIAN_30'
  /** Median heart rate of the night of 60 days in bpm: Baseline.median60 of the signal HEART_RATE. */
  | 'HEART_RATE_MEDIAN_60'
  /** Mean heart rate of the night of the 60 days before in bpm: Baseline.usual of the signal HEART_RATE. */
  | 'HEART_RATE_USUAL'
  /** Deviation of the heart rate of the night from the 60 days before in robust standard deviations, 0 is usual: Baseline.deviation of the signal HEART_RATE. */
  | 'HEART_RATE_DEVIATION'
  /** Mean heart rate of the night of 7 days in bpm: Baseline.recent of the signal HEART_RATE. */
  | 'HEART_RATE_RECENT'
  /** Median breathing rate of the night of 7 days in breaths/min: Baseline.median7 of the signal BREATHING. */
  | 'BREATHING_MEDIAN_7'
  /** Median breathing rate of the night of 30 days in breaths/min: Baseline.median30 of the signal BREATHING. */
  | 'BREATHING_MEDIAN_30'
  /** Median breathing rate of the night of 60 days in breaths/min: Baseline.median60 of the signal BREATHING. */
  | 'BREATHING_MEDIAN_60'
  /** Mean breathing rate of the night of the 60 days before in breaths/min: Baseline.usual of the signal BREATHING. */
  | 'BREATHING_USUAL'
  /** Deviation of the breathing rate of the night from the 60 days before in robust standard deviations, 0 is usual: Baseline.deviation of the signal BREATHING. */
  | 'BREATHING_DEVIATION'
  /** Mean breathing rate of the night of 7 days in breaths/min: Baseline.recent of the signal BREATHING. */
  | 'BREATHING_RECENT'
  /** Median deviation of the night's skin temperature of 7 days in Celsius: Baseline.median7 of the signal TEMPERATURE. */
  | 'TEMPERATURE_MEDIAN_7'
  /** Median deviation of the night's skin temperature of 30 days in Celsius: Baseline.median30 of the signal TEMPERATURE. */
  | 'TEMPERATURE_MEDIAN_30'
  /** Median deviation of the night's skin temperature of 60 days in Celsius: Baseline.median60 of the signal TEMPERATURE. */
  | 'TEMPERATURE_MEDIAN_60'
  /** Mean deviation of the night's skin temperature of the 60 days before in Celsius: Baseline.usual of the signal TEMPERATURE. */
  | 'TEMPERATURE_USUAL'
  /** Deviation of the deviation of the night's skin temperature from the 60 days before in robust standard deviations, 0 is usual: Baseline.deviation of the signal TEMPERATURE. */
  | 'TEMPERATURE_DEVIATION'
  /** Mean deviation of the night's skin temperature of 7 days in Celsius: Baseline.recent of the signal TEMPERATURE. */
  | 'TEMPERATURE_RECENT'
  /** Median time asleep of 7 days in h: Baseline.median7 of the signal SLEEP. */
  | 'SLEEP_MEDIAN_7'
  /** Median time asleep of 30 days in h: Baseline.median30 of the signal SLEEP. */
  | 'SLEEP_MEDIAN_30'
  /** Median time asleep of 60 days in h: Baseline.median60 of the signal SLEEP. */
  | 'SLEEP_MEDIAN_60'
  /** Mean time asleep of the 60 days before in h: Baseline.usual of the signal SLEEP. */
  | 'SLEEP_USUAL'
  /** Deviation of the time asleep from the 60 days before in robust standard deviations, 0 is usual: Baseline.deviation of the signal SLEEP. */
  | 'SLEEP_DEVIATION'
  /** Mean time asleep of 7 days in h: Baseline.recent of the signal SLEEP. */
  | 'SLEEP_RECENT'
  /** Median steps of 7 days in steps: Baseline.median7 of the signal STEPS. */
  | 'STEPS_MEDIAN_7'
  /** Median steps of 30 days in steps: Baseline.median30 of the signal STEPS. */
  | 'STEPS_MEDIAN_30'
  /** Median steps of 60 days in steps: Baseline.median60 of the signal STEPS. */
  | 'STEPS_MEDIAN_60'
  /** Mean steps of the 60 days before in steps: Baseline.usual of the signal STEPS. */
  | 'STEPS_USUAL'
  /** Deviation of the steps from the 60 days before in robust standard deviations, 0 is usual: Baseline.deviation of the signal STEPS. */
  | 'STEPS_DEVIATION'
  /** Mean steps of 7 days in steps: Baseline.recent of the signal STEPS. */
  | 'STEPS_RECENT'
  /** Readiness score, 0 to 100, higher is better, 50 is usual: Readiness.score. */
  | 'READINESS'
  /** How far the night was from the usual in robust standard deviations, higher is more unusual: UnusualNight.total. */
  | 'UNUSUAL_TOTAL'
  /** Above which total a night is unusual, in robust standard deviations: UnusualNight.threshold. */
  | 'UNUSUAL_THRESHOLD'
  /** Sleep need in h: SleepDebt.need. */
  | 'SLEEP_NEED'
  /** Sleep debt over 14 nights in h, lower is better: SleepDebt.debt. */
  | 'SLEEP_DEBT'
  /** Fading sleep debt in h, lower is better: SleepDebt.trend. */
  | 'SLEEP_DEBT_TREND'
  /** Sleep regularity index, -100 to 100, higher is more regular: SleepRegularity.index. */
  | 'SLEEP_REGULARITY'
  /** Falling asleep as h of day: SleepRegularity.onset. It is a time on a round clock: do not average it over buckets. */
  | 'SLEEP_ONSET'
  /** Spread of falling asleep in h, lower is more regular: SleepRegularity.onsetSd. */
  | 'SLEEP_ONSET_SD'
  /** Middle of the night as h of day: SleepRegularity.middle. It is a time on a round clock: do not average it over buckets. */
  | 'SLEEP_MIDDLE'
  /** Spread of the middle of the night in h, lower is more regular: SleepRegularity.middleSd. */
  | 'SLEEP_MIDDLE_SD'
  /** Social jetlag in h, lower is better: SleepRegularity.socialJetlag. */
  | 'SOCIAL_JETLAG'
  /** Social jetlag with its sign in h: SleepRegularity.shift. */
  | 'SOCIAL_JETLAG_SHIFT'
  /** Middle of the night on free days as h of day: SleepRegularity.chronotype. */
  | 'CHRONOTYPE'
  /** Long-term load in TRIMP a day: TrainingLoad.longTerm. */
  | 'LOAD_LONG_TERM'
  /** Short-term load in TRIMP a day: TrainingLoad.shortTerm. */
  | 'LOAD_SHORT_TERM'
  /** Long-term less short-term load in TRIMP a day: TrainingLoad.balance. */
  | 'LOAD_BALANCE'
  /** Mean load of 7 days in TRIMP: TrainingLoad.mean7. */
  | 'LOAD_MEAN_7'
  /** Mean load of 28 days in TRIMP: TrainingLoad.mean28. */
  | 'LOAD_MEAN_28'
  /** Mean load of 7 days over that of 28: TrainingLoad.ratioCoupled. */
  | 'LOAD_RATIO_COUPLED'
  /** Mean load of 7 days over that of the 21 before: TrainingLoad.ratioUncoupled. */
  | 'LOAD_RATIO_UNCOUPLED'
  /** Ratio of exponentially weighted mean loads: TrainingLoad.ratioWeighted. */
  | 'LOAD_RATIO_WEIGHTED'
  /** Load of 7 days in TRIMP: TrainingLoad.week. */
  | 'LOAD_WEEK'
  /** Load of 7 days over that of the 7 before: TrainingLoad.weekChange. */
  | 'LOAD_WEEK_CHANGE'
  /** Load of 7 days over the median of the four weeks before: TrainingLoad.weekJump. */
  | 'LOAD_WEEK_JUMP'
  /** Foster's monotony, 0 to 10: TrainingLoad.monotony. */
  | 'LOAD_MONOTONY'
  /** Foster's strain: TrainingLoad.strain. */
  | 'LOAD_STRAIN';

export type SessionsQueryVariables = Exact<{
  sport?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type SessionsQuery = { viewer: { exercises: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, date: string, startTime: string, durationSeconds: number | null, sport: string | null, sportName: string | null, distanceMeters: number | null, heartRateAvgBpm: number | null, cardioLoad: number | null, route: { latitudes: Array<number>, longitudes: Array<number> } | null }> } } | null };

export type SportsQueryVariables = Exact<{ [key: string]: never; }>;


export type SportsQuery = { viewer: { exercises: { nodes: Array<{ sport: string | null, detailedSport: string | null, sportName: string | null }> } } | null };

export type LoadQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type LoadQuery = { viewer: { metricSeries: Array<{ metric: Metric, from: Array<string>, mean: Array<number | null> }> } | null };

export type LoadOfDayQueryVariables = Exact<{
  date: string;
}>;


export type LoadOfDayQuery = { viewer: { trainingLoad: Array<{ date: string, flags: Array<LoadFlag>, longTerm: { value: number | null, reason: MissingReason | null }, shortTerm: { value: number | null, reason: MissingReason | null }, balance: { value: number | null, reason: MissingReason | null }, week: { value: number | null, reason: MissingReason | null }, weekJump: { value: number | null, reason: MissingReason | null }, monotony: { value: number | null, reason: MissingReason | null } }> } | null };

export type IntensityQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type IntensityQuery = { viewer: { intensityDistribution: { sessions: number, easySeconds: number, moderateSeconds: number, hardSeconds: number, polarized: boolean, polarization: { value: number | null, reason: MissingReason | null } } } | null };

export type EffortsQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type EffortsQuery = { viewer: { bestEfforts: { efforts: Array<{ meters: number, seconds: number, date: string, exercise: { id: string } }>, criticalSpeed: { value: number | null, low: number | null, high: number | null, n: number, reason: MissingReason | null }, reserve: { value: number | null } } } | null };

export const Sessions = document<SessionsQuery, SessionsQueryVariables>(`query Sessions($sport: String, $from: Date, $to: Date, $after: String) {
  viewer {
    exercises(sport: $sport, range: { from: $from, to: $to }, first: 20, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        date
        startTime
        durationSeconds
        sport
        sportName
        distanceMeters
        heartRateAvgBpm
        cardioLoad
        route(maxPoints: 60) {
          latitudes
          longitudes
        }
      }
    }
  }
}`);

export const Sports = document<SportsQuery, SportsQueryVariables>(`query Sports {
  viewer {
    exercises(first: 366) {
      nodes {
        sport
        detailedSport
        sportName
      }
    }
  }
}`);

export const Load = document<LoadQuery, LoadQueryVariables>(`query Load($from: Date!, $to: Date!) {
  viewer {
    metricSeries(metrics: [CARDIO_LOAD, LOAD_LONG_TERM, LOAD_SHORT_TERM, LOAD_BALANCE], range: { from: $from, to: $to }) {
      metric
      from
      mean
    }
  }
}`);

export const LoadOfDay = document<LoadOfDayQuery, LoadOfDayQueryVariables>(`query LoadOfDay($date: Date!) {
  viewer {
    trainingLoad(range: { from: $date, to: $date }) {
      date
      flags
      longTerm {
        value
        reason
      }
      shortTerm {
        value
        reason
      }
      balance {
        value
        reason
      }
      week {
        value
        reason
      }
      weekJump {
        value
        reason
      }
      monotony {
        value
        reason
      }
    }
  }
}`);

export const Intensity = document<IntensityQuery, IntensityQueryVariables>(`query Intensity($from: Date!, $to: Date!) {
  viewer {
    intensityDistribution(range: { from: $from, to: $to }) {
      sessions
      easySeconds
      moderateSeconds
      hardSeconds
      polarized
      polarization {
        value
        reason
      }
    }
  }
}`);

export const Efforts = document<EffortsQuery, EffortsQueryVariables>(`query Efforts($from: Date!, $to: Date!) {
  viewer {
    bestEfforts(range: { from: $from, to: $to }) {
      efforts {
        meters
        seconds
        date
        exercise {
          id
        }
      }
      criticalSpeed {
        value
        low
        high
        n
        reason
      }
      reserve {
        value
      }
    }
  }
}`);
