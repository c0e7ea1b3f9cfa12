import { connection } from '../../api/connection.svelte';
import type { Problem } from '../../api/problem';

/** What a mutation says when the person can put something right. */
interface Payload {
  userErrors: { message: string }[];
}

/** Returns what went wrong with a mutation in plain words, and has the page show what is true now; undefined when all went well. */
export function outcome(payload: Payload | undefined, problem: Problem | undefined): string | undefined {
  connection.changed();
  if (problem) return problem.text;
  const said = payload?.userErrors[0]?.message;
  return said && said[0]!.toUpperCase() + said.slice(1) + (said.endsWith('.') ? '' : '.');
}
