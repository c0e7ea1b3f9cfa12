import { moment } from '../../format/dates';
import { number } from '../../format/numbers';
import type { SyncsQuery } from './Syncs.generated';

export type Run = NonNullable<SyncsQuery['viewer']>['syncRuns']['nodes'][number];
export type Result = Run['results'][number];

const reasons: Record<Run['trigger'], string> = {
  MANUAL: 'You asked for it',
  SCHEDULED: 'It was time again',
  STARTUP: 'The server started',
  WEBHOOK: 'Polar said that there is something new',
  CONNECT: 'The watch was connected',
  REACH_BACK: 'Fetching what is older',
};

/** Returns why a sync was made. */
export function reasonOf(run: Run): string {
  return reasons[run.trigger] ?? 'The server began it';
}

/** Returns how many records a sync brought that were new or had changed. */
function newsOf(run: Run): number {
  return run.results.reduce((sum, { created, updated }) => sum + created + updated, 0);
}

/** Returns how a sync went, in plain words. */
export function outcomeOf(run: Run, timeZone: string): string {
  const news = newsOf(run);
  const brought = news === 0 ? 'Nothing new' : `${number(news)} new or changed ${news === 1 ? 'record' : 'records'}`;
  switch (run.status) {
    case 'QUEUED':
      return 'Waits for its turn';
    case 'RUNNING':
      return 'Under way';
    case 'RATE_LIMITED':
      return `Waits for Polar’s limit${run.resumesAt ? ` until ${moment(run.resumesAt, timeZone)}` : ''}`;
    case 'PARTIAL':
      return `${brought}; some kinds failed`;
    case 'FAILED':
      return run.error ?? 'Failed';
    case 'SUCCEEDED':
      return brought;
  }
}

/** Returns what a sync found of one kind, in plain words. */
export function foundOf({ status, created, updated, unchanged, quarantined, error }: Result): string {
  if (status === 'FAILED') return error ?? 'Failed';
  if (status === 'QUEUED' || status === 'RUNNING' || status === 'RATE_LIMITED') return 'Under way';
  const counts = [
    [created, 'new'],
    [updated, 'changed'],
    [unchanged, 'as before'],
    [quarantined, 'unreadable, kept as it came'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${number(count)} ${what}`);
  return said.join(', ') || 'Nothing there';
}
