// The operator's pages and GraphiQL, on a demo with a service key.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, looks, open, photograph, settled } from './harness.mjs';
import { startDemo } from './server.mjs';

const key = 'a service key for tests, long enough';
let demo;
before(async () => (demo = await startDemo({ args: ['--users', '3', '--days', '5'], env: { API_KEY: key } })));
after(() => demo.stop());

/** Signs in with the service key on the page for it. */
async function asOperator({ look }, use) {
  await open({ origin: demo.origin, cookie: null, look }, async (page) => {
    await page.goto('/login');
    await page.getByText('Sign in as the operator').first().click();
    await page.getByLabel('Service credential').fill(key);
    await page.getByRole('button', { name: 'Sign in as the operator' }).click();
    await page.waitForURL('**/operator');
    await use(page);
  });
}

for (const look of looks) {
  test(`the operator’s pages look good: ${look.name}`, async () => {
    await asOperator({ look }, async (page) => {
      for (const [name, heading] of [['operator', 'Operator'], ['operator/people', 'People']]) {
        await page.goto(`/${name}`);
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
        await settled(page);
        await photograph(page, `${name.replace('/', '-')}-${look.name}`);
        await accessible(page);
      }
    });
  });
}

test('an operator sees how the engine stands', async () => {
  await asOperator({}, async (page) => {
    await page.getByText('The engine runs').waitFor();
    await page.getByRole('meter', { name: 'In 24 hours' }).waitFor();
    await page.getByRole('link', { name: 'Jobs one by one' }).waitFor();
  });
});

test('an operator finds people and makes one', async () => {
  await asOperator({}, async (page) => {
    await page.getByRole('link', { name: 'People' }).first().click();
    const people = page.getByRole('main').getByRole('listitem');
    await people.nth(2).waitFor();
    await page.getByRole('button', { name: 'New person' }).click();
    await page.getByLabel(/External id/).fill('member-77');
    await page.getByLabel('Name', { exact: true }).fill('Veikko Virtanen');
    await page.keyboard.press('Enter');
    await page.getByText('Veikko Virtanen').waitFor();
    await page.getByRole('searchbox').fill('member-77');
    await page.getByRole('heading', { name: 'Found for “member-77”' }).waitFor();
    await people.nth(1).waitFor({ state: 'detached' });
    assert.match(await people.first().textContent(), /Veikko Virtanen.*not connected/s);
  });
});

test('GraphiQL runs an example with the session, and has the explorer', async () => {
  await asOperator({}, async (page) => {
    await page.goto('/graphiql');
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.locator('.graphiql-response').getByText('"engine"').waitFor();
    await page.getByRole('tab', { name: 'People' }).waitFor();
    await page.getByRole('button', { name: /GraphiQL Explorer/ }).click();
    await page.locator('.graphiql-explorer-root').getByText('engine', { exact: true }).first().waitFor();
    await photograph(page, 'graphiql');
  });
});
