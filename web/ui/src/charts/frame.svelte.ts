/** What charts one above the other have in common: the stretch of x that they show, and where the reader points. */
export class Frame {
  /** The whole stretch, in the charts' x: wall seconds. */
  readonly whole: readonly [number, number];
  /** The stretch that is shown. */
  shown = $state.raw<readonly [number, number]>([0, 1]);
  /** Where the reader points; undefined while nowhere. */
  cursor = $state<number>();

  constructor(from: number, to: number) {
    this.whole = [from, to];
    this.shown = this.whole;
  }

  get isZoomed(): boolean {
    return this.shown[0] > this.whole[0] || this.shown[1] < this.whole[1];
  }

  /** Shows a stretch, at least a fiftieth of a percent of the whole, and nothing beyond the whole. */
  zoom(from: number, to: number): void {
    const [first, last] = this.whole;
    const width = Math.min(Math.max(to - from, (last - first) / 5000), last - first);
    const start = Math.min(Math.max(from, first), last - width);
    this.shown = [start, start + width];
  }

  /** Shows a stretch wider by the factor around the cursor, or around the middle. */
  widen(factor: number): void {
    const [from, to] = this.shown;
    const around = this.cursor ?? (from + to) / 2;
    this.zoom(around - (around - from) * factor, around + (to - around) * factor);
  }

  reset(): void {
    this.shown = this.whole;
  }

  /** Points at a place, and brings it into view. */
  point(x: number): void {
    this.cursor = x;
    const [from, to] = this.shown;
    if (x < from) this.zoom(x, x + to - from);
    if (x > to) this.zoom(x - (to - from), x);
  }
}

/**
 * Handles a key of a chart that has the focus: arrows, Page Up and Down, Home and End go from value to value of xs,
 * plus and minus zoom, Escape shows everything. It reports whether the key was one of these.
 */
export function steer(frame: Frame, xs: readonly number[], key: string): boolean {
  if (xs.length === 0) return false;
  const at = frame.cursor === undefined ? -1 : nearest(xs, frame.cursor);
  const jump = Math.max(1, Math.round(xs.length / 20));
  const steps: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowLeft: at < 0 ? xs.length - 1 : at - 1,
    PageUp: at - jump,
    PageDown: at + jump,
    Home: 0,
    End: xs.length - 1,
  };
  if (key in steps) frame.point(xs[Math.min(Math.max(steps[key]!, 0), xs.length - 1)]!);
  else if (key === '+' || key === '=') frame.widen(0.5);
  else if (key === '-') frame.widen(2);
  else if (key === 'Escape' && (frame.isZoomed || frame.cursor !== undefined)) {
    frame.reset();
    frame.cursor = undefined;
  } else return false;
  return true;
}

/** Returns the index of the value of an ascending list that is nearest to x. */
export function nearest(xs: readonly number[], x: number): number {
  let [low, high] = [0, xs.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low > 0 && x - xs[low - 1]! <= xs[low]! - x ? low - 1 : low;
}
