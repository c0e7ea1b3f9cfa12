// The requests of a native app: one POST for each operation, and what to do when it fails.

import { Offline, Refused, SignInAgain, dataOf } from './failures.mjs';

const ATTEMPTS = 4;
const REQUEST_MS = 15_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 120_000;

/** The requests of one signed-in person. */
export class App {
  /**
   * @param {object} o
   * @param {string} o.url the server's address, without a path
   * @param {string} o.token the personal token, from the Keychain or the Keystore
   * @param {(ms: number) => Promise<void>} [o.pause] how to wait
   */
  constructor({ url, token, pause = (ms) => new Promise((done) => setTimeout(done, ms)) }) {
    this.endpoint = `${url}/graphql`;
    this.token = token;
    this.pause = pause;
  }

  /**
   * Sends an operation and returns its data. It is sent again after a lost connection, a 502-504 and a 429:
   * everything here may be sent twice, since triggerSync answers with the run that is on its way already.
   * Throws SignInAgain, Offline or Refused.
   */
  async query(query, variables = {}) {
    for (let attempt = 1; ; attempt++) {
      const { data, waitMs, failure } = await this.#once({ query, variables }, attempt);
      if (failure === undefined) return data;
      if (attempt === ATTEMPTS || waitMs > LONGEST_PAUSE_MS) throw failure;
      await this.pause(waitMs);
    }
  }

  /** Sends once. Returns data, or the failure and how long to wait; throws what waiting does not heal. */
  async #once(body, attempt) {
    let response, text;
    try {
      response = await fetch(this.endpoint, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json', Accept: 'application/json', Authorization: `Bearer ${this.token}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_MS),
      });
      text = await response.text();
    } catch (cause) {
      return { failure: new Offline('no connection', { cause }), waitMs: backoff(attempt) };
    }
    if (response.status === 401) throw new SignInAgain('the token is not accepted any more');
    if (response.status === 429) {
      const failure = new Refused({ message: 'too many requests', extensions: { code: 'RATE_LIMITED' } });
      return { failure, waitMs: (Number(response.headers.get('Retry-After')) || 1) * 1000 };
    }
    if (response.status >= 502) return { failure: new Offline(`status ${response.status}`), waitMs: backoff(attempt) };
    return { data: dataOf(parsed(text, response.status)) };
  }
}

/** Half a second, one, two …, each a little different, so that all phones do not come back at once. */
function backoff(attempt) {
  return FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

/** The answer, or a Refused for what is no GraphQL: a hotel's sign-in page, say. */
function parsed(text, status) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused({ message: `status ${status} without GraphQL`, extensions: { code: 'INTERNAL' } });
  }
}
