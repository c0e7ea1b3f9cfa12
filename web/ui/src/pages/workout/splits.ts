import { nearest } from '../../charts/frame.svelte';
import { samplesOf, type Exercise, type Samples } from './workout';

/** One kilometre or mile of a session, or what was left at its end. */
export interface Split {
  /** Its number from 1; the last one may be shorter than the others. */
  number: number;
  meters: number;
  /** When it began and ended, in seconds since the session began. */
  from: number;
  to: number;
  /** Mean heart rate, each value weighed by how long it held; null without any. */
  heartRate: number | null;
  /** By how many metres its end is above its beginning; null without altitude. */
  climb: number | null;
}

/** Returns the distance in metres by time: as it was recorded, else the sum of the speed in km/h. */
function distanceOf(exercise: Exercise): Samples | undefined {
  const recorded = samplesOf(exercise, 'DISTANCE');
  if (recorded) return recorded;
  const speed = samplesOf(exercise, 'SPEED');
  if (!speed) return undefined;
  let sum = 0;
  const values = speed.at.map((at, i) => (sum += i === 0 ? 0 : ((speed.values[i - 1] ?? 0) / 3.6) * (at - speed.at[i - 1]!)));
  return { at: speed.at, values };
}

/** Returns when each of the distances was reached, in a straight line between samples. */
function timesAt(distance: Samples, meters: number): number[] {
  const times: number[] = [];
  let [at, reached] = [0, 0];
  distance.values.forEach((value, i) => {
    if (value === null) return;
    const now = distance.at[i]!;
    while (value >= (times.length + 1) * meters) {
      const goal = (times.length + 1) * meters;
      times.push(at + ((now - at) * (goal - reached)) / (value - reached));
    }
    [at, reached] = [now, Math.max(reached, value)];
  });
  return times;
}

/** Returns the mean of samples from one time to another, each weighed by how long it held. */
function meanOf(samples: Samples | undefined, from: number, to: number): number | null {
  let [sum, seconds] = [0, 0];
  samples?.values.forEach((value, i) => {
    const held = Math.min(samples.at[i + 1] ?? to, to) - Math.max(samples.at[i]!, from);
    if (value === null || held <= 0) return;
    sum += value * held;
    seconds += held;
  });
  return seconds > 0 ? sum / seconds : null;
}

/** Returns the splits of a session over so many metres each; none for a session without a distance. */
export function splitsOf(exercise: Exercise, meters: number): Split[] {
  const distance = distanceOf(exercise);
  const whole = distance?.values.findLast((value) => value !== null) ?? 0;
  if (!distance || whole < meters / 2) return [];
  const ends = timesAt(distance, meters);
  const rest = whole - ends.length * meters;
  const last = distance.at[distance.values.findIndex((value) => value !== null && value >= whole)]!;
  if (rest > meters / 50) ends.push(last);
  const [heartRate, altitude] = [samplesOf(exercise, 'HEART_RATE'), samplesOf(exercise, 'ALTITUDE')];
  const height = (at: number): number | null => altitude?.values[nearest(altitude.at, at)] ?? null;
  return ends.map((to, i) => {
    const from = ends[i - 1] ?? 0;
    const [low, high] = [height(from), height(to)];
    const isRest = rest > meters / 50 && i === ends.length - 1;
    return {
      number: i + 1,
      meters: isRest ? rest : meters,
      from,
      to,
      heartRate: meanOf(heartRate, from, to),
      climb: low === null || high === null ? null : high - low,
    };
  });
}
