import { clock, dateOf, shortDate } from '../format/dates';
import { stopwatch } from '../format/numbers';

/** What x counts: clock times in wall seconds, dates in wall seconds, or the seconds since a session began. */
export type Axis = 'clock' | 'date' | 'elapsed';

/** Writes a place on the axis: "23:41", "4 Nov 2026" or "1:02:07". */
export function placeOn(axis: Axis, x: number): string {
  if (axis === 'elapsed') return stopwatch(x);
  return axis === 'clock' ? clock(x) : shortDate(dateOf(x), { year: true });
}

/** One line of a chart. */
export interface Line {
  label: string;
  /** Where each value lies, ascending, in wall seconds. */
  x: readonly number[];
  /** The values; null is a gap. */
  y: readonly (number | null)[];
  /** Lines of one unit share an axis; the first unit is on the left, the second on the right. */
  unit: string;
  /** Writes a value with its unit. */
  format: (value: number | null | undefined) => string;
  /** Which of the colours of lines it has, 1 to 4; its place in the list when left out. */
  color?: number;
  /** What is usual: shaded behind the line. Ends that change with x have one for each. */
  usual?: { low: number | readonly (number | null)[]; high: number | readonly (number | null)[] };
  /** What stands in the legend while the reader points nowhere, such as the mean. */
  rest?: string;
  /** Single values, without lines between them. */
  points?: boolean;
  /** Bars from the bottom, for sums. */
  bars?: boolean;
}

/** Dashes tell lines apart where colours do not. */
const dashes: readonly number[][] = [[], [7, 4], [2, 4], [10, 4, 2, 4]];

/** Returns the number of a line's colour, 1 to 4. */
export function colorOf(line: Line, place: number): number {
  return line.color ?? (place % 4) + 1;
}

/** Returns the dashes of a line: the first is drawn through, and so is one that is alone. */
export function dashOf(place: number): number[] {
  return dashes[place % dashes.length]!;
}

/** Returns a line of a series of the API: seconds since a wall time, and values. */
export function placed(start: number, offsets: readonly number[]): number[] {
  return offsets.map((offset) => start + offset);
}
