import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksGood, open, query, settled, shift } from './harness.mjs';

const { viewer } = await query('{ viewer { sleeps(first: 3) { nodes { date } } } }');
const [newest, second, third] = viewer.sleeps.nodes.map(({ date }) => date);

const ready = (page) => page.getByRole('slider', { name: 'Sleep stages through the night' }).waitFor();
const heading = (date) => new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(date));

looksGood('night', '/night', ready);

test('the arrow keys go from night to night', async () => {
  await open({}, async (page) => {
    await page.goto('/night');
    await page.getByRole('heading', { name: heading(newest) }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: heading(second) }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: heading(third) }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/night/${third}`);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: heading(second) }).waitFor();
  });
});

test('a chart is read with the keyboard', async () => {
  await open({}, async (page) => {
    await page.goto('/night');
    await ready(page);
    const chart = page.getByRole('slider', { name: 'Heart rate through the night' });
    await chart.focus();
    await page.keyboard.press('Home');
    const first = await chart.getAttribute('aria-valuetext');
    assert.match(first, /^\d\d:\d\d: Heart rate \d+ bpm$/);
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await chart.getAttribute('aria-valuetext'), first);
    await page.keyboard.press('+');
    await page.getByRole('button', { name: 'Show the whole night' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show the whole night' }).waitFor({ state: 'detached' });
  });
});

test('every chart has a table', async () => {
  await open({}, async (page) => {
    await page.goto('/night');
    await ready(page);
    const buttons = page.getByRole('button', { name: /^Table/ });
    const count = await buttons.count();
    assert.equal(count, 4);
    for (let i = 0; i < count; i++) await page.getByRole('button', { name: /^Table/ }).first().click();
    assert.equal(await page.getByRole('table').count(), count);
  });
});

test('nothing moves while the night loads', async () => {
  await open({}, async (page) => {
    await page.goto('/night');
    await ready(page);
    await settled(page);
    assert.ok((await shift(page)) < 0.02, `shifted by ${await shift(page)}`);
  });
});
