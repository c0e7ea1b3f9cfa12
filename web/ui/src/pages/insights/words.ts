import { nothing, number, quantity } from '../../format/numbers';
import type { Behaviour, InsightKind } from './Insights.generated';

/** What kinds of insights are called. */
export const insightNames: Record<InsightKind, string> = {
  UNUSUAL_NIGHT: 'Unusual night',
  SUSPECT_MEASUREMENT: 'Doubtful measurement',
  LASTING_CHANGE: 'Lasting change',
  LOAD_JUMP: 'Load',
  MONOTONOUS_LOAD: 'Load',
  RUN_SPIKE: 'Long run',
  SLEEP_DEBT: 'Sleep debt',
  LEVEL_CHANGE: 'New level',
  TREND: 'Trend',
  HABIT_EFFECT: 'Habit',
  TIME_ZONE: 'Time zone',
  NO_PATTERN: 'No reliable pattern yet',
};

/** What behaviours are called. */
export const behaviourNames: Record<Behaviour, string> = {
  LOAD: 'Cardio load',
  HARD_MINUTES: 'Hard minutes',
  SESSION_END: 'Hour of the last session',
  STEPS: 'Steps',
  BEDTIME: 'Bedtime',
  LAST_SLEEP: 'Sleep of the night before',
  ALCOHOL: 'Alcohol',
  LATE_MEAL: 'Late meal',
  STRESS: 'Stress',
  TRAVEL: 'Travel',
  MENSTRUATION: 'Menstruation',
  ILLNESS: 'Illness',
};

/** An estimate of the API, as far as it is written. */
export interface Estimated {
  value: number | null;
  unit: string;
  low: number | null;
  high: number | null;
  level?: number | null;
  n: number;
  window?: number;
}

const unitWords: Record<string, [string, number]> = {
  SD: ['standard deviations', 1],
  Celsius: ['°C', 1],
  'breaths/min': ['breaths/min', 1],
  h: ['h', 1],
  km: ['km', 1],
  '%': ['%', 1],
  '': ['', 2],
};

/** Writes a number of an estimate in its unit. */
export function inUnit(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return nothing;
  const [word, decimals] = unitWords[unit] ?? [unit, Math.abs(value) < 10 ? 1 : 0];
  return quantity(value, word, decimals);
}

/** Writes an estimate with its interval: "4.1 ms (90 % interval 1.2 to 6.9)". */
export function withInterval({ value, unit, low, high, level }: Estimated): string {
  const text = inUnit(value, unit);
  if (low === null || high === null) return text;
  const kind = level ? `${number(level * 100)} % interval` : 'interval';
  return `${text} (${kind} ${inUnit(low, unit)} to ${inUnit(high, unit)})`;
}

/** Says what an estimate rests on: "n = 52 of 60". */
export function basis({ n, window }: Estimated): string {
  return window && window !== n ? `n = ${number(n)} of ${number(window)}` : `n = ${number(n)}`;
}
