// Server-sent events by graphql-sse, the reference client of «distinct connections».

import { createClient } from 'graphql-sse';
import { assert, check } from './check.mjs';
import { collected } from './clients.mjs';
import { SYNC_PROGRESS } from './server.mjs';

export async function events(server) {
  const client = (options) => createClient({
    url: server.url, headers: { Authorization: server.authorization }, retryAttempts: 5, retry: async () => {}, ...options,
  });
  const said = (options, query, variables) => collected((sink) => client(options).subscribe({ query, variables }, sink));

  await check('graphql-sse: a subscription to its end', async () => {
    const steps = await said({}, SYNC_PROGRESS, { runId: await server.run() });
    assert.equal(steps.at(-1).data.syncProgress.status, 'SUCCEEDED');
  });
  await check('graphql-sse: a query', async () => {
    assert.deepEqual((await said({}, '{ __typename }')).map(({ data }) => data), [{ __typename: 'Query' }]);
  });
  await check('graphql-sse: what is wrong comes as an event', async () => {
    const [{ errors, data }] = await said({}, 'subscription { nothing }');
    assert.deepEqual([errors[0].extensions.code, data], ['BAD_USER_INPUT', undefined]);
  });
  await check('graphql-sse: a refused token is a status', async () => {
    const refused = said({ headers: { Authorization: 'Bearer pf_unknown' } }, '{ __typename }');
    await assert.rejects(refused, ({ response }) => response.status === 401);
  });
}
