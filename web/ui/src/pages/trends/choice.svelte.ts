import { router } from '../../app/router.svelte';
import { addDays, type CalendarDate } from '../../format/dates';
import { type Shown, shownMetrics } from './metrics';
import { bucketsFor, buckets, spans } from './trends';
import type { Period } from './Trends.generated';

/** What the page shows: it is all in the address, so that a link to it and the way back lead to the same picture. */
export class Choice {
  #today: () => CalendarDate;

  constructor(today: () => CalendarDate) {
    this.#today = today;
  }

  get shown(): Shown {
    const all = shownMetrics();
    return all.find(({ metric }) => metric === router.query.get('metric')) ?? all[0]!;
  }

  /** The metric that is shown beside the first one. */
  get beside(): Shown | undefined {
    return shownMetrics().find(({ metric }) => metric === router.query.get('with') && metric !== this.shown.metric);
  }

  get span(): string {
    const span = router.query.get('span') ?? '';
    return span in spans ? span : '90d';
  }

  get days(): number {
    return spans[this.span]!.days;
  }

  get by(): Period {
    const by = router.query.get('by') as Period;
    return by in buckets ? by : bucketsFor(this.days);
  }

  /** The last date that is shown. */
  get to(): CalendarDate {
    const to = router.query.get('to') ?? '';
    return /^\d{4}-\d\d-\d\d$/.test(to) && to < this.#today() ? to : this.#today();
  }

  /** The first date that is shown. */
  get from(): CalendarDate {
    return addDays(this.to, 1 - this.days);
  }

  get isAtEnd(): boolean {
    return this.to === this.#today();
  }

  /** Shows something else; null takes what is usual. */
  choose(changes: Record<string, string | null>): void {
    const query = new URLSearchParams(router.query);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) query.delete(key);
      else query.set(key, value);
    }
    router.go(`/trends?${query}`, { replace: true });
  }

  /** Goes so many stretches on; back with a negative number. */
  step(stretches: number): void {
    this.choose({ to: addDays(this.to, stretches * this.days) });
  }
}
