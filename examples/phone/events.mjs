// Subscriptions as server-sent events: a POST whose answer does not end until the subscription does.

import { Offline, SignInAgain, dataOf } from './failures.mjs';

/**
 * Yields the data of each event until the subscription completes. Throws SignInAgain, Offline when the
 * connection is lost (start again: syncProgress begins with how the run stands), and Refused.
 */
export async function* subscribe(url, token, query, variables) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  }).catch((cause) => { throw new Offline('no connection', { cause }); });
  if (response.status === 401) throw new SignInAgain('the token is not accepted any more');
  if (!response.ok) throw new Offline(`status ${response.status}`);
  for await (const { event, data } of eventsOf(response.body)) {
    if (event === 'complete') return;
    if (event === 'next') yield dataOf(JSON.parse(data));
  }
  throw new Offline('the connection ended');
}

/** Yields the events of a text/event-stream; comments, which keep the connection alive, are skipped. */
async function* eventsOf(body) {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of body) {
    pending += decoder.decode(chunk, { stream: true });
    const blocks = pending.split('\n\n');
    pending = blocks.pop();
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block) {
  const fields = { event: 'message', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
  }
  return fields;
}
