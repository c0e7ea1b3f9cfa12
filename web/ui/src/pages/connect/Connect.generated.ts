// Made by npm run generate from Connect.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How a connection to Polar stands. */
export type PolarAccountStatus =
  /** Polar answers. */
  | 'ACTIVE'
  /** The person has to accept Polar's mandatory consents before Polar hands out data. */
  | 'CONSENT_MISSING'
  /** Polar no longer accepts the token: the person has to connect again. */
  | 'REVOKED';

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

/** A range of calendar dates. Both ends are inclusive, and either may be left open. */
export type DateRange = {
  /** First date of the range; open when left out. */
  from?: string | null | undefined;
  /** Last date of the range; open when left out. */
  to?: string | null | undefined;
};

/** What a sync was queued by. */
export type SyncTrigger =
  /** A person or an application asked for it. */
  | 'MANUAL'
  /** The person was due. */
  | 'SCHEDULED'
  /** The server started. */
  | 'STARTUP'
  /** Polar said that there is something new. */
  | 'WEBHOOK'
  /** The person connected. */
  | 'CONNECT'
  /** It fetches what is older than the usual look-back, beside the other syncs and after them. */
  | 'REACH_BACK';

/** How a sync, or one kind of record in it, stands. */
export type SyncStatus =
  /** It waits for a worker. */
  | 'QUEUED'
  /** It is at work. */
  | 'RUNNING'
  /** Polar answered everything; "nothing there" is an answer. */
  | 'SUCCEEDED'
  /** Polar answered some kinds and failed at others. */
  | 'PARTIAL'
  /** Polar answered nothing, or could not be asked. */
  | 'FAILED'
  /** It waits until Polar's limit allows more requests. */
  | 'RATE_LIMITED';

/** The kinds of record that Polar delivers. */
export type RecordKind =
  /** Nights: Sleep. */
  | 'SLEEP'
  /** Recovery of a night: NightlyRecharge. */
  | 'NIGHTLY_RECHARGE'
  /** Steps, energy and activity of a day: DailyActivity. */
  | 'DAILY_ACTIVITY'
  /** Training sessions: Exercise. */
  | 'EXERCISE'
  /** Training load status of a day: CardioLoad. */
  | 'CARDIO_LOAD'
  /** Heart rate of a day: ContinuousHeartRate. */
  | 'CONTINUOUS_HEART_RATE'
  /** SleepWise alertness: AlertnessPeriod. */
  | 'ALERTNESS'
  /** SleepWise bedtimes: CircadianBedtime. */
  | 'CIRCADIAN_BEDTIME'
  /** Blood oxygen tests: Spo2Test. */
  | 'SPO2'
  /** Wrist electrocardiograms: EcgTest. */
  | 'ECG'
  /** Temperature measurements: BodyTemperature. */
  | 'BODY_TEMPERATURE'
  /** Skin temperature of a night: SkinTemperature. */
  | 'SKIN_TEMPERATURE'
  /** Physical settings: PhysicalInfo. */
  | 'PHYSICAL_INFO';

export type ConnectionQueryVariables = Exact<{ [key: string]: never; }>;


export type ConnectionQuery = { polarClient: { configured: boolean, redirectUri: string } | null, viewer: { id: string, polarAccount: { status: PolarAccountStatus, problem: string | null, connectedAt: string, lastSyncedAt: string | null, history: Array<{ kind: RecordKind, reachedDate: string | null, done: boolean }> } | null, latestSyncRun: { id: string, trigger: SyncTrigger, status: SyncStatus, finishedAt: string | null, resumesAt: string | null, kindsDone: number, kindsTotal: number, error: string | null, results: Array<{ kind: RecordKind, status: SyncStatus, created: number, updated: number, error: string | null }> } | null } | null };

export type ConnectPolarMutationVariables = Exact<{
  returnUrl: string;
}>;


export type ConnectPolarMutation = { connectPolar: { authorizeUrl: string | null, userErrors: Array<{ code: string, message: string }> } };

export type FirstSyncSubscriptionVariables = Exact<{
  runId: string | number;
}>;


export type FirstSyncSubscription = { syncProgress: { id: string, trigger: SyncTrigger, status: SyncStatus, finishedAt: string | null, resumesAt: string | null, kindsDone: number, kindsTotal: number, error: string | null, results: Array<{ kind: RecordKind, status: SyncStatus, created: number, updated: number, error: string | null }> } };

export type FirstPicturesQueryVariables = Exact<{
  range: DateRange;
}>;


export type FirstPicturesQuery = { viewer: { metricSeries: Array<{ metric: Metric, from: Array<string>, mean: Array<number | null> }> } | null };

export const Connection = document<ConnectionQuery, ConnectionQueryVariables>(`query Connection {
  polarClient {
    configured
    redirectUri
  }
  viewer {
    id
    polarAccount {
      status
      problem
      connectedAt
      lastSyncedAt
      history {
        kind
        reachedDate
        done
      }
    }
    latestSyncRun {
      id
      trigger
      status
      finishedAt
      resumesAt
      kindsDone
      kindsTotal
      error
      results {
        kind
        status
        created
        updated
        error
      }
    }
  }
}`);

export const ConnectPolar = document<ConnectPolarMutation, ConnectPolarMutationVariables>(`mutation ConnectPolar($returnUrl: String!) {
  connectPolar(input: { returnUrl: $returnUrl }) {
    authorizeUrl
    userErrors {
      code
      message
    }
  }
}`);

export const FirstSync = document<FirstSyncSubscription, FirstSyncSubscriptionVariables>(`subscription FirstSync($runId: ID!) {
  syncProgress(runId: $runId) {
    id
    trigger
    status
    finishedAt
    resumesAt
    kindsDone
    kindsTotal
    error
    results {
      kind
      status
      created
      updated
      error
    }
  }
}`);

export const FirstPictures = document<FirstPicturesQuery, FirstPicturesQueryVariables>(`query FirstPictures($range: DateRange!) {
  viewer {
    metricSeries(metrics: [SLEEP_SECONDS, HRV_RMSSD_MS, STEPS, CARDIO_LOAD], range: $range) {
      metric
      from
      mean
    }
  }
}`);
