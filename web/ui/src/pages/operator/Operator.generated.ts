// Made by npm run generate from Operator.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

export type OperatorQueryVariables = Exact<{ [key: string]: never; }>;


export type OperatorQuery = { engine: { people: { active: number, consentMissing: number, revoked: number, neverSynced: number, due: number, oldestDueLateSeconds: number | null, lastSyncAgeMedianSeconds: number | null, lastSyncAgeP99Seconds: number | null, lastSyncAgeOldestSeconds: number | null }, interval: { wishedSeconds: number, plannedSeconds: number, keptSeconds: number | null, requestsPerSync: number | null }, budget: { heldRequests: number, stoppedUntil: string | null, short: { limitRequests: number | null, usedRequests: number, reservedRequests: number | null, resetsAt: string | null }, long: { limitRequests: number | null, usedRequests: number, reservedRequests: number | null, resetsAt: string | null } }, queue: Array<{ kind: string, state: string, count: number }>, workers: Array<{ name: string, startedAt: string, seenAt: string, alive: boolean }>, webhook: { url: string, active: boolean, alive: boolean, checkedAt: string | null, lastEventAt: string | null, waitingEvents: number, problem: string | null } | null, failures: Array<{ kind: RecordKind | null, code: string | null, message: string, at: string, user: { id: string, displayName: string | null, externalId: string | null }, run: { id: string } }> } | null };

export const Operator = document<OperatorQuery, OperatorQueryVariables>(`query Operator {
  engine {
    people {
      active
      consentMissing
      revoked
      neverSynced
      due
      oldestDueLateSeconds
      lastSyncAgeMedianSeconds
      lastSyncAgeP99Seconds
      lastSyncAgeOldestSeconds
    }
    interval {
      wishedSeconds
      plannedSeconds
      keptSeconds
      requestsPerSync
    }
    budget {
      short {
        limitRequests
        usedRequests
        reservedRequests
        resetsAt
      }
      long {
        limitRequests
        usedRequests
        reservedRequests
        resetsAt
      }
      heldRequests
      stoppedUntil
    }
    queue {
      kind
      state
      count
    }
    workers {
      name
      startedAt
      seenAt
      alive
    }
    webhook {
      url
      active
      alive
      checkedAt
      lastEventAt
      waitingEvents
      problem
    }
    failures(first: 30) {
      user {
        id
        displayName
        externalId
      }
      run {
        id
      }
      kind
      code
      message
      at
    }
  }
}`);
