/** A calendar date of the person's own day, as YYYY-MM-DD. */
export type CalendarDate = string;

const locale = navigator.languages[0] ?? 'en';
const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns a formatter; making one is slow, so that each is made once. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locale, options)));
  return made;
}

/** Returns the milliseconds of a date's midnight, as if it were in UTC: dates have no zone, and none may shift them. */
function midnight(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** Returns the date so many days later; a negative number goes back. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(midnight(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Returns by how many days the second date is later. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** Returns the present date of a time zone. */
export function todayIn(timeZone: string, now = new Date()): CalendarDate {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(now);
}

/** Returns a date for a heading: "Tuesday, 4 November". */
export function longDate(date: CalendarDate): string {
  return format({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(midnight(date));
}

/** Returns a date for a list: "Tue, 4 Nov". With year, it is "4 Nov 2026". */
export function shortDate(date: CalendarDate, { year = false } = {}): string {
  const options: Intl.DateTimeFormatOptions = year ? { year: 'numeric' } : { weekday: 'short' };
  return format({ ...options, day: 'numeric', month: 'short', timeZone: 'UTC' }).format(midnight(date));
}

/** Returns the month of a date: "November 2026". */
export function monthName(date: CalendarDate): string {
  return format({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(midnight(date));
}

/** Returns a sentence of the API with the dates in it as the person writes them. */
export function withDates(sentence: string): string {
  return sentence.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => shortDate(date, { year: true }));
}

/** Returns a text of the API with the dates in it as the locale writes them; those of another year with it. */
export function readable(text: string, today: CalendarDate): string {
  return text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => {
    const year = date.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric';
    return format({ day: 'numeric', month: 'short', year, timeZone: 'UTC' }).format(midnight(date));
  });
}

/** Returns how far back a date is, in words: "today", "yesterday", "from Tuesday", "from 4 Nov". */
export function fromWhen(date: CalendarDate, today: CalendarDate): string {
  const days = daysBetween(date, today);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 7) return `from ${format({ weekday: 'long', timeZone: 'UTC' }).format(midnight(date))}`;
  return `from ${shortDate(date, { year: days > 300 })}`;
}

/**
 * Returns the seconds since 1970 of what a clock on the wall showed at an instant of a record, as if the clock were in
 * UTC. Charts count in them: a night abroad is shown as the person lived it.
 */
export function wallSeconds(instant: string): number {
  return Date.parse(`${instant.slice(0, 19)}Z`) / 1000;
}

/** The hour as the locale writes it, with two digits where the day has 24. */
const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 ? 'numeric' : '2-digit';

/** Returns the time of day of wall seconds: "23:41". */
export function clock(wall: number): string {
  return format({ hour, minute: '2-digit', timeZone: 'UTC' }).format(wall * 1000);
}

/** Returns the date of wall seconds. */
export function dateOf(wall: number): CalendarDate {
  return new Date(wall * 1000).toISOString().slice(0, 10);
}

/** Returns when something happened on the server, in the person's zone: "08:12" on the same day, else with the date. */
export function moment(instant: string, timeZone: string, now = new Date()): string {
  const at = new Date(instant);
  const time = format({ hour, minute: '2-digit', timeZone }).format(at);
  const date = todayIn(timeZone, at);
  return date === todayIn(timeZone, now) ? time : `${shortDate(date)}, ${time}`;
}
