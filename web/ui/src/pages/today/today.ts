import type { Contribution } from '../../charts/ContributionBars.svelte';
import { duration, number, quantity } from '../../format/numbers';
import { units } from '../../format/units.svelte';
import { signalNames } from '../../format/words';
import type { Signal, TodayQuery } from './Today.generated';

export type Today = NonNullable<TodayQuery['viewer']>['today'];

type Value = number | null | undefined;

/** Returns how the values of a signal are written. */
export function formatOf(signal: Signal): (value: Value) => string {
  switch (signal) {
    case 'HRV':
      return (value) => quantity(value, 'ms');
    case 'HEART_RATE':
      return (value) => quantity(value, 'bpm');
    case 'BREATHING':
      return (value) => quantity(value, '/min', 1);
    case 'TEMPERATURE':
      return (value) => units.warmer(value);
    case 'SLEEP':
      return (value) => duration(value == null ? null : value * 3600);
    case 'STEPS':
      return (value) => number(value);
  }
}

/** Returns what each signal adds to the readiness, with its value behind it. */
export function contributionsOf({ readiness, lastNight }: Today): Contribution[] {
  return readiness.parts.map(({ signal, points }) => {
    const measured = lastNight.find((baseline) => baseline.signal === signal)?.value.value;
    const detail = measured == null ? undefined : formatOf(signal)(measured);
    return { label: signalNames[signal], value: Math.round(points), text: number(points, 0, { sign: true }), detail };
  });
}

/** Says how the last week's training compares with the last weeks'. */
export function describeLoad({ trainingLoad }: Today): string {
  const [short, long] = [trainingLoad.shortTerm.value, trainingLoad.longTerm.value];
  if (short == null || !long) return 'There is too little training to compare yet.';
  const percent = Math.round((short / long - 1) * 100);
  if (percent === 0) return 'The last days were as hard as the weeks before.';
  return `The last days were ${Math.abs(percent)}% ${percent > 0 ? 'harder' : 'easier'} than the weeks before.`;
}

/** What there is to notice in a week's load. */
export const flagWords = {
  LOAD_JUMP: 'The week’s load is above 1.5 times that of the weeks before.',
  MONOTONOUS: 'It is a hard week of days that are all alike.',
} as const;
