// What needs a server of its own: one that is started again, and one that runs known operations only.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { open } from './harness.mjs';
import { session, startDemo, startServer } from './server.mjs';

const isThere = (page) => page.getByRole('slider', { name: 'Sleep stages through the night' }).waitFor();

/** Returns a port that is free. */
async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

test('it goes on by itself when the server was started again', async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dashboard'));
  t.after(() => rmSync(folder, { recursive: true }));
  const env = { DATABASE_URL: `sqlite://${path.join(folder, 'db')}`, ENCRYPTION_KEY: randomBytes(32).toString('base64') };
  const port = await freePort();
  const before = await startDemo({ args: ['--port', String(port), '--days', '10'], env });
  const cookie = await session(before);
  await open({ origin: before.origin, cookie, expected: /Failed to load resource|WebSocket/ }, async (page) => {
    const asked = [];
    page.on('request', (request) => /query Night\b/.test(request.postData() ?? '') && asked.push(request));
    await page.goto('/night');
    await isThere(page);
    await before.stop();
    await page.getByText('The server cannot be reached.').waitFor();
    await isThere(page);
    const count = asked.length;
    const socket = page.waitForEvent('websocket');
    const again = await startServer({ port, env });
    t.after(() => again.stop());
    await socket;
    await page.getByText('The server cannot be reached.').waitFor({ state: 'detached', timeout: 30_000 });
    await page.waitForRequest((request) => /query Night\b/.test(request.postData() ?? '')).catch(() => {});
    assert.ok(asked.length > count, 'what is shown was asked again');
    await isThere(page);
  });
});

test('a server that runs the known operations only serves every page', async (t) => {
  const manifest = path.resolve(import.meta.dirname, '../dist/documents.json');
  const strict = await startDemo({ args: ['--days', '3'], env: { TRUSTED_DOCUMENTS: manifest } });
  t.after(() => strict.stop());
  const cookie = await session(strict);
  const answer = await fetch(`${strict.origin}/graphql`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${strict.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  });
  assert.match(await answer.text(), /FORBIDDEN/);
  await open({ origin: strict.origin, cookie }, async (page) => {
    const refused = [];
    page.on('response', async (response) => {
      if (!response.url().endsWith('/graphql')) return;
      const text = await response.text().catch(() => ''); // of a page that was left
      if (/FORBIDDEN/.test(text)) refused.push(response.request().postData());
    });
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => /FORBIDDEN/.test(String(payload)) && refused.push(payload)),
    );
    await page.goto('/', { waitUntil: 'networkidle' });
    const pages = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').all();
    assert.ok(pages.length > 1);
    for (const link of pages) {
      await link.click();
      await page.waitForLoadState('networkidle');
    }
    assert.deepEqual(refused, []);
  });
});
