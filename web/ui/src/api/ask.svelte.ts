import type { AnyVariables, OperationResult, TypedDocumentNode } from '@urql/core';
import { onEnd, pipe, subscribe } from 'wonka';
import { client } from './client';
import { connection } from './connection.svelte';
import { problemOf, type Problem } from './problem';

/** The answer to a query, kept up to date. */
export class Answer<Data> {
  /** What the server said last; undefined until it has. */
  data = $state.raw<Data>();
  /** Why there is no newer answer. Data may be there all the same, from before. */
  problem = $state.raw<Problem>();
  /** A newer answer is on its way. */
  waiting = $state(true);

  /** There is nothing to show yet, and nothing has gone wrong. */
  get loading(): boolean {
    return !this.data && !this.problem;
  }

  /** Takes a result. A failure leaves the data that was there. */
  take(result: OperationResult<Data>): void {
    if (result.data) this.data = result.data;
    this.problem = result.error ? problemOf(result.error) : undefined;
    this.waiting = result.stale;
  }
}

/**
 * Asks a query for as long as the component lives, again whenever the variables change, and whenever the server says that
 * there is something new. Variables that are undefined ask nothing. Other variables begin without data, unless their
 * answer was kept; with keep, the last answer stays until theirs has come.
 */
export function ask<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: () => Variables | undefined,
  { keep = false } = {},
): Answer<Data> {
  const answer = new Answer<Data>();
  let asked: string | undefined;
  let version = connection.version;
  $effect.pre(() => {
    const now = variables();
    if (now === undefined) return;
    const isNews = version !== connection.version;
    version = connection.version;
    if (asked !== undefined && asked !== JSON.stringify(now) && !keep) answer.data = undefined;
    asked = JSON.stringify(now);
    answer.waiting = true;
    const requestPolicy = isNews ? 'network-only' : 'cache-and-network';
    return pipe(client.query(query, now, { requestPolicy }), subscribe((result) => answer.take(result))).unsubscribe;
  });
  return answer;
}

/** Asks a query ahead of time, so that its answer is there when a page wants it. */
export function expect<Data, Variables extends AnyVariables>(query: TypedDocumentNode<Data, Variables>, variables: Variables): void {
  void client.query(query, variables, { requestPolicy: 'cache-first' }).toPromise();
}

/** Sends a mutation and returns what came of it. */
export async function change<Data, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<{ data?: Data; problem?: Problem }> {
  const { data, error } = await client.mutation(mutation, variables).toPromise();
  return { data, problem: error && problemOf(error) };
}

/** Follows a subscription until it ends or the returned function is called. It goes on by itself after the server was away. */
export function follow<Data, Variables extends AnyVariables>(
  subscription: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  onEvent: (data: Data) => void,
  onDone: (problem?: Problem) => void = () => {},
): () => void {
  return pipe(
    client.subscription(subscription, variables),
    onEnd(() => onDone()),
    subscribe(({ data, error }) => {
      if (data) onEvent(data);
      if (error) onDone(problemOf(error));
    }),
  ).unsubscribe;
}
