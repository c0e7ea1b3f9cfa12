import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, looksGood, open, settled, shift } from './harness.mjs';

const ready = (page) => page.getByRole('figure', { name: 'Trace' }).waitFor();

looksGood('body', '/body', ready);

test('the electrocardiogram is on paper of 25 mm a second and 10 mm a millivolt', async () => {
  await open({}, async (page) => {
    await page.goto('/body');
    await ready(page);
    // a large square of the paper is 5 mm: 0.2 s and 0.5 mV
    const square = await page.locator('.paper pattern').first().evaluate((pattern) => [pattern.getAttribute('width'), pattern.getAttribute('height')].map(Number));
    for (const side of square) assert.ok(Math.abs(side - (5 * 96) / 25.4) < 0.01, `${side} px`);
    const seconds = await page.locator('.paper svg text').evaluateAll((all) => all.map(({ textContent }) => parseInt(textContent)));
    const width = await page.locator('.paper svg').nth(1).evaluate((svg) => svg.getBoundingClientRect().width);
    assert.ok(Math.abs(width - ((seconds[1] - seconds[0]) * 25 * 96) / 25.4) < 1, `${width} px for ${seconds[1] - seconds[0]} s`);
  });
});

test('another electrocardiogram is chosen by the address', async () => {
  await open({}, async (page) => {
    await page.goto('/body');
    await ready(page);
    const other = await page.getByLabel('Recording').locator('option').nth(1).textContent();
    await page.getByLabel('Recording').selectOption(other);
    await page.getByRole('region', { name: 'Electrocardiogram' }).locator('.note', { hasText: other }).waitFor();
    await page.reload();
    await page.getByRole('region', { name: 'Electrocardiogram' }).locator('.note', { hasText: other }).waitFor();
  });
});

test('every chart of the body has a table', async () => {
  await open({}, async (page) => {
    await page.goto('/body');
    await ready(page);
    await settled(page);
    const count = await page.getByRole('figure').count();
    for (let i = 0; i < count; i++) await page.getByRole('button', { name: /^Table/ }).first().click();
    assert.equal(await page.getByRole('table').count(), count);
  });
});

for (const look of [looks[0], looks[2]]) {
  test(`nothing moves while the body loads: ${look.name}`, async () => {
    await open({ look }, async (page) => {
      await page.goto('/body');
      await ready(page);
      await settled(page);
      assert.ok((await shift(page)) < 0.02, `shifted by ${await shift(page)}`);
    });
  });
}
