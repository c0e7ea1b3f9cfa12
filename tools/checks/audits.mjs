// Conformance to GraphQL over HTTP, by the audits of graphql-http.

import { serverAudits } from 'graphql-http';
import { assert, check } from './check.mjs';

export async function audits(server) {
  const fetchFn = (url, options = {}) =>
    fetch(url, { ...options, headers: { Authorization: server.authorization, ...options.headers } });
  for (const { name, fn } of serverAudits({ url: server.url, fetchFn })) {
    await check(`audit: ${name}`, async () => {
      const { status, reason } = await fn();
      assert.equal(status, 'ok', reason); // of a MAY too
    });
  }
}
