// Made by npm run generate from Night.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** A stage of sleep. */
export type SleepStage =
  /** Awake between falling asleep and waking up. Polar's 0. */
  | 'WAKE'
  /** Rapid eye movement sleep. Polar's 1. */
  | 'REM'
  /** Light sleep. Polar's 2 and 3. */
  | 'LIGHT'
  /** Deep sleep. Polar's 4. */
  | 'DEEP'
  /** The watch could not tell. Polar's 5. */
  | 'UNKNOWN';

export type NightQueryVariables = Exact<{
  date?: string | null | undefined;
  hasDate: boolean;
}>;


export type NightQuery = { viewer: { nights: { nodes: Array<{ date: string, startTime: string, endTime: string, score: number | null, asleepSeconds: number | null, lightSeconds: number | null, deepSeconds: number | null, remSeconds: number | null, unrecognizedSeconds: number | null, interruptionsSeconds: number | null, cycles: number | null, continuity: number | null, heartRateMinBpm: number | null, heartRateAvgBpm: number | null, hypnogram: Array<{ stage: SleepStage, startTime: string, durationSeconds: number }>, heartRate: { startTime: string, offsetsSeconds: Array<number>, values: Array<number | null> } | null, nightlyRecharge: { ansCharge: number | null, status: number | null, hrvRmssdMs: number | null, breathingRateAvg: number | null, hrv: { startTime: string, offsetsSeconds: Array<number>, values: Array<number | null> } | null, breathing: { startTime: string, offsetsSeconds: Array<number>, values: Array<number | null> } | null } | null, skinTemperature: { celsius: number | null, deviationCelsius: number | null } | null }> }, upTo: { nodes: Array<{ date: string }> }, from?: { nodes: Array<{ date: string }> } } | null };

export type NightUsualQueryVariables = Exact<{
  date: string;
}>;


export type NightUsualQuery = { viewer: { baselines: Array<{ signal: Signal, value: { value: number | null }, usual: { value: number | null, low: number | null, high: number | null } }> } | null };

export const Night = document<NightQuery, NightQueryVariables>(`query Night($date: Date, $hasDate: Boolean!) {
  viewer {
    nights: sleeps(range: { to: $date }, first: 1) {
      nodes {
        date
        startTime
        endTime
        score
        asleepSeconds
        lightSeconds
        deepSeconds
        remSeconds
        unrecognizedSeconds
        interruptionsSeconds
        cycles
        continuity
        heartRateMinBpm
        heartRateAvgBpm
        hypnogram {
          stage
          startTime
          durationSeconds
        }
        heartRate(maxPoints: 600) {
          startTime
          offsetsSeconds
          values
        }
        nightlyRecharge {
          ansCharge
          status
          hrvRmssdMs
          breathingRateAvg
          hrv(maxPoints: 600) {
            startTime
            offsetsSeconds
            values
          }
          breathing(maxPoints: 600) {
            startTime
            offsetsSeconds
            values
          }
        }
        skinTemperature {
          celsius
          deviationCelsius
        }
      }
    }
    upTo: sleeps(range: { to: $date }, first: 2) {
      nodes {
        date
      }
    }
    from: sleeps(range: { from: $date }, first: 2, order: ASC) @include(if: $hasDate) {
      nodes {
        date
      }
    }
  }
}`);

export const NightUsual = document<NightUsualQuery, NightUsualQueryVariables>(`query NightUsual($date: Date!) {
  viewer {
    baselines(date: $date, metrics: [HRV, HEART_RATE, BREATHING, TEMPERATURE, SLEEP]) {
      signal
      value {
        value
      }
      usual {
        value
        low
        high
      }
    }
  }
}`);
