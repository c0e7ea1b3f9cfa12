// The same by urql, whose subscriptions come as server-sent events. POLARFLOW_TOKEN is a personal token.
import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { Nights, SyncNow, SyncProgress } from './operations.js';

const client = new Client({
  url: `${process.env.POLARFLOW_URL ?? 'http://localhost:8000'}/graphql`,
  fetchOptions: { headers: { authorization: `Bearer ${process.env.POLARFLOW_TOKEN}` } },
  fetchSubscriptions: true,
  exchanges: [cacheExchange, fetchExchange],
});

// All nights, page after page.
for (let after: string | null | undefined, more = true; more; ) {
  const { data, error } = await client.query(Nights, { first: 100, after });
  if (error) throw error; // error.graphQLErrors[0].extensions has code and requestId
  const { nodes, pageInfo } = data!.viewer!.sleeps;
  for (const night of nodes) console.log(night.date, night.score, night.nightlyRecharge?.hrvRmssdMs);
  ({ endCursor: after, hasNextPage: more } = pageInfo);
}

const { data, error } = await client.mutation(SyncNow, { input: {} });
if (error || !data?.triggerSync.run) throw error ?? new Error(data?.triggerSync.userErrors[0]?.message);

await new Promise<void>((complete, failed) => {
  const { unsubscribe } = client.subscription(SyncProgress, { runId: data.triggerSync.run!.id }).subscribe((result) => {
    if (result.error) return failed(result.error);
    if (result.hasNext) return console.log(result.data?.syncProgress.status);
    unsubscribe();
    complete();
  });
});
