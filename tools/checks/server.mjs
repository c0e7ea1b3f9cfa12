// The server that is checked.

export const SYNC_PROGRESS = 'subscription Progress($runId: ID!) { syncProgress(runId: $runId) { id status } }';

/** A server, and a service credential for it. */
export class Server {
  constructor(url, key, externalId) {
    this.url = `${url}/graphql`;
    this.schemaUrl = `${url}/schema.graphql`;
    this.webSocketUrl = this.url.replace(/^http/, 'ws');
    this.authorization = `Bearer ${key}`;
    this.externalId = externalId;
  }

  /** The data of an operation. */
  async ask(query, variables) {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: this.authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The id of a sync, which is under way or has ended. */
  async run() {
    const { user } = await this.ask('query($id: String!) { user(externalId: $id) { id } }', { id: this.externalId });
    const { triggerSync: { run } } = await this.ask(
      'mutation($input: TriggerSyncInput!) { triggerSync(input: $input) { run { id } } }', { input: { userId: user.id } });
    return run.id;
  }
}
