// Subscriptions over a WebSocket with the protocol graphql-transport-ws. The frames are in frames.mjs, which
// Swift and Kotlin have built in.

import { connect } from './frames.mjs';
import { Offline, SignInAgain, dataOf } from './failures.mjs';

const UNAUTHENTICATED = 4401;

/**
 * Yields the data of each event until the subscription completes. The token travels in connection_init, since
 * browsers and some proxies lose headers of WebSockets. Throws SignInAgain (the server closes with 4401),
 * Offline when the connection is lost, and Refused.
 */
export async function* subscribe(url, token, query, variables) {
  const socket = await connect(`${url}/graphql`, 'graphql-transport-ws')
    .catch((cause) => { throw new Offline('no connection', { cause }); });
  const send = (message) => socket.send(JSON.stringify(message));
  try {
    send({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
    for await (const text of socket.messages()) {
      const { type, payload } = JSON.parse(text);
      if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: { query, variables } });
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'next') yield dataOf(payload);
      if (type === 'error') dataOf({ errors: payload });
      if (type === 'complete') return;
    }
    if (socket.closeCode === UNAUTHENTICATED) throw new SignInAgain('the token is not accepted any more');
    throw new Offline('the connection ended');
  } finally {
    socket.close();
  }
}
