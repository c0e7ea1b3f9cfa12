import { getContext, setContext } from 'svelte';
import { todayIn, type CalendarDate } from '../format/dates';
import type { Answer } from '../api/ask.svelte';
import type { ShellQuery } from './Shell.generated';

/** The person who is signed in, as every page needs to know. */
export class Viewer {
  #shell: Answer<ShellQuery>;

  constructor(shell: Answer<ShellQuery>) {
    this.#shell = shell;
  }

  get person(): NonNullable<ShellQuery['viewer']> | undefined {
    return this.#shell.data?.viewer ?? undefined;
  }

  /** A service credential has signed in: there is no person of its own. */
  get isOperator(): boolean {
    return this.#shell.data?.viewer === null;
  }

  get timeZone(): string {
    return this.person?.timeZone ?? 'UTC';
  }

  /** The person's present date. */
  get today(): CalendarDate {
    return todayIn(this.timeZone);
  }
}

const key = Symbol('viewer');

export function setViewer(viewer: Viewer): Viewer {
  return setContext(key, viewer);
}

/** Returns the person who is signed in. To be called while a component is made. */
export function getViewer(): Viewer {
  return getContext<Viewer>(key);
}
