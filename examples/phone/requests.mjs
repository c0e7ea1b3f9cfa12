// Sends every request of the app to a live server and checks what comes back: POLARFLOW_URL and POLARFLOW_KEY
// say which server, RETURN_URL is an address of an allowed return origin, and EXTERNAL_ID is whom its Polar
// sandbox's one account gets connected to.

import { end } from './tests/checks.mjs';
import { failing } from './tests/failing.mjs';
import { live } from './tests/live.mjs';

const { POLARFLOW_URL: url, POLARFLOW_KEY: key, RETURN_URL = 'myapp://connected', EXTERNAL_ID = 'phone-1' } = process.env;
if (!url || !key) {
  console.error('set POLARFLOW_URL and POLARFLOW_KEY');
  process.exit(2);
}
await failing();
await live({ url, key, externalId: EXTERNAL_ID, returnUrl: RETURN_URL });
process.exit(end());
