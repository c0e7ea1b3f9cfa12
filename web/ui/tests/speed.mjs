// Measures how quickly Today is there on the demo data, with a processor four times slower than this machine's, and
// how smoothly charts move: POLARFLOW=path/to/binary node tests/speed.mjs [DAYS]. It is no test: it depends on the machine.
import { chromium } from 'playwright-core';
import { session, startDemo } from './server.mjs';

const slowdown = 4;
const days = process.argv[2] ?? '800';
const demo = await startDemo({ args: ['--days', days] });
const cookie = await session(demo);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

/** Opens a page on the slowed processor. With a context that was used before, its cache is warm. */
async function slowed(context) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return page;
}

/** Returns the milliseconds from navigation until the readiness of Today is drawn. */
async function today(context) {
  const page = await slowed(context);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (!globalThis.usableAt && document.querySelector('.dial')) requestAnimationFrame(() => (globalThis.usableAt = performance.now()));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('/');
  await page.waitForFunction(() => globalThis.usableAt);
  const took = await page.evaluate(() => Math.round(globalThis.usableAt));
  await page.close();
  return took;
}

/** Returns the frames a second, as the browser traces them, while the cursor is dragged over a chart of two years. */
async function drag(context) {
  const page = await context.newPage();
  await page.goto('/trends?span=2y&by=DAY');
  const plot = page.locator('.u-over').first();
  await plot.waitFor();
  await plot.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await plot.boundingBox();
  await browser.startTracing(page, { categories: ['devtools.timeline', 'devtools.timeline.frame', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame'] });
  const began = performance.now();
  await page.mouse.move(x + 5, y + height / 2);
  await page.mouse.down();
  for (let i = 0; performance.now() - began < 3000; i++) await page.mouse.move(x + 5 + ((i * 4) % (width - 10)), y + height / 2);
  const seconds = (performance.now() - began) / 1000;
  await page.mouse.up();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const count = (name) => traceEvents.filter((event) => event.name === name).length;
  await page.close();
  return { framesPerSecond: Math.round(count('DrawFrame') / seconds), dropped: count('DroppedFrame') };
}

try {
  const context = await browser.newContext({ baseURL: demo.origin, viewport: { width: 1280, height: 900 } });
  await context.addCookies([cookie]);
  console.log(`Today is usable after ${await today(context)} ms with an empty cache, after ${await today(context)} ms with a warm one`);
  const { framesPerSecond, dropped } = await drag(context);
  console.log(`dragging over two years: ${framesPerSecond} frames a second, ${dropped} dropped`);
} finally {
  await browser.close();
  await demo.stop();
}
