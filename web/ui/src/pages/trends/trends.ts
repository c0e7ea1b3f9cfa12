import type { Line } from '../../charts/line';
import { addDays, type CalendarDate, daysBetween, monthName, shortDate } from '../../format/dates';
import type { Shown } from './metrics';
import { number } from '../../format/numbers';
import { signalNames } from '../../format/words';
import type { Period, TrendNightsQuery, TrendQuery } from './Trends.generated';

export type Night = NonNullable<TrendNightsQuery['viewer']>['unusualNights'][number];
export type Series = NonNullable<TrendQuery['viewer']>['metricSeries'][number];

/** The stretches of time that a person can choose, in days. */
export const spans: Record<string, { name: string; days: number }> = {
  '7d': { name: '7 days', days: 7 },
  '30d': { name: '30 days', days: 30 },
  '90d': { name: '90 days', days: 90 },
  '1y': { name: '1 year', days: 365 },
  '2y': { name: '2 years', days: 730 },
  '5y': { name: '5 years', days: 1826 },
  '10y': { name: '10 years', days: 3652 },
};

/** The buckets that a person can choose; past is how many buckets before one tell what is usual for it, from least on. */
export const buckets: Partial<Record<Period, { name: string; one: string; days: number; past: number; least: number }>> = {
  DAY: { name: 'Days', one: 'day', days: 1, past: 60, least: 14 },
  WEEK: { name: 'Weeks', one: 'week', days: 7, past: 26, least: 6 },
  MONTH: { name: 'Months', one: 'month', days: 31, past: 12, least: 6 },
};

/** The API answers at most so many buckets at once. */
const mostBuckets = 3700;

/** Returns the buckets that suit a stretch of so many days. */
export function bucketsFor(days: number): Period {
  return days <= 365 ? 'DAY' : days <= 1826 ? 'WEEK' : 'MONTH';
}

/** Returns the first date to ask for, so that the first bucket that is shown has others before it to compare with. */
export function askedFrom(from: CalendarDate, to: CalendarDate, by: Period): CalendarDate {
  const { past, days } = buckets[by]!;
  const room = (mostBuckets - 1) * days - daysBetween(from, to);
  return addDays(from, -Math.min(past * days, room));
}

/** The values of a metric by bucket, with what was usual before each. */
export interface Trend {
  shown: Shown;
  /** First and last date of each bucket. */
  from: CalendarDate[];
  to: CalendarDate[];
  /** On the axis of the metric; null without data. */
  values: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

/**
 * Returns the ends of the usual range of each value: the mean of the so many before it and 0.75 standard deviations to
 * both sides, which is what the API's baselines call usual; null with fewer than least of them.
 */
export function usualBefore(values: readonly (number | null)[], past: number, least: number): { low: (number | null)[]; high: (number | null)[] } {
  const ends = values.map((_, i) => {
    const known = values.slice(Math.max(0, i - past), i).filter((value) => value !== null);
    if (known.length < least) return null;
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1);
    const reach = 0.75 * Math.sqrt(variance);
    return [mean - reach, mean + reach] as const;
  });
  return { low: ends.map((end) => end?.[0] ?? null), high: ends.map((end) => end?.[1] ?? null) };
}

/** Returns the trend of a series from a date on; what was asked from before it is only what is compared with. */
export function trendOf(series: Series, shown: Shown, by: Period, from: CalendarDate): Trend {
  const { past, least } = buckets[by]!;
  const values = (shown.isSum ? series.sum : series.mean).map((value) => (value === null ? null : shown.onAxis(value)));
  const scaled = shown.isLogarithmic ? values.map((value) => (value === null ? null : Math.log(value))) : values;
  const usual = usualBefore(scaled, past, least);
  const back = (end: number | null): number | null => (end === null || !shown.isLogarithmic ? end : Math.exp(end));
  const first = Math.max(0, series.to.findIndex((date) => date >= from));
  return {
    shown,
    from: series.from.slice(first),
    to: series.to.slice(first),
    values: values.slice(first),
    low: usual.low.slice(first).map(back),
    high: usual.high.slice(first).map(back),
  };
}

/** Returns where a date lies on the axis: the seconds of its midnight, as if it were in UTC. */
export function placeOf(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000;
}

/** Returns where each bucket lies on the axis: in its middle, so that pointing at any of its days reads it. */
export function placesOf(trend: Trend): number[] {
  return trend.from.map((from, i) => (placeOf(from) + placeOf(trend.to[i]!)) / 2);
}

/** Returns the line of a trend. Sums are bars, unless they stand beside another metric. */
export function lineOf(trend: Trend, color: number, isAlone: boolean): Line {
  const { shown, values, low, high } = trend;
  return {
    label: shown.name,
    x: placesOf(trend),
    y: values,
    unit: shown.unit,
    format: shown.format,
    color,
    usual: isAlone && low.some((end) => end !== null) ? { low, high } : undefined,
    bars: shown.isSum && isAlone,
    points: !shown.isSum && values.every((value, i) => value === null || (values[i - 1] ?? null) === null),
  };
}

/** What a trend comes to. */
export interface Totals {
  count: number;
  mean: number;
  least: { value: number; at: number };
  most: { value: number; at: number };
  last: { value: number; at: number };
}

/** Returns what a trend comes to; undefined without data. */
export function totalsOf({ values }: Trend): Totals | undefined {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const last = known.at(-1);
  if (!last) return undefined;
  return {
    count: known.length,
    mean: known.reduce((sum, { value }) => sum + value, 0) / known.length,
    least: known.reduce((a, b) => (b.value < a.value ? b : a)),
    most: known.reduce((a, b) => (b.value > a.value ? b : a)),
    last,
  };
}

/** Names a bucket: "4 Nov 2026", "week from 2 Nov 2026" or "November 2026". */
export function bucketName(trend: Trend, at: number): string {
  const [from, to] = [trend.from[at]!, trend.to[at]!];
  if (from === to) return shortDate(from, { year: true });
  return daysBetween(from, to) < 7 ? `week from ${shortDate(from, { year: true })}` : monthName(from);
}

/** Says why a night stands out, the signal that is farthest from rest first. */
export function nightWords({ unusual, suspect, heartRateAlert, total, threshold, parts }: Night): string {
  const away = parts.filter(({ z }) => z >= 1).sort((a, b) => b.z - a.z);
  const words = away.map(({ signal, z }) => `${signalNames[signal].toLowerCase()} ${number(z, 1)}`).join(', ');
  return [
    ...(unusual ? [`Unusual: ${words} standard deviations away from rest; together ${number(total.value, 1)}, and your limit is ${number(threshold.value, 1)}.`] : []),
    ...(heartRateAlert === 'YELLOW' ? ['For two nights in a row the heart rate was at least 3 bpm above the median of all nights before.'] : []),
    ...(heartRateAlert === 'RED' ? ['For two nights in a row the heart rate was at least 4 bpm above the median of all nights before.'] : []),
    ...(suspect ? ['The heart rate variability is probably an artefact.'] : []),
  ].join(' ');
}

/** Says what a trend shows. */
export function describe(trend: Trend, by: Period, isAlone: boolean): string {
  const totals = totalsOf(trend);
  const { shown, values, low, high } = trend;
  if (!totals) return `There is no ${shown.name.toLowerCase()} in this time.`;
  const { count, mean, least, most } = totals;
  const { one, past } = buckets[by]!;
  const parts = `${shown.name}: ${shown.format(mean)} on average of ${count} ${one}${count === 1 ? '' : 's'} with data`;
  if (count === 1) return `${parts}.`;
  const outside = values.filter((value, i) => value !== null && low[i] !== null && (value < low[i]! || value > high[i]!)).length;
  const compared = values.filter((value, i) => value !== null && low[i] !== null).length;
  const band = compared > 0 && isAlone ? ` ${outside} of ${compared} lie outside of the usual range, which is that of the ${past} ${one}s before each.` : '';
  return `${parts}, from ${shown.format(least.value)} (${bucketName(trend, least.at)}) to ${shown.format(most.value)} (${bucketName(trend, most.at)}).${band}`;
}
