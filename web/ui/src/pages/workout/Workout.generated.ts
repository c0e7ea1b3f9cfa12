// Made by npm run generate from Workout.graphql.
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

/** A group of runs by how long they were against the longest run of the 30 days before. */
export type SpikeGroup =
  /** At most 10 % longer. */
  | 'NONE'
  /** At most 30 % longer. */
  | 'SMALL'
  /** At most twice as long. */
  | 'MODERATE'
  /** More than twice as long. */
  | 'LARGE';

export type WorkoutQueryVariables = Exact<{
  id: string | number;
}>;


export type WorkoutQuery = { viewer: { exercise: { id: string, date: string, startTime: string, durationSeconds: number | null, sport: string | null, sportName: string | null, deviceName: string | null, distanceMeters: number | null, energyKcal: number | null, heartRateAvgBpm: number | null, heartRateMaxBpm: number | null, cardioLoad: number | null, cardioLoadInterpretation: string | null, muscleLoad: number | null, muscleLoadInterpretation: string | null, userRpe: string | null, runningIndex: number | null, heartRateZones: Array<{ index: number, lowerBpm: number | null, upperBpm: number | null, seconds: number | null }>, samples: Array<{ type: string, series: { startTime: string, offsetsSeconds: Array<number>, values: Array<number | null> } }>, route: { offsetsSeconds: Array<number>, latitudes: Array<number>, longitudes: Array<number> } | null } | null } | null };

export type WorkoutSpikeQueryVariables = Exact<{
  id: string | number;
}>;


export type WorkoutSpikeQuery = { viewer: { runSpike: { group: SpikeGroup | null, afterBreak: boolean, source: string, sentence: string, longest: { value: number | null }, ratio: { value: number | null, n: number, reason: MissingReason | null }, hazardRatio: { value: number | null, low: number | null, high: number | null }, perThousand: { value: number | null } } | null } | null };

export type WorkoutEffortsQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type WorkoutEffortsQuery = { viewer: { bestEfforts: { efforts: Array<{ meters: number, seconds: number, exercise: { id: string } }> } } | null };

export const Workout = document<WorkoutQuery, WorkoutQueryVariables>(`query Workout($id: ID!) {
  viewer {
    exercise(id: $id) {
      id
      date
      startTime
      durationSeconds
      sport
      sportName
      deviceName
      distanceMeters
      energyKcal
      heartRateAvgBpm
      heartRateMaxBpm
      cardioLoad
      cardioLoadInterpretation
      muscleLoad
      muscleLoadInterpretation
      userRpe
      runningIndex
      heartRateZones {
        index
        lowerBpm
        upperBpm
        seconds
      }
      samples(types: ["HEART_RATE", "SPEED", "ALTITUDE", "DISTANCE", "CADENCE", "RUNNING_CADENCE", "POWER", "TEMPERATURE"], maxPoints: 4000) {
        type
        series {
          startTime
          offsetsSeconds
          values
        }
      }
      route(maxPoints: 2000) {
        offsetsSeconds
        latitudes
        longitudes
      }
    }
  }
}`);

export const WorkoutSpike = document<WorkoutSpikeQuery, WorkoutSpikeQueryVariables>(`query WorkoutSpike($id: ID!) {
  viewer {
    runSpike(exerciseId: $id) {
      longest {
        value
      }
      ratio {
        value
        n
        reason
      }
      group
      hazardRatio {
        value
        low
        high
      }
      perThousand {
        value
      }
      afterBreak
      source
      sentence
    }
  }
}`);

export const WorkoutEfforts = document<WorkoutEffortsQuery, WorkoutEffortsQueryVariables>(`query WorkoutEfforts($from: Date!, $to: Date!) {
  viewer {
    bestEfforts(range: { from: $from, to: $to }) {
      efforts {
        meters
        seconds
        exercise {
          id
        }
      }
    }
  }
}`);
