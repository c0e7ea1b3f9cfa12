import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, looksGood, open, query, settled, shift } from './harness.mjs';

const { viewer } = await query('{ viewer { all: exercises { totalCount } exercises(first: 30, sport: "RUNNING") { nodes { id distanceMeters durationSeconds hasRoute } } } }');
const run = viewer.exercises.nodes.find(({ hasRoute }) => hasRoute);
const address = `/training/${encodeURIComponent(run.id)}`;

const rows = (page) => page.getByRole('region', { name: 'Sessions' }).getByRole('link');
const splits = (page) => page.getByRole('region', { name: 'Splits, one by one' }).locator('tbody tr');
const curve = (page, name) => page.getByRole('slider', { name: `${name} through the session` });

looksGood('training', '/training', (page) => page.getByRole('slider', { name: 'Load, long-term and short-term' }).waitFor());
looksGood('workout', address, (page) => curve(page, 'Heart rate').waitFor());

test('the list goes on until its end', async () => {
  await open({}, async (page) => {
    await page.goto('/training');
    await rows(page).first().waitFor();
    while ((await rows(page).count()) < viewer.all.totalCount) {
      const before = await rows(page).count();
      await rows(page).last().scrollIntoViewIfNeeded();
      await page.waitForFunction((count) => document.querySelectorAll('section[aria-labelledby=sessions] li a').length > count, before);
    }
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  });
});

test('filters are in the address and hold on the way back', async () => {
  await open({}, async (page) => {
    await page.goto('/training');
    await rows(page).first().waitFor();
    await page.getByLabel('Sport').selectOption('Walking');
    await page.waitForFunction(() => [...document.querySelectorAll('section[aria-labelledby=sessions] li strong')].every(({ textContent }) => textContent === 'Walking'));
    await rows(page).first().click();
    await page.getByRole('heading', { level: 1, name: 'Walking' }).waitFor();
    await page.goBack();
    await rows(page).first().waitFor();
    assert.equal(new URL(page.url()).search, '?sport=WALKING');
  });
});

test('a filter that nothing passes says so', async () => {
  await open({}, async (page) => {
    await page.goto('/training?sport=CURLING');
    await page.getByText('No session is like this.').waitFor();
  });
});

test('pointing at one curve points at all and at the route', async () => {
  await open({}, async (page) => {
    await page.goto(address);
    await curve(page, 'Heart rate').focus();
    await page.keyboard.press('Home');
    for (let i = 0; i < 10; i++) await page.keyboard.press('PageDown');
    const at = (await curve(page, 'Heart rate').getAttribute('aria-valuetext')).split(': ')[0];
    assert.match(at, /^(\d+:)?\d+:\d\d$/);
    assert.equal((await curve(page, 'Altitude').getAttribute('aria-valuetext')).split(': ')[0], at);
    assert.equal(await page.locator('.map .pointed').count(), 1);
  });
});

test('splits add up to the run', async () => {
  await open({}, async (page) => {
    await page.goto(address);
    await splits(page).first().waitFor();
    const cells = await splits(page).evaluateAll((all) => all.map((row) => [row.children[0].textContent, row.children[1].textContent]));
    assert.equal(cells.length, Math.ceil(run.distanceMeters / 1000 - 0.02));
    const seconds = cells.reduce((sum, [, time]) => sum + time.split(':').reduce((all, part) => all * 60 + Number(part), 0), 0);
    assert.ok(Math.abs(seconds - run.durationSeconds) <= cells.length, `${seconds} s of ${run.durationSeconds} s`);
  });
});

test('a workout is shown in miles', async () => {
  await open({}, async (page) => {
    await page.goto(address);
    await page.getByLabel('Units').first().selectOption('Imperial');
    await page.getByText(`${(run.distanceMeters / 1609.344).toFixed(2)} mi`, { exact: true }).first().waitFor();
    assert.equal(await splits(page).count(), Math.ceil(run.distanceMeters / 1609.344 - 0.02));
  });
});

test('a session that is not there says so', async () => {
  await open({}, async (page) => {
    await page.goto('/training/nothing');
    await page.getByRole('heading', { name: 'No such session' }).waitFor();
  });
});

for (const [name, path] of [['the training', '/training'], ['a workout', address]]) {
  for (const look of [looks[0], looks[2]]) {
    test(`nothing moves while ${name} loads: ${look.name}`, async () => {
      await open({ look }, async (page) => {
        await page.goto(path);
        await page.getByRole('slider').first().waitFor();
        await settled(page);
        assert.ok((await shift(page)) < 0.02, `shifted by ${await shift(page)}`);
      });
    });
  }
}
