import uPlot from 'uplot';
import { clock, dateOf, shortDate } from '../format/dates';
import { number } from '../format/numbers';
import { type Axis, colorOf, dashOf, type Line, placeOn } from './line';

/** The room left and right of a plot for the axis, in pixels; everything on one x axis keeps it. */
export const gutter = 44;
export const margin = 12;

const day = 86_400;

/** Returns what a CSS colour name of the design means in the present theme. */
export function paint(element: HTMLElement, name: string): string {
  element.style.color = `var(--${name})`;
  const color = getComputedStyle(element).color;
  element.style.color = '';
  return color;
}

/** Writes the ticks of the x axis, by how far they are apart. */
function ticks(_: uPlot, splits: number[], __: number, ___: number, apart: number): string[] {
  return splits.map((wall, i) => {
    const date = dateOf(wall);
    if (apart < day) return clock(wall);
    if (apart < 28 * day) return shortDate(date, { year: true }).replace(/,?\s?\d{4}/, '');
    const [year, month] = [date.slice(0, 4), date.slice(5, 7)];
    if (apart >= 360 * day || month === '01') return year;
    const name = new Date(wall * 1000).toLocaleDateString(navigator.languages[0], { month: 'short', timeZone: 'UTC' });
    return i === 0 ? `${name} ${year}` : name;
  });
}

/** Columns for uPlot: for each line its values, and for one with a usual range its two ends, hidden. */
interface Columns {
  data: uPlot.AlignedData;
  series: uPlot.Series[];
  bands: uPlot.Band[];
}

function spread(end: number | readonly (number | null)[], line: Line): (number | null)[] {
  return typeof end === 'number' ? line.x.map(() => end) : [...end];
}

function columns(lines: readonly Line[], element: HTMLElement): Columns {
  const tables: uPlot.AlignedData[] = [];
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  lines.forEach((line, place) => {
    const color = colorOf(line, place);
    const stroke = paint(element, `line-${color}`);
    const add = (y: readonly (number | null)[], how: uPlot.Series) => {
      tables.push([[...line.x], [...y]]);
      series.push({ scale: line.unit, spanGaps: false, ...how });
    };
    if (line.usual) {
      add(spread(line.usual.high, line), { points: { show: false } });
      add(spread(line.usual.low, line), { points: { show: false } });
      bands.push({ series: [series.length - 2, series.length - 1], fill: paint(element, 'band') });
    }
    const dots = { show: line.points || line.x.length < 3, size: 5, fill: stroke };
    add(line.y, {
      stroke,
      width: 1.75,
      dash: dashOf(place),
      points: dots,
      ...(line.points && { paths: () => null }),
      // bars behind lines are lighter than those that stand alone
      ...(line.bars && { paths: uPlot.paths.bars!({ size: [0.7, 24] }), fill: lines.length > 1 ? stroke.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.4)') : stroke, width: 0 }),
    });
  });
  return { data: uPlot.join(tables as uPlot.AlignedData[]), series, bands };
}

/** Leaves some air above and below the values, and begins bars at 0. */
function reach(isBars: boolean) {
  return (_: uPlot, low: number | null, high: number | null): uPlot.Range.MinMax => {
    if (low === null || high === null) return [0, 1];
    const air = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1;
    return [isBars ? Math.min(0, low) : low - air, high + air];
  };
}

/** Returns a drawing of the lines in an element. hooks are told what the reader does. */
export function draw(element: HTMLElement, lines: readonly Line[], size: { width: number; height: number }, x: readonly [number, number], axisOf: Axis, hooks: uPlot.Hooks.Arrays): uPlot {
  const { data, series, bands } = columns(lines, element);
  const units = [...new Set(lines.map((line) => line.unit))];
  const [quiet, grid] = [paint(element, 'quiet'), paint(element, 'grid')];
  const axis: uPlot.Axis = {
    stroke: quiet,
    font: '11px system-ui, sans-serif',
    ticks: { show: false },
    grid: { stroke: grid, width: 1 },
  };
  const isBars = (unit: string) => lines.some((line) => line.unit === unit && line.bars);
  return new uPlot(
    {
      ...size,
      series,
      bands,
      hooks,
      padding: [8, units.length > 1 ? 0 : margin, 0, 0],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: { show: false },
      cursor: { y: false, points: { size: 8 }, drag: { x: true, y: false, setScale: false }, bind: { dblclick: () => null } },
      scales: {
        x: { time: true, range: () => [...x] as uPlot.Range.MinMax },
        ...Object.fromEntries(units.map((unit) => [unit, { range: reach(isBars(unit)) }])),
      },
      axes: [
        { ...axis, values: axisOf === 'elapsed' ? (_, splits) => splits.map((split) => placeOn(axisOf, split)) : ticks, size: 28, space: 64 },
        ...units.slice(0, 2).map((unit, i): uPlot.Axis => ({
          ...axis,
          scale: unit,
          side: i === 0 ? 3 : 1,
          size: gutter,
          grid: { ...axis.grid, show: i === 0 },
          values: (_, splits) => splits.map((split) => number(split, Number.isInteger(split) ? 0 : 1)),
        })),
      ],
    },
    data,
    element,
  );
}
