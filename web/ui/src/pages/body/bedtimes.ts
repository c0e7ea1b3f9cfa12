import { addDays, type CalendarDate, clock, dateOf, wallSeconds } from '../../format/dates';
import type { RhythmQuery } from './Body.generated';

type Person = NonNullable<RhythmQuery['viewer']>;

/** A stretch of an evening and the morning after, in hours after the midnight between them: 23:00 is -1. */
export interface Stretch {
  from: number;
  to: number;
  text: string;
}

/** One night: when the person slept, and what SleepWise estimated before. */
export interface Bedtime {
  /** The morning's date. */
  date: CalendarDate;
  slept?: Stretch;
  /** The best time to sleep. */
  best?: Stretch;
  /** When the body was ready to fall asleep. */
  gate?: Stretch;
}

/** Returns a stretch between two instants around the midnight that begins a date; undefined where one is missing. */
function stretch(from: string | null, to: string | null, date: CalendarDate): Stretch | undefined {
  if (!from || !to) return undefined;
  const midnight = Date.parse(`${date}T00:00:00Z`) / 1000;
  const [begins, ends] = [wallSeconds(from), wallSeconds(to)];
  return { from: (begins - midnight) / 3600, to: (ends - midnight) / 3600, text: `${clock(begins)} – ${clock(ends)}` };
}

/** Returns the morning after the evening or night in which an instant lies: from noon on it is the next day's. */
function morningOf(instant: string): CalendarDate {
  return dateOf(wallSeconds(instant) + 12 * 3600);
}

/** Returns the nights of some dates, newest first, each with what is known of it. */
export function bedtimesOf({ sleeps, circadianBedtimes }: Person, to: CalendarDate, count: number): Bedtime[] {
  return Array.from({ length: count }, (_, back) => {
    const date = addDays(to, 1 - back);
    const sleep = sleeps.nodes.find((night) => night.date === date);
    const estimates = circadianBedtimes.nodes.filter(({ preferredSleepStart }) => preferredSleepStart && morningOf(preferredSleepStart) === date);
    // what was found afterwards, else what was foretold
    const estimate = estimates.find(({ resultType }) => resultType === 'CIRCADIAN_BEDTIME_TYPE_HISTORY') ?? estimates[0];
    return {
      date,
      slept: sleep && stretch(sleep.startTime, sleep.endTime, date),
      best: estimate && stretch(estimate.preferredSleepStart, estimate.preferredSleepEnd, date),
      gate: estimate && stretch(estimate.sleepGateStart, estimate.sleepGateEnd, date),
    };
  }).filter(({ slept, best, gate }) => slept ?? best ?? gate);
}

/** Says how far from the best time the person fell asleep, in the middle of the nights. */
export function describe(nights: Bedtime[]): string {
  const late = nights.flatMap(({ slept, best }) => (slept && best ? [(slept.from - best.from) * 60] : [])).sort((a, b) => a - b);
  const middle = late[Math.floor(late.length / 2)];
  if (middle === undefined) return `${nights.length} nights.`;
  const minutes = Math.round(Math.abs(middle));
  const words = minutes < 10 ? 'about when' : `${minutes} minutes ${middle > 0 ? 'after' : 'before'}`;
  return `In the middle of ${late.length} nights, sleep began ${words} SleepWise holds best.`;
}
