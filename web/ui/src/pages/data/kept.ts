import type { RecordKind } from '../../api/Changed.generated';
import type { KeptDaysQuery } from './Kept.generated';

export type Day = NonNullable<KeptDaysQuery['viewer']>['days'][number];

/** The kinds of record that belong to days, in the order in which they are shown, and how a day tells that it has one. */
export const kinds: { kind: RecordKind; has: (day: Day) => boolean }[] = [
  { kind: 'SLEEP', has: ({ sleep }) => sleep !== null },
  { kind: 'NIGHTLY_RECHARGE', has: ({ nightlyRecharge }) => nightlyRecharge !== null },
  { kind: 'SKIN_TEMPERATURE', has: ({ skinTemperature }) => skinTemperature !== null },
  { kind: 'ALERTNESS', has: ({ alertness }) => alertness !== null },
  { kind: 'CIRCADIAN_BEDTIME', has: ({ circadianBedtime }) => circadianBedtime !== null },
  { kind: 'DAILY_ACTIVITY', has: ({ activity }) => activity !== null },
  { kind: 'CONTINUOUS_HEART_RATE', has: ({ continuousHeartRate }) => continuousHeartRate !== null },
  { kind: 'EXERCISE', has: ({ exercises }) => exercises.length > 0 },
  { kind: 'CARDIO_LOAD', has: ({ cardioLoad }) => cardioLoad !== null },
  { kind: 'SPO2', has: ({ spo2Tests }) => spo2Tests.length > 0 },
  { kind: 'ECG', has: ({ ecgTests }) => ecgTests.length > 0 },
  { kind: 'BODY_TEMPERATURE', has: ({ bodyTemperatures }) => bodyTemperatures.length > 0 },
];

/** A stretch of days: the index of the first, and how many. */
export interface Stretch {
  from: number;
  length: number;
}

/** Returns the stretches of neighbouring days that have something. */
export function stretches(days: readonly Day[], has: (day: Day) => boolean): Stretch[] {
  const found: Stretch[] = [];
  days.forEach((day, i) => {
    if (!has(day)) return;
    const last = found.at(-1);
    if (last && last.from + last.length === i) last.length++;
    else found.push({ from: i, length: 1 });
  });
  return found;
}
