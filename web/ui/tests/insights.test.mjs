import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, looksGood, open, query } from './harness.mjs';

const { viewer } = await query('{ viewer { insights(first: 12) { kind sentence } correlations { tested } } }');

looksGood('insights', '/insights', (page) => page.getByRole('heading', { name: /What goes with what/ }).waitFor());
looksGood('journal', '/insights/journal', (page) => page.getByRole('heading', { name: 'Written down before' }).waitFor());

test('every insight of the API is there, the first with their pictures', async () => {
  assert.ok(viewer.insights.length > 0, 'the demo has insights');
  await open({}, async (page) => {
    await page.goto('/insights');
    await page.getByRole('article').first().waitFor();
    const later = page.locator('details', { has: page.locator('summary') });
    assert.equal((await page.getByRole('article').count()) + (await later.count()), viewer.insights.length);
    await page.getByRole('slider', { name: /around it$/ }).first().waitFor();
    await page.getByText(/^n = \d/).first().waitFor();
  });
});

test('every question is in the table, reliable or not', async () => {
  await open({}, async (page) => {
    await page.goto('/insights');
    await page.getByRole('button', { name: /^Table.*Days and the nights after them/ }).click();
    const rows = page.getByRole('region', { name: 'Days and the nights after them, table' }).getByRole('row');
    assert.ok((await rows.count()) > viewer.correlations.tested);
  });
});

test('the journal takes one tap on a phone, and takes it back', async () => {
  const phone = looks.find(({ name }) => name === 'phone-light');
  const entries = async () => (await query('{ viewer { journal(first: 10) { nodes { kind amount note } } } }')).viewer.journal.nodes;
  await open({ look: phone, context: { hasTouch: true } }, async (page) => {
    await page.goto('/insights');
    await page.getByRole('button', { name: 'Late meal' }).tap();
    await page.getByText('Late meal: written down.').waitFor();
    assert.deepEqual(await entries(), [{ kind: 'LATE_MEAL', amount: null, note: null }]);
    await page.getByRole('button', { name: 'Undo' }).tap();
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    assert.deepEqual(await entries(), []);
    await page.getByRole('button', { name: /Alcohol/ }).tap();
    await page.getByText('Alcohol, 1 drink: written down.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).tap();
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    assert.deepEqual(await entries(), []);
  });
});

test('the journal takes an amount and a note, by keyboard', async () => {
  await open({}, async (page) => {
    await page.goto('/insights/journal');
    await page.getByText('With an amount or a note').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('About').selectOption('STRESS');
    await page.getByLabel('How much').selectOption('2');
    await page.getByLabel('Note').focus();
    await page.keyboard.type('a deadline');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Stress, some, a deadline').first().waitFor();
    await page.getByRole('button', { name: 'Take out: Stress, some, a deadline' }).click();
    await page.getByText('Stress, some, a deadline: taken out.').waitFor();
  });
});
