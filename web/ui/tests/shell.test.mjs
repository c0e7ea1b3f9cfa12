import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, demo, looks, open, query, settled } from './harness.mjs';

const { viewer } = await query('{ viewer { sleeps(first: 1) { nodes { date } } } }');
const date = viewer.sleeps.nodes[0].date;
const phone = looks.find(({ name }) => name === 'phone-light');
const offline = /Failed to load resource|ERR_INTERNET_DISCONNECTED|WebSocket connection/;

const isThere = (page) => page.getByRole('slider', { name: 'Sleep stages through the night' }).waitFor();

test('nobody gets in without a session, and is led back', async () => {
  await open({ cookie: null }, async (page) => {
    const answers = [];
    page.on('response', (response) => answers.push(`${response.status()} ${new URL(response.url()).pathname}`));
    await page.goto(`/night/${date}`);
    assert.equal(answers[0], `303 /night/${date}`);
    assert.match(new URL(page.url()).pathname, /^\/(login|setup)$/);
  });
});

test('a session that has ended leads to the sign-in', async () => {
  await open({ expected: /401|WebSocket/ }, async (page, context) => {
    await page.goto('/night');
    await isThere(page);
    await context.clearCookies();
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/\/(login|setup)/);
  });
});

test('the first page loads at most 200 kB of scripts', async () => {
  await open({}, async (page) => {
    let bytes = 0;
    page.on('requestfinished', async (request) => {
      if (request.resourceType() === 'script') bytes += (await request.sizes()).responseBodySize;
    });
    await page.goto('/', { waitUntil: 'networkidle' });
    assert.ok(bytes > 10_000 && bytes < 200_000, `${bytes} bytes`);
  });
});

test('everything is reached with the keyboard', async () => {
  await open({}, async (page) => {
    await page.goto('/night');
    await isThere(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id || document.querySelector(location.hash).id), 'content');
    await page.getByRole('link', { name: 'Today' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
    await page.goBack();
    await page.getByRole('link', { name: 'Night', exact: true }).and(page.locator('[aria-current=page]')).waitFor();
  });
});

test('the appearance that was chosen stays', async () => {
  await open({}, async (page) => {
    await page.goto('/night');
    await isThere(page);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.locator('#side-theme').selectOption('dark');
    assert.notEqual(await paper(), light);
    await page.reload();
    await isThere(page);
    assert.notEqual(await paper(), light);
  });
});

test('units change in the view', async () => {
  await open({}, async (page) => {
    await page.goto('/night');
    const temperature = page.getByText(/°[CF]/).first();
    await temperature.waitFor();
    assert.match(await temperature.textContent(), /°C/);
    await page.locator('#side-units').selectOption('imperial');
    assert.match(await temperature.textContent(), /°F/);
  });
});

test('a phone has the rest of the pages and the settings behind More', async () => {
  await open({ look: phone }, async (page) => {
    await page.goto('/night');
    await isThere(page);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog', { name: 'More' }).getByLabel('Appearance').waitFor();
    await accessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'More' }).waitFor({ state: 'hidden' });
  });
});

test('without the network it says so, and keeps what it had', async () => {
  await open({ expected: offline }, async (page, context) => {
    await page.goto('/night');
    await isThere(page);
    await settled(page);
    await context.setOffline(true);
    await page.getByText('The server cannot be reached.').waitFor();
    await isThere(page);
    await accessible(page);
    await page.keyboard.press('ArrowLeft'); // it was asked ahead of time
    await page.waitForURL(/\/night\/\d/);
    await isThere(page);
    await context.setOffline(false);
    await page.getByText('The server cannot be reached.').waitFor({ state: 'detached' });
  });
});

test('an address that is none says so', async () => {
  await open({ expected: /404/ }, async (page) => {
    const answer = await page.goto('/nothing');
    assert.equal(answer.status(), 404);
    await page.goto('/night/2020-01-01/more');
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
  });
});

test('scripts are kept for good, and the page is asked for again', async () => {
  const html = await fetch(demo.origin, { headers: { Cookie: `${demo.cookie.name}=${demo.cookie.value}` } });
  assert.equal(html.headers.get('Cache-Control'), 'no-cache');
  assert.doesNotMatch(html.headers.get('Content-Security-Policy'), /unsafe/);
  const [, script] = /src="(\/ui\/[^"]+)"/.exec(await html.text());
  const answer = await fetch(demo.origin + script);
  assert.match(answer.headers.get('Cache-Control'), /immutable/);
  assert.equal(answer.headers.get('Content-Encoding'), 'gzip');
  assert.match(answer.headers.get('Content-Type'), /javascript/);
});
