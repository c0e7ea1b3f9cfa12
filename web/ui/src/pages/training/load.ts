import type { Line } from '../../charts/line';
import { type CalendarDate, shortDate } from '../../format/dates';
import { number, quantity } from '../../format/numbers';
import type { LoadOfDayQuery, LoadQuery } from './Training.generated';

export type LoadSeries = NonNullable<LoadQuery['viewer']>['metricSeries'];
export type LoadOfDate = NonNullable<LoadOfDayQuery['viewer']>['trainingLoad'][number];

const load = (value: number | null | undefined): string => quantity(value, 'TRIMP');

/** Returns a metric of the load as a line. */
function line(series: LoadSeries, metric: string, how: Pick<Line, 'label' | 'color' | 'bars'> & { unit?: string }): Line[] {
  const found = series.find((one) => one.metric === metric);
  if (!found || found.mean.every((value) => value === null)) return [];
  return [{ unit: 'TRIMP', format: load, ...how, x: found.from.map((date) => Date.parse(`${date}T12:00:00Z`) / 1000), y: found.mean }];
}

/** Returns the loads of the days with their long and short means. */
export function loadLines(series: LoadSeries): Line[] {
  return [
    ...line(series, 'LOAD_LONG_TERM', { label: 'Long-term', color: 1 }),
    ...line(series, 'LOAD_SHORT_TERM', { label: 'Short-term', color: 2 }),
    ...line(series, 'CARDIO_LOAD', { label: 'Load of the day', color: 4, bars: true }),
  ];
}

/** Returns the balance of long and short. */
export function balanceLines(series: LoadSeries): Line[] {
  return line(series, 'LOAD_BALANCE', { label: 'Balance', color: 3 });
}

/** Returns the newest value of a metric with its date; undefined without any. */
export function newest(series: LoadSeries, metric: string): { value: number; date: CalendarDate } | undefined {
  const found = series.find((one) => one.metric === metric);
  const at = found?.mean.findLastIndex((value) => value !== null) ?? -1;
  return at < 0 ? undefined : { value: found!.mean[at]!, date: found!.from[at]! };
}

/** Says where the long-term load goes, and what the balance means. */
export function describeLoad(series: LoadSeries): string {
  const found = series.find((one) => one.metric === 'LOAD_LONG_TERM');
  const known = found?.mean.flatMap((value, i) => (value === null ? [] : [{ value, date: found.from[i]! }])) ?? [];
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return 'There is no long-term load yet.';
  const way = Math.abs(last.value - first.value) < 1 ? 'is where it was' : last.value > first.value ? 'has risen' : 'has fallen';
  return `Long-term load ${way}: ${number(first.value)} TRIMP a day on ${shortDate(first.date, { year: true })}, ${number(last.value)} on ${shortDate(last.date, { year: true })}.`;
}

/** Says how the last week lies to the weeks before. */
export function describeBalance(series: LoadSeries): string {
  const balance = newest(series, 'LOAD_BALANCE');
  if (!balance) return 'There is no balance yet.';
  const words = balance.value < 0 ? 'the last week was harder than the months before' : 'the last week was no harder than the months before';
  return `Long-term less short-term load is ${number(balance.value, 0, { sign: true })} TRIMP a day: ${words}.`;
}

export const flagWords: Record<LoadOfDate['flags'][number], string> = {
  LOAD_JUMP: 'The load of this week is more than one and a half times what the four weeks before it usually had.',
  MONOTONOUS: 'This was a hard week of days that are all alike.',
};
