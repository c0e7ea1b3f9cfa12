import { duration, nothing, number, quantity } from '../../format/numbers';
import { units } from '../../format/units.svelte';
import type { Metric, Signal } from './Trends.generated';

/** How a metric is shown. */
export interface Shown {
  metric: Metric;
  name: string;
  /** Where it stands in the list of metrics. */
  group: 'Night' | 'Day' | 'Training' | 'Body';
  /** The unit on the axis: metrics of one unit share theirs. */
  unit: string;
  /** Makes a value of the axis of one of the API. */
  onAxis: (value: number) => number;
  /** Writes a value of the axis. */
  format: (value: number | null | undefined) => string;
  /** A longer bucket is the sum of its days; others are their mean. */
  isSum: boolean;
  /** Its usual range is that of its logarithm, as in the API's baselines. */
  isLogarithmic: boolean;
  /** The signal of insights that are about it. */
  signal?: Signal;
}

type Kind = Pick<Shown, 'unit' | 'onAxis' | 'format'>;

/** Values that are shown as they come. */
function plain(unit: string, decimals = 0, options = {}): Kind {
  return { unit, onAxis: (value) => value, format: (value) => quantity(value, unit, decimals, options) };
}

const hours: Kind = { unit: 'h', onAxis: (seconds) => seconds / 3600, format: (value) => duration(value == null ? null : value * 3600) };

const hoursAsSuch: Kind = { ...hours, onAxis: (value) => value };

/** Values whose units a person chooses. */
function inUnits(metric: string, imperial: string, factor: number, decimals: number, sign = false): Kind {
  const isMetric = units.system === 'metric';
  const unit = isMetric ? metric : imperial;
  return {
    unit,
    onAxis: (value) => (isMetric ? value : value * factor),
    format: (value) => (value == null ? nothing : `${number(value, decimals, { sign })} ${unit}`),
  };
}

function kilometres(): Kind {
  const kind = inUnits('km', 'mi', 1 / 1.609344, 1);
  return { ...kind, onAxis: (meters) => kind.onAxis(meters / 1000) };
}

/** Returns all metrics in the order of the list, in the units that the person reads. */
export function shownMetrics(): Shown[] {
  const list = (group: Shown['group'], rows: [Metric, string, Kind, Partial<Shown>?][]): Shown[] =>
    rows.map(([metric, name, kind, more]) => ({ metric, name, group, isSum: false, isLogarithmic: false, ...kind, ...more }));
  const sum = { isSum: true };
  return [
    ...list('Night', [
      ['HRV_RMSSD_MS', 'Heart rate variability', plain('ms'), { isLogarithmic: true, signal: 'HRV' }],
      ['NIGHT_HEART_RATE_BPM', 'Heart rate at night', plain('bpm'), { signal: 'HEART_RATE' }],
      ['RESTING_HEART_RATE_BPM', 'Lowest heart rate at night', plain('bpm'), { signal: 'HEART_RATE' }],
      ['BREATHING_RATE', 'Breathing at night', plain('/min', 1), { signal: 'BREATHING' }],
      ['ANS_CHARGE', 'ANS charge', plain('', 1, { sign: true })],
      ['SLEEP_SECONDS', 'Time asleep', hours, { signal: 'SLEEP' }],
      ['DEEP_SECONDS', 'Deep sleep', hours],
      ['REM_SECONDS', 'REM sleep', hours],
      ['SLEEP_SCORE', 'Sleep score', plain('')],
      ['READINESS', 'Readiness', plain('')],
      ['SLEEP_DEBT', 'Sleep debt', hoursAsSuch],
      ['SLEEP_REGULARITY', 'Sleep regularity', plain('')],
      ['SKIN_TEMPERATURE_DEVIATION_CELSIUS', 'Skin temperature against usual', inUnits('°C', '°F', 1.8, 1, true), { signal: 'TEMPERATURE' }],
    ]),
    ...list('Day', [
      ['STEPS', 'Steps', plain('steps'), { signal: 'STEPS' }],
      ['ACTIVE_SECONDS', 'Time of activity', hours],
      ['ENERGY_KCAL', 'Energy', plain('kcal')],
    ]),
    ...list('Training', [
      ['CARDIO_LOAD', 'Cardio load', plain('TRIMP'), sum],
      ['LOAD_LONG_TERM', 'Long-term load', plain('TRIMP')],
      ['LOAD_SHORT_TERM', 'Short-term load', plain('TRIMP')],
      ['LOAD_BALANCE', 'Load balance', plain('TRIMP', 0, { sign: true })],
      ['EXERCISE_SECONDS', 'Training time', hours, sum],
      ['EXERCISE_DISTANCE_METERS', 'Training distance', kilometres(), sum],
      ['EXERCISE_COUNT', 'Training sessions', plain('sessions'), sum],
    ]),
    ...list('Body', [
      ['BLOOD_OXYGEN_PERCENT', 'Blood oxygen', plain('%')],
      ['WEIGHT_KG', 'Weight', inUnits('kg', 'lb', 1 / 0.45359237, 1)],
      ['VO2_MAX', 'VO2max', plain('ml/kg/min')],
    ]),
  ];
}
