// Subscriptions by graphql-ws, the reference client of graphql-transport-ws.

import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { assert, check } from './check.mjs';
import { collected } from './clients.mjs';
import { SYNC_PROGRESS } from './server.mjs';

export async function sockets(server) {
  const client = (options) => createClient({
    url: server.webSocketUrl, webSocketImpl: WebSocket, connectionParams: { Authorization: server.authorization }, ...options,
  });
  await check('graphql-ws: 50 subscriptions on one socket, each to its end', async () => {
    const runId = await server.run();
    const one = client();
    const all = await Promise.all(Array.from({ length: 50 }, () =>
      collected((sink) => one.subscribe({ query: SYNC_PROGRESS, variables: { runId } }, sink))));
    await one.dispose();
    assert.deepEqual(all.filter((steps) => steps.at(-1).data.syncProgress.status !== 'SUCCEEDED'), []);
  });
  await check('graphql-ws: queries, and errors that end only the operation', async () => {
    const one = client();
    const errors = await collected((sink) => one.subscribe({ query: '{ nothing }' }, sink)).catch((list) => list);
    assert.equal(errors[0].extensions.code, 'BAD_USER_INPUT');
    const [answer] = await collected((sink) => one.subscribe({ query: '{ __typename }' }, sink));
    await one.dispose();
    assert.deepEqual(answer.data, { __typename: 'Query' });
  });
  for (const [name, connectionParams] of [['a refused token', { Authorization: 'Bearer pf_unknown' }], ['no token', undefined]]) {
    await check(`graphql-ws: ${name} is tried once`, async () => {
      let connections = 0;
      const refused = client({ connectionParams, retryAttempts: 5, retryWait: async () => {}, on: { connecting: () => connections++ } });
      const close = await collected((sink) => refused.subscribe({ query: SYNC_PROGRESS, variables: { runId: 'x' } }, sink))
        .catch((event) => event);
      assert.deepEqual([close.code, connections], [4401, 1]);
    });
  }
  for (const [offered, agreed] of [[['graphql-ws', 'graphql-transport-ws'], 'graphql-transport-ws'], [[], '']]) {
    await check(`WebSocket: of ${JSON.stringify(offered)}`, async () => {
      const socket = new WebSocket(server.webSocketUrl, offered);
      const closed = new Promise((resolve) => socket.on('close', resolve));
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      assert.equal(socket.protocol, agreed);
      if (agreed) socket.close();
      assert.equal(await closed, agreed ? 1005 : 4406);
    });
  }
}
