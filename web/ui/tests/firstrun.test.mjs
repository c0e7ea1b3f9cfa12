// From a server that belongs to nobody to the first pictures, and what can go wrong on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, looks, open, photograph, settled } from './harness.mjs';
import { freePort, startFresh, startSandbox } from './sandbox.mjs';

const phone = looks.find(({ name }) => name === 'phone-dark');

/** Starts a server with a sandbox whose athlete has lived so many days. */
async function startBoth(t, { days }) {
  const port = await freePort();
  const redirect = `http://localhost:${port}/connect/polar/callback`;
  const sandbox = await startSandbox({ redirect, days });
  const both = { ...(await startFresh({ port, env: sandbox.settings })), redirect, sandbox };
  t.after(() => both.stop());
  t.after(() => both.sandbox.stop());
  return both;
}

/** Opens the server as its coming owner; the consent page is the one other origin, and it has no icon. */
async function asOwner({ origin, code, sandbox, look, expected = 'a^' }, use) {
  const polar = sandbox ? `asks another origin: http://127.0.0.1:${sandbox.port}/|status of 404` : 'a^';
  await open({ origin, cookie: null, look, expected: new RegExp(`${polar}|${expected}`) }, async (page) => {
    await page.goto('/');
    await page.waitForURL('**/setup');
    await page.getByLabel('Code from the log').fill(code);
    await page.getByLabel('Your name, to sign in with').fill('aino');
    await page.getByLabel('Password').fill('a long password');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.waitForURL('**/connect');
    await page.getByRole('heading', { name: 'Connect your watch' }).waitFor();
    await use(page);
  });
}

async function consent(page, decision) {
  await page.getByRole('button', { name: 'Connect to Polar' }).click();
  await page.getByRole('button', { name: decision }).click();
}

async function synced(page) {
  await page.getByRole('heading', { name: 'Your watch is connected' }).waitFor();
  await page.getByText(/Your last weeks are here: \d+ records?\./).waitFor({ timeout: 60_000 });
}

test('a first run: owner, consent, first sync live, first pictures', async (t) => {
  const both = await startBoth(t, { days: 40 });
  await asOwner(both, async (page) => {
    await settled(page);
    await photograph(page, 'connect-first');
    await accessible(page);

    await page.getByText('How this server’s client at Polar is set up').click();
    assert.equal(await page.getByLabel('Redirect address').inputValue(), both.redirect);

    await consent(page, 'Deny');
    await page.getByText('You did not give your consent at Polar.').waitFor();

    let steps = 0;
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => (steps += String(payload).includes('"syncProgress"') ? 1 : 0)));
    await consent(page, 'Approve');
    await synced(page);
    assert.ok(steps > 1, `${steps} steps of the sync came live`);
    await page.getByRole('slider', { name: 'Asleep in the last four weeks' }).waitFor();
    await settled(page);
    await photograph(page, 'connect-synced');
    await accessible(page);

    await page.getByRole('link', { name: 'Go to today' }).click();
    await page.waitForURL((url) => url.pathname === '/');
  });
});

test('an account that is empty says so on every page', async (t) => {
  const both = await startBoth(t, { days: 40 });
  await asOwner({ ...both, look: phone }, async (page) => {
    for (const [address, words] of [
      ['/data', /Nothing has come from Polar yet/],
      ['/data/syncs', /There was no sync yet/],
      ['/data/account', /No watch is connected/],
      ['/insights', /reliable pattern yet/],
      ['/insights/journal', /Nothing yet/],
    ]) {
      await page.goto(address);
      await page.getByText(words).first().waitFor();
      await settled(page);
      await photograph(page, `empty${address.replaceAll('/', '-')}`);
      await accessible(page);
    }
  });
});

test('an account with one night shows that night and claims no pattern', async (t) => {
  const both = await startBoth(t, { days: 2 });
  await asOwner(both, async (page) => {
    await consent(page, 'Approve');
    await synced(page);
    await page.goto('/insights');
    await page.getByText(/reliable pattern yet/i).first().waitFor();
    await settled(page);
    await photograph(page, 'one-night-insights');
    await page.goto('/night');
    await page.getByRole('slider', { name: 'Sleep stages through the night' }).waitFor();
    await photograph(page, 'one-night-night');
    await accessible(page);
  });
});

test('a revoked connection says so and can be made again', async (t) => {
  const both = await startBoth(t, { days: 3 });
  await asOwner(both, async (page) => {
    await consent(page, 'Approve');
    await synced(page);
    // another sandbox knows nothing of the tokens of the first
    const { port } = both.sandbox;
    await both.sandbox.stop();
    both.sandbox = await startSandbox({ redirect: both.redirect, port, days: 3 });
    await page.evaluate(() =>
      fetch('/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query: 'mutation { triggerSync(input: {}) { run { id } } }' }),
      }),
    );
    await page.goto('/data/account');
    await page.getByRole('link', { name: 'Connect again' }).click({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Connect your watch again' }).waitFor();
    await settled(page);
    await photograph(page, 'connect-revoked');
    await accessible(page);
    await page.getByRole('button', { name: 'Connect to Polar again' }).click();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: 'Your watch is connected' }).waitFor();
  });
});

test('a server without a client at Polar says what is missing', async (t) => {
  const server = await startFresh({ port: await freePort(), env: { POLAR_CLIENT_ID: '', POLAR_CLIENT_SECRET: '' } });
  t.after(() => server.stop());
  await asOwner(server, async (page) => {
    await page.getByText('POLAR_CLIENT_ID and POLAR_CLIENT_SECRET are not set yet.').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Connect to Polar' }).isDisabled());
    assert.equal(await page.getByLabel('Redirect address').inputValue(), `${server.origin}/connect/polar/callback`);
    await settled(page);
    await photograph(page, 'connect-no-client');
    await accessible(page);
  });
});

test('everything can be deleted, after it was typed', async (t) => {
  const server = await startFresh({ port: await freePort() });
  t.after(() => server.stop());
  await asOwner({ ...server, expected: '401|WebSocket' }, async (page) => {
    await page.goto('/data/account');
    await page.getByRole('button', { name: 'Delete everything' }).click();
    const dialog = page.getByRole('dialog');
    const sure = dialog.getByRole('button', { name: 'Delete everything' });
    assert.ok(await sure.isDisabled());
    await dialog.getByLabel(/Type delete everything/).fill('delete everything');
    await accessible(page);
    await photograph(page, 'delete-everything');
    await sure.click();
    await page.waitForURL(/\/(login|setup)/);
    await page.goto('/');
    await page.waitForURL('**/setup'); // the server belongs to nobody again
  });
});
