import { cacheExchange, Client, fetchExchange, mapExchange, subscriptionExchange } from '@urql/core';
import { connection } from './connection.svelte';
import { signIn } from './signin';
import { openSocket } from './socket';

const socket = openSocket(connection.up, connection.down);

/** The one client of the API. Answers are kept in memory for as long as the page is open, and shown while newer ones come. */
export const client = new Client({
  url: new URL('/graphql', location.href).href,
  preferGetMethod: false,
  requestPolicy: 'cache-and-network',
  fetchOptions: { credentials: 'same-origin' },
  exchanges: [
    cacheExchange,
    mapExchange({
      onResult({ error }) {
        if (error?.response?.status === 401) signIn();
        if (error?.networkError && !error.response) connection.down();
      },
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query, variables }) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query: query ?? '', variables }, sink) }),
      }),
    }),
  ],
});
