import { change } from '../../api/ask.svelte';
import { connection } from '../../api/connection.svelte';
import type { CalendarDate } from '../../format/dates';
import { number } from '../../format/numbers';
import { TakeOut, WriteDown, type JournalDayQuery, type JournalKind } from './Journal.generated';

export type Entry = NonNullable<JournalDayQuery['viewer']>['journal']['nodes'][number];

/** What an entry can be about, in the order of the buttons. */
export const kinds: { kind: JournalKind; name: string; amounts?: { value: number; name: string }[] }[] = [
  { kind: 'ALCOHOL', name: 'Alcohol' },
  { kind: 'LATE_MEAL', name: 'Late meal' },
  { kind: 'STRESS', name: 'Stress', amounts: degrees('a little', 'some', 'severe') },
  { kind: 'ILLNESS', name: 'Ill', amounts: degrees('a little', 'some', 'severe') },
  { kind: 'TRAVEL', name: 'Travel' },
  { kind: 'INJURY', name: 'Injury', amounts: degrees('a little', 'some', 'severe') },
  { kind: 'MENSTRUATION', name: 'Menstruation', amounts: degrees('light', 'medium', 'strong') },
];

function degrees(...names: string[]): { value: number; name: string }[] {
  return names.map((name, i) => ({ value: i + 1, name }));
}

/** Returns what an entry says: "Alcohol, 2 drinks", "Stress, some", or its own words. */
export function words({ kind, amount, note }: Entry): string {
  const about = kinds.find((known) => known.kind === kind);
  const name = about?.name ?? (kind === 'NOTE' ? '' : kind.toLowerCase().replaceAll('_', ' '));
  return [name, amount === null ? '' : amountWords(kind, amount), note ?? ''].filter(Boolean).join(', ');
}

function amountWords(kind: JournalKind, amount: number): string {
  if (kind === 'ALCOHOL') return `${number(amount)} ${amount === 1 ? 'drink' : 'drinks'}`;
  if (kind === 'TRAVEL') return `${number(amount)} h of time difference`;
  return kinds.find((known) => known.kind === kind)?.amounts?.find(({ value }) => value === Math.round(amount))?.name ?? number(amount);
}

/** What was done last, so that it can be undone. */
interface Done {
  text: string;
  undo: () => Promise<void>;
}

/** Writes to the journal, and takes the last step back. */
export class Writer {
  last = $state.raw<Done>();
  problem = $state<string>();
  working = $state(false);

  /** Writes something down for a date. */
  async add(date: CalendarDate, kind: JournalKind, { amount = null, note = null }: { amount?: number | null; note?: string | null } = {}): Promise<void> {
    await this.#step(async () => {
      const { data, problem } = await change(WriteDown, { date, kind, amount, note });
      const id = data?.addJournalEntry.journalEntry?.id;
      this.problem = problem?.text ?? data?.addJournalEntry.userErrors[0]?.message;
      if (!id) return;
      const written = { id, date, kind, amount, note };
      this.last = { text: `${words(written)}: written down.`, undo: () => this.remove(written, false) };
    });
  }

  /** Takes an entry out. With undoable, the next step back writes it down again. */
  async remove(entry: Entry, undoable = true): Promise<void> {
    await this.#step(async () => {
      const { data, problem } = await change(TakeOut, { id: entry.id });
      this.problem = problem?.text ?? data?.removeJournalEntry.userErrors[0]?.message;
      if (!data?.removeJournalEntry.removedJournalEntryId) return;
      const { date, kind, amount, note } = entry;
      this.last = undoable ? { text: `${words(entry)}: taken out.`, undo: () => this.add(date, kind, { amount, note }) } : undefined;
    });
  }

  async #step(work: () => Promise<void>): Promise<void> {
    this.working = true;
    await work();
    this.working = false;
    connection.changed();
  }
}
