import type { Segment } from '../../charts/Hypnogram.svelte';
import { type Line, placed } from '../../charts/line';
import { clock, wallSeconds } from '../../format/dates';
import { duration, quantity } from '../../format/numbers';
import type { NightQuery, NightUsualQuery } from './Night.generated';

export type Sleep = NonNullable<NightQuery['viewer']>['nights']['nodes'][number];
export type Usual = NonNullable<NightUsualQuery['viewer']>['baselines'][number];

/** A series of the API. */
interface Series {
  startTime: string;
  offsetsSeconds: number[];
  values: (number | null)[];
}

/** The stages of a night in wall seconds. The offset of the evening holds all night, as on the watch. */
export function segmentsOf(sleep: Sleep): Segment[] {
  return sleep.hypnogram.map(({ stage, startTime, durationSeconds }) => {
    const from = wallSeconds(startTime);
    return { stage, from, to: from + durationSeconds };
  });
}

/** Returns where a night begins and ends, in wall seconds of the evening. */
export function spanOf(sleep: Sleep): [number, number] {
  const seconds = (Date.parse(sleep.endTime) - Date.parse(sleep.startTime)) / 1000;
  const from = wallSeconds(sleep.startTime);
  return [from, from + seconds];
}

/** Returns a line of a night's curve, with its mean where the reader points nowhere; undefined without values. */
export function lineOf(
  series: Series | null | undefined,
  how: { label: string; unit: string; decimals: number; color: number; mean: number | null | undefined },
  usual?: Usual,
): Line | undefined {
  if (!series || series.values.length === 0) return undefined;
  const format = (value: number | null | undefined) => quantity(value, how.unit, how.decimals);
  const { low, high } = usual?.usual ?? {};
  return {
    ...how,
    x: placed(wallSeconds(series.startTime), series.offsetsSeconds),
    y: series.values,
    format,
    rest: how.mean == null ? undefined : `mean ${format(how.mean)}`,
    usual: low != null && high != null ? { low, high } : undefined,
  };
}

/** Says what a curve shows: its least and greatest values and when they were. */
export function describe(line: Line): string {
  const known = line.y.flatMap((value, i) => (value === null ? [] : [{ value, at: line.x[i]! }]));
  const least = known.reduce((a, b) => (b.value < a.value ? b : a));
  const most = known.reduce((a, b) => (b.value > a.value ? b : a));
  return `From ${line.format(least.value)} at ${clock(least.at)} to ${line.format(most.value)} at ${clock(most.at)}.`;
}

/** Says how the night went. */
export function describeStages(sleep: Sleep): string {
  const [from, to] = spanOf(sleep);
  const awake = sleep.interruptionsSeconds ? `, awake for ${duration(sleep.interruptionsSeconds)} of it` : '';
  return `Asleep for ${duration(sleep.asleepSeconds)} between ${clock(from)} and ${clock(to)}${awake}.`;
}

/** Returns a curve as a table. */
export function tableOf(line: Line): { columns: string[]; rows: string[][] } {
  return { columns: ['Time', line.label], rows: line.x.map((at, i) => [clock(at), line.format(line.y[i])]) };
}

