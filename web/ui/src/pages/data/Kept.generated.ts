// Made by npm run generate from Kept.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** A range of calendar dates. Both ends are inclusive, and either may be left open. */
export type DateRange = {
  /** First date of the range; open when left out. */
  from?: string | null | undefined;
  /** Last date of the range; open when left out. */
  to?: string | null | undefined;
};

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

export type KeptQueryVariables = Exact<{ [key: string]: never; }>;


export type KeptQuery = { viewer: { coverage: Array<{ kind: RecordKind, count: number, firstDate: string | null, lastDate: string | null }> } | null };

export type KeptDaysQueryVariables = Exact<{
  range: DateRange;
}>;


export type KeptDaysQuery = { viewer: { days: Array<{ date: string, sleep: { id: string } | null, nightlyRecharge: { id: string } | null, activity: { id: string } | null, exercises: Array<{ id: string }>, cardioLoad: { id: string } | null, continuousHeartRate: { id: string } | null, skinTemperature: { id: string } | null, alertness: { id: string } | null, circadianBedtime: { id: string } | null, spo2Tests: Array<{ id: string }>, ecgTests: Array<{ id: string }>, bodyTemperatures: Array<{ id: string }> }> } | null };

export const Kept = document<KeptQuery, KeptQueryVariables>(`query Kept {
  viewer {
    coverage {
      kind
      count
      firstDate
      lastDate
    }
  }
}`);

export const KeptDays = document<KeptDaysQuery, KeptDaysQueryVariables>(`query KeptDays($range: DateRange!) {
  viewer {
    days(range: $range) {
      date
      sleep {
        id
      }
      nightlyRecharge {
        id
      }
      activity {
        id
      }
      exercises {
        id
      }
      cardioLoad {
        id
      }
      continuousHeartRate {
        id
      }
      skinTemperature {
        id
      }
      alertness {
        id
      }
      circadianBedtime {
        id
      }
      spo2Tests {
        id
      }
      ecgTests {
        id
      }
      bodyTemperatures {
        id
      }
    }
  }
}`);
