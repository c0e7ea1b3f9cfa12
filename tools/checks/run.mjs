// Checks a live server as outside programs see it: POLARFLOW_URL and POLARFLOW_KEY (a service credential) say
// which, and EXTERNAL_ID is a person with a connection to Polar. The server has to allow introspection, for which
// the audits ask.

import { audits } from './audits.mjs';
import { end } from './check.mjs';
import { clients } from './clients.mjs';
import { documents } from './documents.mjs';
import { events } from './events.mjs';
import { Server } from './server.mjs';
import { sockets } from './sockets.mjs';

const { POLARFLOW_URL: url, POLARFLOW_KEY: key, EXTERNAL_ID: externalId } = process.env;
if (!url || !key || !externalId) {
  console.error('set POLARFLOW_URL, POLARFLOW_KEY and EXTERNAL_ID');
  process.exit(2);
}
const server = new Server(url, key, externalId);
for (const checks of [audits, clients, sockets, events, documents]) await checks(server);
process.exit(end());
