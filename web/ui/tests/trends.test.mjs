import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, looksGood, open, settled, shift } from './harness.mjs';

const chart = (page, name) => page.getByRole('slider', { name, exact: true });

looksGood('trends', '/trends?span=1y', (page) => chart(page, 'Heart rate variability').waitFor());
looksGood('trends-two', '/trends?metric=SLEEP_SECONDS&with=STEPS&span=2y', (page) => chart(page, 'Time asleep and Steps').waitFor());

test('what is chosen is in the address', async () => {
  await open({}, async (page) => {
    await page.goto('/trends');
    await chart(page, 'Heart rate variability').waitFor();
    await page.getByLabel('Metric').selectOption('Steps');
    await page.getByLabel('Together with').selectOption('Time asleep');
    await page.getByRole('radio', { name: '1 year' }).check({ force: true });
    await page.getByRole('radio', { name: 'Months' }).check({ force: true });
    await chart(page, 'Steps and Time asleep').waitFor();
    const { searchParams } = new URL(page.url());
    assert.deepEqual(Object.fromEntries(searchParams), { metric: 'STEPS', with: 'SLEEP_SECONDS', span: '1y', by: 'MONTH' });
    await page.reload();
    await chart(page, 'Steps and Time asleep').waitFor();
  });
});

test('ten years are shown in days', async () => {
  await open({}, async (page) => {
    await page.goto('/trends?metric=STEPS&span=10y&by=DAY');
    await chart(page, 'Steps').waitFor();
    await page.getByText(/steps on average of \d+ days with data/).waitFor();
  });
});

test('the band of the table is the usual of the 60 days before', async () => {
  await open({}, async (page) => {
    await page.goto('/trends?metric=BREATHING_RATE&span=30d');
    await chart(page, 'Breathing at night').waitFor();
    await page.getByRole('button', { name: /^Table.*By day/ }).click();
    const row = page.getByRole('region', { name: 'By day, table' }).getByRole('row').nth(1);
    assert.match(await row.innerText(), /\d{4}\s+(\d+\.\d \/min|–)\s+\d+\.\d \/min to \d+\.\d \/min/);
  });
});

test('unusual nights are named and lead to the night', async () => {
  await open({}, async (page) => {
    await page.goto('/trends?span=1y');
    await page.getByText(/Unusual: .* standard deviations away from rest/).first().waitFor();
    await page.getByRole('region', { name: 'What stands out' }).getByRole('link').first().click();
    await page.getByRole('slider', { name: 'Sleep stages through the night' }).waitFor();
    assert.match(new URL(page.url()).pathname, /^\/night\/\d{4}-\d\d-\d\d$/);
  });
});

test('a time without data says so', async () => {
  await open({}, async (page) => {
    await page.goto('/trends?to=1999-05-05');
    await page.getByText('There is no heart rate variability between these dates.').waitFor();
  });
});

for (const look of [looks[0], looks[2]]) {
  test(`nothing moves while the trends load: ${look.name}`, async () => {
    await open({ look }, async (page) => {
      await page.goto('/trends');
      await chart(page, 'Heart rate variability').waitFor();
      await settled(page);
      assert.ok((await shift(page)) < 0.02, `shifted by ${await shift(page)}`);
    });
  });
}
