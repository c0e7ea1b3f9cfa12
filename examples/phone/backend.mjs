// The half that stays on the app maker's own server, since it needs the service credential: it makes the
// person, starts the way through Polar and hands the app a token of the person's own.

import { App } from './app.mjs';
import { Refused } from './failures.mjs';

export class Backend {
  /** @param {string} key the server's API_KEY, or a token with scope SERVICE */
  constructor({ url, key }) { this.app = new App({ url, token: key }); }

  /** Makes the person, or finds the one who is there; returns the server's id. */
  async provision(externalId) {
    const taken = ['EXTERNAL_ID_TAKEN'];
    return (await this.#mutate('createUser', 'CreateUserInput', { externalId }, 'user { id }', taken)).user.id;
  }

  /** Where the app opens its browser (ASWebAuthenticationSession, Custom Tabs); works once, for ten minutes. */
  async connectUrl(userId, returnUrl) {
    return (await this.#mutate('connectPolar', 'ConnectPolarInput', { userId, returnUrl }, 'authorizeUrl')).authorizeUrl;
  }

  /**
   * A token that reads this person only, and its id, by which it can be revoked. Where the answer is lost and
   * the request repeated, the first token stays unused until it expires.
   */
  async createToken(userId, name, days) {
    const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
    const input = { userId, name, scopes: ['READ', 'SYNC'], expiresAt };
    const { token, apiToken } = await this.#mutate('createApiToken', 'CreateApiTokenInput', input, 'token apiToken { id }');
    return { token, id: apiToken.id };
  }

  /** Ends a token: the phone was lost, or its owner signed out. */
  async revoke(apiTokenId) {
    await this.#mutate('revokeApiToken', 'RevokeApiTokenInput', { apiTokenId }, 'apiToken { id }');
  }

  /** Returns a mutation's payload. A userError whose code is not allowed is a Refused. */
  async #mutate(field, type, input, selection, allowed = []) {
    const query = `mutation($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code message } } }`;
    const { [field]: payload } = await this.app.query(query, { input });
    const wrong = payload.userErrors.find(({ code }) => !allowed.includes(code));
    if (wrong !== undefined) throw new Refused({ message: wrong.message, extensions: { code: wrong.code } });
    return payload;
  }
}
