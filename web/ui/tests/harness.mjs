// What the tests of pages have in common: a browser that notes everything that should not happen, in the looks that
// every page is tried in, with screenshots and axe.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

/** The demo that run.mjs has started: its origin, the API token of its person and the cookie of a session. */
export const demo = JSON.parse(process.env.DEMO ?? '{}');

/** The looks of every page. */
export const looks = [
  { name: 'desktop-light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'desktop-dark', width: 1280, height: 900, colorScheme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
];

let launched;

/** Returns the browser of this file's tests. It is closed after them. */
async function browser() {
  launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      // a page that comes from a folder seems to come from the internet, from where this machine may not be reached
      ...(process.env.DIST ? ['--disable-features=LocalNetworkAccessChecks'] : []),
    ],
  });
  return launched;
}

after(async () => (await launched)?.close());

/**
 * Opens a page as a signed-in person, or as nobody with cookie null, and passes it to use. It fails when the page has
 * asked another origin, violated its content security policy, thrown, or complained in the console; complaints that
 * a test expects match expected.
 */
export async function open({ look = looks[0], origin = demo.origin, cookie = demo.cookie, expected = /^$/, context: options = {} }, use) {
  const { width, height, colorScheme } = look;
  const context = await (await browser()).newContext({
    viewport: { width, height }, colorScheme, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Helsinki', baseURL: origin, ...options,
  });
  if (cookie) await context.addCookies([cookie]);
  const complaints = [];
  const complain = (text) => expected.test(text) || complaints.push(text);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.host !== new URL(origin).host && url.protocol !== 'blob:') complain(`asks another origin: ${request.url()}`);
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complain(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => complain(`throws: ${error.error().stack}`));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`));
  });
  if (process.env.DIST) await serveFrom(context, process.env.DIST);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  try {
    await use(page, context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
}

/** Has the dashboard come from a folder, such as a newer build than that of the binary. */
async function serveFrom(context, folder) {
  await context.route('**/ui/*', (route) => route.fulfill({ path: path.join(folder, new URL(route.request().url()).pathname) }));
  await context.route(
    () => true,
    async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const response = await route.fetch({ maxRedirects: 0 });
      const isDashboard = (await response.text()).includes('<div id="app">');
      return route.fulfill({ response, ...(isDashboard && { path: path.join(folder, 'index.html') }) });
    },
  );
}

/** Tries a page in every look: goes there, waits for what ready finds, and has it photographed and judged by axe. */
export function looksGood(name, address, ready) {
  for (const look of looks) {
    test(`${name} looks good: ${look.name}`, async () => {
      await open({ look }, async (page) => {
        await page.goto(address);
        await ready(page);
        await settled(page);
        await photograph(page, `${name}-${look.name}`);
        await accessible(page);
        assert.equal(await overflow(page), 0, 'the page is wider than the screen');
      });
    });
  }
}

/** Waits until nothing is loaded any more and every skeleton has gone. */
export async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('.skeleton'));
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
}

/** Keeps a picture of the whole page in the folder that SCREENSHOTS names, if it does. */
export async function photograph(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

/** Demands that axe finds nothing wrong. */
export async function accessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target}: ${failureSummary}`));
  assert.deepEqual(found, []);
}

/** Returns by how many pixels the page is wider than the screen. */
function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Returns how much the page has shifted about while it loaded, as browsers score it: 0 is not at all. */
export async function shift(page) {
  return page.evaluate(
    () =>
      new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
      }),
  );
}

/** Asks the API as the demo's person. */
export async function query(text, variables = {}) {
  const answer = await fetch(`${demo.origin}/graphql`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${demo.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined);
  return data;
}
