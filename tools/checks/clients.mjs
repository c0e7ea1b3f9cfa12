// What clients do of their own accord: what they accept, how they persist queries, what they take for an error.

import { createHash, randomUUID } from 'node:crypto';
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { ClientError, GraphQLClient } from 'graphql-request';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { assert, check } from './check.mjs';
import { SYNC_PROGRESS } from './server.mjs';

const PEOPLE = 'query People { users(first: 1) { totalCount } }';
const PARTLY = 'query Partly { users(first: 1) { totalCount } user(id: "x", externalId: "y") { id } }';
const INVALID = 'query Invalid { nothing }';
const CREATE = 'mutation Create($input: CreateUserInput!) { createUser(input: $input) { user { externalId } userErrors { code } } }';
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** A document that no server has seen. */
const fresh = () => PEOPLE.replace('People', `People_${randomUUID().replaceAll('-', '')}`);

/** A fetch that notes which requests held a query, and by which method they came. */
function noting(requests) {
  return (url, options) => {
    const { searchParams } = new URL(url);
    const query = options.method === 'GET' ? searchParams.get('query') : JSON.parse(options.body).query;
    requests.push(`${options.method} ${query ? 'text' : 'hash'}`);
    return fetch(url, options);
  };
}

export async function clients(server) {
  await apollo(server);
  await urql(server);
  await graphqlRequest(server);
}

async function apollo(server) {
  const { url, authorization, webSocketUrl } = server;
  const http = (options) => new HttpLink({ uri: url, headers: { authorization }, ...options });
  const client = (link) => new ApolloClient({ link, cache: new InMemoryCache() });
  const plain = client(http());
  await check('Apollo Client: a query', async () => {
    const { data } = await plain.query({ query: gql(PEOPLE) });
    assert.equal(typeof data.users.totalCount, 'number');
  });
  await check('Apollo Client: data with errors', async () => {
    const { data, error } = await plain.query({ query: gql(PARTLY), errorPolicy: 'all' });
    assert.deepEqual([typeof data.users.totalCount, data.user], ['number', null]);
    assert.equal(error.errors[0].extensions.code, 'BAD_USER_INPUT');
  });
  await check('Apollo Client: an invalid operation is an error of GraphQL, not of the network', () =>
    assert.rejects(plain.query({ query: gql(INVALID) }), (error) => CombinedGraphQLErrors.is(error)));
  await check('Apollo Client: a mutation', async () => {
    const { data } = await plain.mutate({ mutation: gql(CREATE), variables: { input: { externalId: 'apollo' } } });
    assert.deepEqual([data.createUser.user.externalId, data.createUser.userErrors], ['apollo', []]);
  });
  for (const useGETForHashedQueries of [false, true]) {
    const method = useGETForHashedQueries ? 'GET' : 'POST';
    await check(`Apollo Client: persists queries, by ${method}`, async () => {
      const requests = [];
      const persisting = client(new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(http({ fetch: noting(requests) })));
      const query = gql(fresh());
      for (let i = 0; i < 2; i++) await persisting.query({ query, fetchPolicy: 'network-only' });
      assert.deepEqual(requests, [`${method} hash`, 'POST text', `${method} hash`]);
    });
  }
  await check('Apollo Client: a subscription over WebSocket', async () => {
    const socket = createClient({ url: webSocketUrl, webSocketImpl: WebSocket, connectionParams: { Authorization: authorization } });
    const runId = await server.run();
    const steps = await collected((sink) =>
      client(new GraphQLWsLink(socket)).subscribe({ query: gql(SYNC_PROGRESS), variables: { runId } }).subscribe(sink));
    await socket.dispose();
    assert.equal(steps.at(-1).data.syncProgress.status, 'SUCCEEDED');
  });
}

async function urql(server) {
  const { url, authorization } = server;
  const client = (options) => new Client({ url, fetchOptions: { headers: { authorization } }, exchanges: [fetchExchange], ...options });
  await check('urql: a query', async () => {
    const { data, error } = await client({ preferGetMethod: false }).query(PEOPLE, {});
    assert.equal(error, undefined);
    assert.equal(typeof data.users.totalCount, 'number');
  });
  await check('urql: persists queries, by GET', async () => {
    const requests = [];
    const persisting = client({
      fetch: noting(requests),
      exchanges: [persistedExchange({ preferGetForPersistedQueries: true }), fetchExchange],
    });
    const query = fresh();
    for (let i = 0; i < 2; i++) {
      const { data, error } = await persisting.query(query, {}, { requestPolicy: 'network-only' });
      assert.equal(error, undefined);
      assert.equal(typeof data.users.totalCount, 'number');
    }
    assert.deepEqual([requests[0], requests.at(-1), requests.length], ['GET hash', 'GET hash', 3]);
  });
  await check('urql: a subscription as events', async () => {
    const runId = await server.run();
    const results = await new Promise((resolve) => {
      const list = [];
      client({ fetchSubscriptions: true }).subscription(SYNC_PROGRESS, { runId }).subscribe((result) => {
        list.push(result);
        if (!result.hasNext) resolve(list);
      });
    });
    assert.deepEqual(results.map(({ error }) => error).filter(Boolean), []);
    assert.equal(results.at(-1).data.syncProgress.status, 'SUCCEEDED');
  });
}

async function graphqlRequest({ url, authorization }) {
  const client = new GraphQLClient(url, { headers: { authorization } });
  await check('graphql-request: a query', async () => {
    const { users } = await client.request(PEOPLE);
    assert.equal(typeof users.totalCount, 'number');
  });
  await check('graphql-request: an invalid operation', () =>
    assert.rejects(client.request(INVALID), (error) =>
      error instanceof ClientError && error.response.errors[0].extensions.code === 'BAD_USER_INPUT'));
}

/** What a subscription says until it is complete. */
export function collected(subscribe) {
  return new Promise((resolve, reject) => {
    const list = [];
    subscribe({ next: (value) => list.push(value), error: reject, complete: () => resolve(list) });
  });
}
