import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksGood, open, query, settled, shift } from './harness.mjs';

const { viewer } = await query('{ viewer { today { readiness { score { value } parts { signal } } } } }');
const { score, parts } = viewer.today.readiness;

const ready = (page) => page.getByRole('heading', { name: 'Readiness', exact: true }).waitFor();

looksGood('today', '/', ready);

test('the readiness and what adds to it are those of the API', async () => {
  await open({}, async (page) => {
    await page.goto('/');
    await ready(page);
    assert.notEqual(score.value, null);
    const card = page.getByRole('region', { name: 'Readiness', exact: true });
    await card.getByText(String(Math.round(score.value)), { exact: true }).waitFor();
    assert.equal(await card.getByRole('listitem').count(), parts.length);
    await card.getByRole('button', { name: /^Table/ }).click();
    assert.equal(await card.getByRole('row').count(), parts.length + 2);
  });
});

test('a sync is followed to its end', async () => {
  await open({}, async (page) => {
    const steps = [];
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const { syncProgress } = JSON.parse(String(payload)).payload?.data ?? {};
        if (syncProgress) steps.push(syncProgress);
      }),
    );
    await page.goto('/');
    await ready(page);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByText(/Nothing new at Polar|new records?$/).waitFor();
    await page.getByRole('button', { name: 'Sync now', disabled: false }).waitFor();
    assert.equal(steps.at(-1).status, 'SUCCEEDED');
    assert.equal(steps.at(-1).kindsDone, steps.at(-1).kindsTotal);
  });
});

test('nothing moves while today loads', async () => {
  await open({}, async (page) => {
    await page.goto('/');
    await ready(page);
    await settled(page);
    assert.ok((await shift(page)) < 0.02, `shifted by ${await shift(page)}`);
  });
});
