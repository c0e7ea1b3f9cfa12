import { createClient, type Client } from 'graphql-ws';
import { signIn } from './signin';

/** How long a silent socket is believed to be alive, in milliseconds. */
const patience = 20_000;

/** Waits before the socket is opened again: soon at first, then every ten seconds, never all clients at once. */
async function pause(retries: number): Promise<void> {
  const wait = Math.min(500 * 2 ** retries, 10_000) * (0.75 + Math.random() / 2);
  await new Promise((go) => setTimeout(go, wait));
}

/** Opens the one socket of the page. onUp is told of each time that it is open, onDown of each time that it is lost. */
export function openSocket(onUp: () => void, onDown: () => void): Client {
  const url = new URL('/graphql', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let silent: ReturnType<typeof setTimeout>;
  return createClient({
    url: url.href,
    keepAlive: patience,
    retryAttempts: Infinity,
    retryWait: pause,
    shouldRetry: () => true,
    on: {
      connected: onUp,
      closed: (event) => {
        clearTimeout(silent);
        if ((event as CloseEvent).code === 4401) signIn();
        onDown();
      },
      ping: (received) => {
        if (!received) silent = setTimeout(onDown, patience);
      },
      pong: () => clearTimeout(silent),
    },
  });
}
