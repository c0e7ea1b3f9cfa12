import { type Line, placeOn } from '../../charts/line';
import { wallSeconds } from '../../format/dates';
import { nothing, number, quantity } from '../../format/numbers';
import { units } from '../../format/units.svelte';
import type { WorkoutQuery } from './Workout.generated';

export type Exercise = NonNullable<NonNullable<WorkoutQuery['viewer']>['exercise']>;

/** Samples by the seconds since the session began. */
export interface Samples {
  at: number[];
  values: (number | null)[];
}

/** Returns the samples of a type; undefined where none were recorded. */
export function samplesOf(exercise: Exercise, type: string): Samples | undefined {
  const found = exercise.samples.find((samples) => samples.type === type)?.series;
  if (!found || found.values.every((value) => value === null)) return undefined;
  const late = wallSeconds(found.startTime) - wallSeconds(exercise.startTime);
  return { at: found.offsetsSeconds.map((offset) => offset + late), values: found.values };
}

/** Returns whether people count a sport in minutes for a distance rather than in speed. */
export function isPaced({ sport }: Exercise): boolean {
  return /RUN|WALK|HIK|JOG/.test(sport ?? '');
}

/** How samples of a type are drawn. factor makes a value of the axis of one of the API. */
interface Curve {
  type: string;
  label: string;
  unit: string;
  color: number;
  factor: number;
  format: (value: number) => string;
}

function curves(exercise: Exercise): Curve[] {
  const isMetric = units.system === 'metric';
  const mile = isMetric ? 1 : 1 / 1.609344;
  const speed = (value: number): string => {
    const kmPerHour = value / mile;
    return isPaced(exercise) && kmPerHour > 1 ? `${units.speed(kmPerHour)}, ${units.pace(kmPerHour / 3.6)}` : units.speed(kmPerHour);
  };
  const plain = (unit: string) => (value: number) => quantity(value, unit);
  const warmth = isMetric ? '°C' : '°F';
  return [
    { type: 'HEART_RATE', label: 'Heart rate', unit: 'bpm', color: 2, factor: 1, format: plain('bpm') },
    { type: 'SPEED', label: 'Speed', unit: isMetric ? 'km/h' : 'mph', color: 1, factor: mile, format: speed },
    { type: 'ALTITUDE', label: 'Altitude', unit: isMetric ? 'm' : 'ft', color: 3, factor: isMetric ? 1 : 1 / 0.3048, format: plain(isMetric ? 'm' : 'ft') },
    { type: 'CADENCE', label: 'Cadence', unit: '/min', color: 4, factor: 1, format: plain('/min') },
    { type: 'RUNNING_CADENCE', label: 'Running cadence', unit: 'steps/min', color: 4, factor: 1, format: plain('steps/min') },
    { type: 'POWER', label: 'Power', unit: 'W', color: 4, factor: 1, format: plain('W') },
    { type: 'TEMPERATURE', label: 'Temperature', unit: warmth, color: 2, factor: 1, format: (value) => units.temperature(value) },
  ];
}

/** Returns what was recorded of a session as lines over the seconds since it began. */
export function linesOf(exercise: Exercise): Line[] {
  return curves(exercise).flatMap(({ type, factor, format, ...how }) => {
    const samples = samplesOf(exercise, type);
    if (!samples) return [];
    const y = samples.values.map((value) => (value === null ? null : value * factor));
    return [{ ...how, x: samples.at, y, format: (value: number | null | undefined) => (value == null ? nothing : format(value)) }];
  });
}

/** Says what a line shows: its least and greatest values and when they were. */
export function describe(line: Line): string {
  const known = line.y.flatMap((value, i) => (value === null ? [] : [{ value, at: line.x[i]! }]));
  const least = known.reduce((a, b) => (b.value < a.value ? b : a));
  const most = known.reduce((a, b) => (b.value > a.value ? b : a));
  return `From ${line.format(least.value)} at ${placeOn('elapsed', least.at)} to ${line.format(most.value)} at ${placeOn('elapsed', most.at)}.`;
}

/** Returns a line as a table. */
export function tableOf(line: Line): { columns: string[]; rows: string[][] } {
  return { columns: ['Time', line.label], rows: line.x.map((at, i) => [placeOn('elapsed', at), line.format(line.y[i])]) };
}

const exertions: Record<string, string> = {
  RPE_NONE: 'none',
  RPE_EASY: 'easy',
  RPE_LIGHT: 'light',
  RPE_FAIRLY_BRISK: 'fairly brisk',
  RPE_BRISK: 'brisk',
  RPE_MODERATE: 'moderate',
  RPE_FAIRLY_HARD: 'fairly hard',
  RPE_HARD: 'hard',
  RPE_EXHAUSTING: 'exhausting',
  RPE_EXTREME: 'extreme',
};

/** Returns Polar's word for a load against the usual in plain words; undefined where Polar gave none. */
function against(word: string | null): string | undefined {
  if (!word || word === 'UNKNOWN' || word === 'NOT_AVAILABLE') return undefined;
  return `${word.toLowerCase().replaceAll('_', ' ')} for you`;
}

/** Returns the figures of a session that were measured. */
export function factsOf(exercise: Exercise): { name: string; value: string; detail?: string }[] {
  const { distanceMeters, durationSeconds, heartRateMaxBpm: most } = exercise;
  const speed = distanceMeters && durationSeconds ? distanceMeters / durationSeconds : null;
  const facts = [
    { name: 'Duration', value: placeOn('elapsed', durationSeconds ?? NaN), is: durationSeconds },
    { name: 'Distance', value: units.distance(distanceMeters), is: distanceMeters },
    isPaced(exercise)
      ? { name: 'Pace', value: units.pace(speed), is: speed }
      : { name: 'Speed', value: units.speed(speed && speed * 3.6), is: speed },
    { name: 'Heart rate', value: quantity(exercise.heartRateAvgBpm, 'bpm'), detail: most ? `up to ${number(most)}` : undefined, is: exercise.heartRateAvgBpm },
    { name: 'Energy', value: quantity(exercise.energyKcal, 'kcal'), is: exercise.energyKcal },
    { name: 'Cardio load', value: number(exercise.cardioLoad), detail: against(exercise.cardioLoadInterpretation), is: exercise.cardioLoad },
    { name: 'Muscle load', value: number(exercise.muscleLoad), detail: against(exercise.muscleLoadInterpretation), is: exercise.muscleLoad },
    { name: 'Felt', value: exertions[exercise.userRpe ?? ''] ?? '', is: exertions[exercise.userRpe ?? ''] },
    { name: 'Running index', value: number(exercise.runningIndex), is: exercise.runningIndex },
  ];
  return facts.filter(({ is }) => is !== null && is !== undefined && is !== 0);
}
