// Made by npm run generate from Syncs.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

export type SyncsQueryVariables = Exact<{
  first: number;
}>;


export type SyncsQuery = { viewer: { syncRuns: { pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, trigger: SyncTrigger, status: SyncStatus, queuedAt: string, finishedAt: string | null, resumesAt: string | null, polarRequests: number, error: string | null, results: Array<{ kind: RecordKind, status: SyncStatus, created: number, updated: number, unchanged: number, quarantined: number, error: string | null }> }> } } | null };

export const Syncs = document<SyncsQuery, SyncsQueryVariables>(`query Syncs($first: Int!) {
  viewer {
    syncRuns(first: $first) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        trigger
        status
        queuedAt
        finishedAt
        resumesAt
        polarRequests
        error
        results {
          kind
          status
          created
          updated
          unchanged
          quarantined
          error
        }
      }
    }
  }
}`);
