import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demo, looksGood, open, query, settled } from './harness.mjs';

looksGood('data', '/data', (page) => page.getByRole('figure', { name: 'Which days have what' }).waitFor());
looksGood('data-syncs', '/data/syncs', (page) => page.getByText('The watch was connected').waitFor());
looksGood('data-access', '/data/access', (page) => page.getByText('this browser').waitFor());
looksGood('data-account', '/data/account', (page) => page.getByText('Polar answers.').waitFor());

test('the coverage says the same as the API, in a table too', async () => {
  const { viewer } = await query('{ viewer { coverage { kind count } } }');
  const { count } = viewer.coverage.find(({ kind }) => kind === 'SLEEP');
  await open({}, async (page) => {
    await page.goto('/data');
    const row = page.getByRole('row', { name: /^Sleep/ });
    await row.waitFor();
    assert.equal(await row.getByRole('cell').last().textContent(), String(count));
    await page.getByRole('button', { name: /^Table.*Which days have what/ }).click();
    assert.match(await page.getByRole('row', { name: /^Sleep \d/ }).first().textContent(), /\d+ of 366/);
  });
});

test('a token is made by keyboard, shown once, works, and ends when it is revoked', async () => {
  await open({}, async (page) => {
    await page.goto('/data/access');
    await page.getByLabel('What it is for').focus();
    await page.keyboard.type('Test');
    await page.keyboard.press('Enter');
    const secret = await page.getByLabel('Token', { exact: true }).inputValue();
    assert.match(secret, /^pf_/);
    const ask = () =>
      fetch(`${demo.origin}/graphql`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ query: '{ viewer { displayName } }' }),
      });
    assert.equal((await ask()).status, 200);
    for (const language of ['curl', 'PHP', 'TypeScript', 'Swift']) {
      await page.getByRole('button', { name: language, exact: true }).click();
      assert.ok((await page.getByLabel(`Example in ${language}`, { exact: true }).inputValue()).includes(secret));
    }
    await page.reload();
    const row = page.getByRole('listitem').filter({ hasText: 'Test' }).first();
    await row.waitFor();
    assert.equal((await page.content()).includes(secret), false);
    await row.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await page.getByText('1 that no longer works').waitFor();
    assert.equal((await ask()).status, 401);
  });
});

test('the example for TypeScript runs', async () => {
  await open({}, async (page) => {
    await page.goto('/data/access');
    await page.getByRole('button', { name: 'TypeScript', exact: true }).click();
    const text = await page.getByLabel('Example in TypeScript', { exact: true }).inputValue();
    const printed = [];
    const AsyncFunction = (async () => {}).constructor;
    await new AsyncFunction('console', text.replace('YOUR_TOKEN', demo.token))({ log: (...words) => printed.push(words) });
    assert.equal(printed.length, 7);
    assert.match(printed[0][0], /^\d{4}-\d\d-\d\d$/);
  });
});

test('a sync tells what it found, kind by kind', async () => {
  await open({}, async (page) => {
    await page.goto('/data/syncs');
    await page.getByText('The watch was connected').click();
    const opened = page.locator('details[open]');
    await opened.getByText('Requests to Polar').waitFor();
    await opened.getByText(/^\d+ new/).first().waitFor();
  });
});

test('disconnecting asks first', async () => {
  await open({}, async (page) => {
    await page.goto('/data/account');
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByText('What came before stays here.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Polar answers.').waitFor();
    await settled(page);
  });
});
