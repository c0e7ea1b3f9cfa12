import { duration, nothing, number } from '../../format/numbers';
import type { OperatorQuery } from './Operator.generated';

export type Engine = NonNullable<OperatorQuery['engine']>;

/** Returns a length of time as coarsely as operators need it: "45 s", "12 min", "3 h 05 min", "4 days". */
export function ago(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return nothing;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 2 * 86_400) return duration(seconds);
  return `${number(seconds / 86_400)} days`;
}

/** Returns how the engine stands, in one sentence: what hinders it first. */
export function headline({ budget, people, workers, queue }: Engine): string {
  if (!workers.some(({ alive }) => alive)) return 'No worker is alive: nothing is synced.';
  if (budget.stoppedUntil) return 'Polar refuses requests at present: nothing is asked until it may be asked again.';
  const given = queue.filter(({ state }) => state === 'discarded').reduce((sum, { count }) => sum + count, 0);
  const late = people.oldestDueLateSeconds ?? 0;
  if (late > 2 * 3600) return `People are synced late: somebody has been due for ${ago(late)}.`;
  if (given > 0) return `The engine runs. ${number(given)} ${given === 1 ? 'job was' : 'jobs were'} given up within the last week.`;
  return people.due === 0 ? 'The engine runs, and nobody is due.' : `The engine runs; ${number(people.due)} ${people.due === 1 ? 'person is' : 'people are'} due.`;
}
