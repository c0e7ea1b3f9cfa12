// The last nights and a sync with its progress, by Apollo Client. POLARFLOW_TOKEN is a personal token.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { Nights, SyncNow, SyncProgress } from './operations.js';

const uri = `${process.env.POLARFLOW_URL ?? 'http://localhost:8000'}/graphql`;
const authorization = `Bearer ${process.env.POLARFLOW_TOKEN}`;

const socket = createClient({
  url: uri.replace(/^http/, 'ws'),
  connectionParams: { Authorization: authorization }, // browsers send no headers with a WebSocket
  webSocketImpl: globalThis.WebSocket ?? (await import('ws')).default,
});
const client = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri, headers: { authorization } }),
  ),
  cache: new InMemoryCache(), // every object has an id that is its own everywhere
});

const { data } = await client.query({ query: Nights, variables: { first: 7 } });
for (const night of data!.viewer!.sleeps.nodes) {
  console.log(night.date, night.score, night.nightlyRecharge?.hrvRmssdMs);
}

const { data: started } = await client.mutate({ mutation: SyncNow, variables: { input: {} } });
const { run, userErrors } = started!.triggerSync;
if (!run) throw new Error(userErrors.map(({ message }) => message).join(', ')); // what a person can do something about

await new Promise<void>((complete, error) => {
  client.subscribe({ query: SyncProgress, variables: { runId: run.id } }).subscribe({
    next: ({ data, error: failed }) => (failed ? error(failed) : console.log(data?.syncProgress.status)),
    complete,
    error,
  });
});
await socket.dispose();
client.stop();
