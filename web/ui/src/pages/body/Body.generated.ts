// Made by npm run generate from Body.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BloodOxygenQueryVariables = Exact<{ [key: string]: never; }>;


export type BloodOxygenQuery = { viewer: { spo2Tests: { nodes: Array<{ date: string, testTime: string, status: string | null, bloodOxygenPercent: number | null, bloodOxygenClass: string | null, deviationFromBaseline: string | null, heartRateAvgBpm: number | null, altitudeMeters: number | null }> } } | null };

export type EcgListQueryVariables = Exact<{ [key: string]: never; }>;


export type EcgListQuery = { viewer: { ecgTests: { nodes: Array<{ id: string, date: string, testTime: string }> } } | null };

export type EcgQueryVariables = Exact<{
  id: string | number;
}>;


export type EcgQuery = { node:
    | { testTime: string, heartRateAvgBpm: number | null, hrvRmssdMs: number | null, hrvLevel: string | null, rrIntervalMs: number | null, durationSeconds: number | null, quality: Array<{ offsetSeconds: number, level: string }>, waveform: { offsetsSeconds: Array<number>, values: Array<number | null> } }
    | Record<PropertyKey, never>
   | null };

export type TemperaturesQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type TemperaturesQuery = { viewer: { metricSeries: Array<{ from: Array<string>, mean: Array<number | null> }>, skinTemperatures: { nodes: Array<{ date: string, celsius: number | null, deviationCelsius: number | null }> }, bodyTemperatures: { nodes: Array<{ date: string, startTime: string, endTime: string, measurementType: string | null, minCelsius: number | null, avgCelsius: number | null, maxCelsius: number | null, samples: { startTime: string, offsetsSeconds: Array<number>, values: Array<number | null> } }> } } | null };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { viewer: { physicalInfo: { recordedAt: string, weightKg: number | null, weightSource: string | null, heightCm: number | null, vo2Max: number | null, maximumHeartRateBpm: number | null, restingHeartRateBpm: number | null, aerobicThresholdBpm: number | null, anaerobicThresholdBpm: number | null } | null, physicalInfos: { nodes: Array<{ recordedAt: string, weightKg: number | null, vo2Max: number | null }> } } | null };

export type RhythmQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type RhythmQuery = { viewer: { alertnessPeriods: { nodes: Array<{ date: string, grade: number | null, gradeClassification: string | null, sleepInertia: string | null, resultType: string | null, hourly: Array<{ startTime: string, endTime: string, level: string | null }> }> }, circadianBedtimes: { nodes: Array<{ date: string, resultType: string | null, quality: string | null, preferredSleepStart: string | null, preferredSleepEnd: string | null, sleepGateStart: string | null, sleepGateEnd: string | null }> }, sleeps: { nodes: Array<{ date: string, startTime: string, endTime: string }> } } | null };

export const BloodOxygen = document<BloodOxygenQuery, BloodOxygenQueryVariables>(`query BloodOxygen {
  viewer {
    spo2Tests(first: 120) {
      nodes {
        date
        testTime
        status
        bloodOxygenPercent
        bloodOxygenClass
        deviationFromBaseline
        heartRateAvgBpm
        altitudeMeters
      }
    }
  }
}`);

export const EcgList = document<EcgListQuery, EcgListQueryVariables>(`query EcgList {
  viewer {
    ecgTests(first: 100) {
      nodes {
        id
        date
        testTime
      }
    }
  }
}`);

export const Ecg = document<EcgQuery, EcgQueryVariables>(`query Ecg($id: ID!) {
  node(id: $id) {
    ... on EcgTest {
      testTime
      heartRateAvgBpm
      hrvRmssdMs
      hrvLevel
      rrIntervalMs
      durationSeconds
      quality {
        offsetSeconds
        level
      }
      waveform(reduction: RAW) {
        offsetsSeconds
        values
      }
    }
  }
}`);

export const Temperatures = document<TemperaturesQuery, TemperaturesQueryVariables>(`query Temperatures($from: Date!, $to: Date!) {
  viewer {
    metricSeries(metrics: [SKIN_TEMPERATURE_DEVIATION_CELSIUS], range: { from: $from, to: $to }) {
      from
      mean
    }
    skinTemperatures(first: 1) {
      nodes {
        date
        celsius
        deviationCelsius
      }
    }
    bodyTemperatures(first: 1) {
      nodes {
        date
        startTime
        endTime
        measurementType
        minCelsius
        avgCelsius
        maxCelsius
        samples(maxPoints: 600) {
          startTime
          offsetsSeconds
          values
        }
      }
    }
  }
}`);

export const Settings = document<SettingsQuery, SettingsQueryVariables>(`query Settings {
  viewer {
    physicalInfo {
      recordedAt
      weightKg
      weightSource
      heightCm
      vo2Max
      maximumHeartRateBpm
      restingHeartRateBpm
      aerobicThresholdBpm
      anaerobicThresholdBpm
    }
    physicalInfos(first: 366) {
      nodes {
        recordedAt
        weightKg
        vo2Max
      }
    }
  }
}`);

export const Rhythm = document<RhythmQuery, RhythmQueryVariables>(`query Rhythm($from: Date!, $to: Date!) {
  viewer {
    alertnessPeriods(first: 1) {
      nodes {
        date
        grade
        gradeClassification
        sleepInertia
        resultType
        hourly {
          startTime
          endTime
          level
        }
      }
    }
    circadianBedtimes(range: { from: $from, to: $to }, first: 60) {
      nodes {
        date
        resultType
        quality
        preferredSleepStart
        preferredSleepEnd
        sleepGateStart
        sleepGateEnd
      }
    }
    sleeps(range: { from: $from, to: $to }, first: 30) {
      nodes {
        date
        startTime
        endTime
      }
    }
  }
}`);
