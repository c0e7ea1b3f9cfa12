// Made by npm run generate from Today.graphql.
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

/** A daily measurement that has a baseline. */
export type Signal =
  /** Heart rate variability of the night (RMSSD) in ms: NightlyRecharge.hrvRmssdMs. Higher than usual is mostly good, much higher is unusual too. */
  | 'HRV'
  /** Mean heart rate of the first four hours of the night in bpm: NightlyRecharge.heartRateAvgBpm. Lower is better. */
  | 'HEART_RATE'
  /** Breathing rate of the night in breaths/min: NightlyRecharge.breathingRateAvg. Higher than usual is mostly bad. */
  | 'BREATHING'
  /** Deviation of the night's skin temperature from its 28-day mean in Celsius: SkinTemperature.deviationCelsius. 0 is usual. */
  | 'TEMPERATURE'
  /** Time asleep in h: Sleep.asleepSeconds. Up to the need, more is better. */
  | 'SLEEP'
  /** Steps of the day: DailyActivity.steps. Neither direction is better. */
  | 'STEPS';

/** A readiness score in words. */
export type ReadinessBand =
  /** Below 16. */
  | 'LOW'
  /** 16 to 30. */
  | 'BELOW_USUAL'
  /** 31 to 69. */
  | 'USUAL'
  /** 70 to 84. */
  | 'ABOVE_USUAL'
  /** Above 84. */
  | 'HIGH';

/** Something to notice in a week's load. It is no probability of anything. */
export type LoadFlag =
  /** The week's load is above 1.5 times the median of the four weeks before. */
  | 'LOAD_JUMP'
  /** Monotony is above 2 in a week whose load is above the person's own 80th percentile of the year before. */
  | 'MONOTONOUS';

/** What an insight is about. */
export type InsightKind =
  /** A night, or two in a row, far from the usual. */
  | 'UNUSUAL_NIGHT'
  /** A measurement that is probably an artefact. */
  | 'SUSPECT_MEASUREMENT'
  /** The mean of 7 days has left the normal range. */
  | 'LASTING_CHANGE'
  /** The week's load is far above that of the weeks before. */
  | 'LOAD_JUMP'
  /** A hard week of days that are all alike. */
  | 'MONOTONOUS_LOAD'
  /** A run much longer than those of the 30 days before. */
  | 'RUN_SPIKE'
  /** Sleep debt of 5 h and more. */
  | 'SLEEP_DEBT'
  /** The level of a signal changed around a date. */
  | 'LEVEL_CHANGE'
  /** A signal has been going one way. */
  | 'TREND'
  /** So much of a behaviour goes with a different night after it. It appears only where behaviours help to forecast nights that were not used to learn from. */
  | 'HABIT_EFFECT'
  /** Nights by another clock than that of the person's home. */
  | 'TIME_ZONE'
  /** The data tells no reliable pattern yet. */
  | 'NO_PATTERN';

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

export type TodayQueryVariables = Exact<{ [key: string]: never; }>;


export type TodayQuery = { viewer: { polarAccount: { status: PolarAccountStatus, lastSyncedAt: string | null, problem: string | null } | null, latestSyncRun: { id: string, status: SyncStatus } | null, today: { date: string, asOf: string | null, headline: string, readiness: { date: string, band: ReadinessBand | null, sentence: string, score: { value: number | null, n: number, reason: MissingReason | null }, parts: Array<{ signal: Signal, z: number, weight: number, points: number }> }, lastNight: Array<{ signal: Signal, value: { value: number | null }, usual: { low: number | null, high: number | null } }>, sleepDebt: { sentence: string }, trainingLoad: { date: string, flags: Array<LoadFlag>, load: { value: number | null }, shortTerm: { value: number | null }, longTerm: { value: number | null }, balance: { value: number | null } }, activity: { date: string, value: { value: number | null }, usual: { low: number | null, high: number | null } }, freshness: Array<{ kind: RecordKind, date: string, daysAgo: number }>, insights: Array<{ kind: InsightKind, sentence: string, from: string, to: string }>, day: { date: string, sleep: { startTime: string, endTime: string, asleepSeconds: number | null, lightSeconds: number | null, deepSeconds: number | null, remSeconds: number | null, unrecognizedSeconds: number | null, interruptionsSeconds: number | null, score: number | null, cycles: number | null } | null, activity: { steps: number | null, activeSeconds: number | null, energyKcal: number | null, dailyGoalPercent: number | null } | null, exercises: Array<{ id: string, sportName: string | null, startTime: string, durationSeconds: number | null, distanceMeters: number | null }> } } } | null };

export type SyncNowMutationVariables = Exact<{ [key: string]: never; }>;


export type SyncNowMutation = { triggerSync: { run: { id: string } | null, userErrors: Array<{ code: string, message: string }> } };

export type SyncStepsSubscriptionVariables = Exact<{
  runId: string | number;
}>;


export type SyncStepsSubscription = { syncProgress: { id: string, status: SyncStatus, kindsDone: number, kindsTotal: number, resumesAt: string | null, error: string | null, results: Array<{ kind: RecordKind, status: SyncStatus, created: number, updated: number }> } };

export const Today = document<TodayQuery, TodayQueryVariables>(`query Today {
  viewer {
    polarAccount {
      status
      lastSyncedAt
      problem
    }
    latestSyncRun {
      id
      status
    }
    today {
      date
      asOf
      headline
      readiness {
        date
        score {
          value
          n
          reason
        }
        band
        parts {
          signal
          z
          weight
          points
        }
        sentence
      }
      lastNight {
        signal
        value {
          value
        }
        usual {
          low
          high
        }
      }
      sleepDebt {
        sentence
      }
      trainingLoad {
        date
        load {
          value
        }
        shortTerm {
          value
        }
        longTerm {
          value
        }
        balance {
          value
        }
        flags
      }
      activity {
        date
        value {
          value
        }
        usual {
          low
          high
        }
      }
      freshness {
        kind
        date
        daysAgo
      }
      insights(first: 3) {
        kind
        sentence
        from
        to
      }
      day {
        date
        sleep {
          startTime
          endTime
          asleepSeconds
          lightSeconds
          deepSeconds
          remSeconds
          unrecognizedSeconds
          interruptionsSeconds
          score
          cycles
        }
        activity {
          steps
          activeSeconds
          energyKcal
          dailyGoalPercent
        }
        exercises {
          id
          sportName
          startTime
          durationSeconds
          distanceMeters
        }
      }
    }
  }
}`);

export const SyncNow = document<SyncNowMutation, SyncNowMutationVariables>(`mutation SyncNow {
  triggerSync(input: {}) {
    run {
      id
    }
    userErrors {
      code
      message
    }
  }
}`);

export const SyncSteps = document<SyncStepsSubscription, SyncStepsSubscriptionVariables>(`subscription SyncSteps($runId: ID!) {
  syncProgress(runId: $runId) {
    id
    status
    kindsDone
    kindsTotal
    resumesAt
    error
    results {
      kind
      status
      created
      updated
    }
  }
}`);
