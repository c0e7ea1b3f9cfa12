const locale = navigator.languages[0] ?? 'en';
const formats = new Map<string, Intl.NumberFormat>();

/** What is shown where nothing was measured. */
export const nothing = '–';

/** Returns a number with so many decimals as the locale writes it; a dash for none. */
export function number(value: number | null | undefined, decimals = 0, { sign = false } = {}): string {
  if (value === null || value === undefined || Number.isNaN(value)) return nothing;
  const key = `${decimals}${sign}`;
  let format = formats.get(key);
  if (!format) {
    const signDisplay = sign ? 'exceptZero' : 'auto';
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay });
    formats.set(key, format);
  }
  return format.format(value).replace('-', '−');
}

/** Returns a number with its unit: "58 bpm". Percent stands without a space, as in English. */
export function quantity(value: number | null | undefined, unit: string, decimals = 0, options = {}): string {
  const text = number(value, decimals, options);
  if (text === nothing || unit === '') return text;
  return unit === '%' ? `${text}%` : `${text} ${unit}`;
}

/** Returns a duration in hours and minutes: "7 h 05 min", "42 min". */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return nothing;
  const minutes = Math.round(Math.abs(seconds) / 60);
  const sign = seconds < 0 && minutes > 0 ? '−' : '';
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${sign}${minutes} min`;
  return `${sign}${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** Returns a duration as a stopwatch shows it: "42:07", "1:02:07". */
export function stopwatch(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return nothing;
  const total = Math.round(seconds);
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const tail = `${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
}
