// Made by npm run generate from Changed.graphql.
import { document } from './document';

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

export type ChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChangedSubscription = { recordsChanged: { kinds: Array<RecordKind>, cursor: string } };

export const Changed = document<ChangedSubscription, ChangedSubscriptionVariables>(`subscription Changed {
  recordsChanged {
    kinds
    cursor
  }
}`);
