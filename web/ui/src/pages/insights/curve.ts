import type { Line } from '../../charts/line';
import { addDays, readable, shortDate, wallSeconds, type CalendarDate } from '../../format/dates';
import { number } from '../../format/numbers';
import { units } from '../../format/units.svelte';
import { signalNames } from '../../format/words';
import { formatOf } from '../today/today';
import type { InsightCurvesQuery, InsightsQuery, Metric } from './Insights.generated';

export type Insight = NonNullable<InsightsQuery['viewer']>['insights'][number];
type Series = NonNullable<InsightCurvesQuery['viewer']>['metricSeries'];
type Value = number | null | undefined;

/** What shows an insight: a metric, and how its values are written. */
interface Shown {
  metric: Metric;
  label: string;
  unit: string;
  /** By what the API's values are divided. */
  scale: number;
  format: (value: Value) => string;
  /** Daily sums as bars. */
  bars?: boolean;
}

const sleep: Shown = { metric: 'SLEEP_SECONDS', label: signalNames.SLEEP, unit: 'h', scale: 3600, format: formatOf('SLEEP') };
const load: Shown = { metric: 'CARDIO_LOAD', label: 'Cardio load', unit: 'TRIMP', scale: 1, format: (value) => number(value), bars: true };

const bySignal: Record<string, Shown> = {
  HRV: { metric: 'HRV_RMSSD_MS', label: signalNames.HRV, unit: 'ms', scale: 1, format: formatOf('HRV') },
  HEART_RATE: { metric: 'NIGHT_HEART_RATE_BPM', label: signalNames.HEART_RATE, unit: 'bpm', scale: 1, format: formatOf('HEART_RATE') },
  BREATHING: { metric: 'BREATHING_RATE', label: signalNames.BREATHING, unit: '/min', scale: 1, format: formatOf('BREATHING') },
  TEMPERATURE: { metric: 'SKIN_TEMPERATURE_DEVIATION_CELSIUS', label: signalNames.TEMPERATURE, unit: '°', scale: 1, format: formatOf('TEMPERATURE') },
  SLEEP: sleep,
  STEPS: { metric: 'STEPS', label: signalNames.STEPS, unit: 'steps', scale: 1, format: formatOf('STEPS'), bars: true },
};

const byKind: Partial<Record<Insight['kind'], Shown>> = {
  UNUSUAL_NIGHT: bySignal.HEART_RATE,
  LOAD_JUMP: load,
  MONOTONOUS_LOAD: load,
  SLEEP_DEBT: sleep,
  TIME_ZONE: sleep,
  RUN_SPIKE: { metric: 'EXERCISE_DISTANCE_METERS', label: 'Distance of the day', unit: 'm', scale: 1, format: (value) => units.distance(value), bars: true },
};

/** Returns what shows an insight; undefined for one that no curve shows. */
export function shownBy({ kind, signal }: Insight): Shown | undefined {
  if (kind === 'HABIT_EFFECT' || kind === 'NO_PATTERN') return undefined;
  return (signal && bySignal[signal]) || byKind[kind];
}

/** Returns the dates that the picture of an insight has: those that it is about, six weeks before and four after. */
export function rangeOf({ from, to, date }: Insight): { from: CalendarDate; to: CalendarDate } {
  const after = addDays(to, 28);
  return { from: addDays(from, -42), to: after < date ? after : date };
}

/** Returns the lines of an insight: the days around it, and the days that it is about once more as points. */
export function linesOf(insight: Insight, shown: Shown, series: Series): Line[] {
  const { from, to } = rangeOf(insight);
  const found = series.find(({ metric }) => metric === shown.metric);
  if (!found) return [];
  const days = found.from
    .map((date, i) => ({ date, value: (shown.bars ? found.sum : found.mean)[i] ?? null }))
    .filter(({ date }) => date >= from && date <= to)
    .map(({ date, value }) => ({ date, x: wallSeconds(`${date}T00:00:00`), y: value === null ? null : value / shown.scale }));
  const { label, unit, format, bars } = shown;
  const line: Line = { label, x: days.map(({ x }) => x), y: days.map(({ y }) => y), unit, format, bars };
  const marked = days.filter(({ date, y }) => date >= insight.from && date <= insight.to && y !== null);
  const isLong = marked.length > 31;
  if (bars || isLong || marked.length === 0) return [line];
  return [line, { label: 'What it is about', x: marked.map(({ x }) => x), y: marked.map(({ y }) => y), unit, format, points: true, color: 2 }];
}

/** Says what the picture of an insight shows. */
export function describe(insight: Insight, line: Line): string {
  const known = line.y.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const { from, to } = rangeOf(insight);
  return `${line.label} from ${shortDate(from, { year: true })} to ${shortDate(to, { year: true })}: ${line.format(mean)} on average over ${known.length} days.`;
}

/** Returns the dates that an insight is about, in words. */
export function when({ from, to }: Insight, today: CalendarDate): string {
  return readable(from === to ? to : `${from} to ${to}`, today);
}
