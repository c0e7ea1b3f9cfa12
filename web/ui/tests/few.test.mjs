import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, open, settled } from './harness.mjs';
import { session, startDemo } from './server.mjs';

// A person whose watch has been worn for one day: most of what is computed has too little to rest on.
let few;
let cookie;

before(async () => {
  few = await startDemo({ args: ['--days', '1'] });
  cookie = await session(few);
});
after(() => few?.stop());

for (const address of ['/trends', '/trends?span=10y&metric=CARDIO_LOAD', '/trends?span=10y&metric=WEIGHT_KG&with=VO2_MAX', '/training', '/body']) {
  test(`one day of data is enough for ${address}`, async () => {
    await open({ origin: few.origin, cookie }, async (page) => {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled(page);
      const text = await page.locator('main').innerText();
      assert.doesNotMatch(text, /NaN|Infinity|undefined|null|Invalid/);
      await accessible(page);
    });
  });
}
