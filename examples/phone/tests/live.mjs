// The requests against a running server, in the order of an app's life.

import { App } from '../app.mjs';
import { Backend } from '../backend.mjs';
import { subscribe as overEvents } from '../events.mjs';
import { Refused, SignInAgain } from '../failures.mjs';
import { NIGHT, SYNC_PROGRESS, TODAY, TRIGGER_SYNC, WORKOUT, WORKOUTS } from '../operations.mjs';
import { subscribe as overWebSocket } from '../websocket.mjs';
import { follow } from './browser.mjs';
import { assert, check } from './checks.mjs';

const DAY_MS = 86_400_000;
const REVOKED_WITHIN_MS = 10_000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The events of a subscription, to its end. */
async function all(events) {
  const list = [];
  for await (const event of events) list.push(event);
  return list;
}

/** Demands one value for each offset. */
function assertSeries(series, most) {
  assert.ok(series.values.length > 0 && series.values.length <= most, `${series.values.length} values`);
  assert.equal(series.offsetsSeconds.length, series.values.length);
}

/** @param {{url: string, key: string, externalId: string, returnUrl: string}} o */
export async function live({ url, key, externalId, returnUrl }) {
  const backend = new Backend({ url, key });
  const userId = await backend.provision(externalId);
  let token, app;

  await check('backend: provisioning twice gives the same person', async () => {
    assert.equal(await backend.provision(externalId), userId);
  });
  await check('the consent page leads back into the app', async () => {
    const landed = await follow(await backend.connectUrl(userId, returnUrl), returnUrl);
    assert.equal(landed, `${returnUrl}?polarflow=connected`);
  });
  await check('backend: hands the app a personal token', async () => {
    token = await backend.createToken(userId, 'phone', 90);
    assert.match(token.token, /^pf_[0-9A-Za-z]{27,}$/);
    app = new App({ url, token: token.token });
  });
  await checkSync(url, () => app);
  await checkScreens(() => app);
  await check('the token reads nobody else and makes nobody', async () => {
    const { user } = await app.query('query($id: String!) { user(externalId: $id) { id } }', { id: 'nobody' });
    assert.equal(user, null);
    const pretender = new Backend({ url, key: token.token });
    await assert.rejects(pretender.provision('another'), (e) => e instanceof Refused && e.code === 'FORBIDDEN');
  });
  await check('a burst: waits when it is told to, and every request is answered', async () => {
    const pauses = [];
    const { token: busy } = await backend.createToken(userId, 'busy', 1);
    const eager = new App({ url, token: busy, pause: (ms) => { pauses.push(ms); return pause(ms); } });
    for (let i = 0; i < 1000 && pauses.length === 0; i++) {
      assert.equal((await eager.query('{ viewer { id } }')).viewer.id, userId);
    }
    assert.ok(pauses.length === 1 && pauses[0] >= 1000 && pauses[0] <= 60_000, `pauses ${pauses}`);
  });
  await checkSignedOut(url, backend, () => token, () => app);
}

async function checkSync(url, app) {
  const trigger = async (input = {}) => (await app().query(TRIGGER_SYNC, { input })).triggerSync;
  for (const [name, subscribe] of [['WebSocket', overWebSocket], ['server-sent events', overEvents]]) {
    await check(`pull to refresh: progress over ${name}`, async () => {
      const { run, userErrors } = await trigger();
      assert.deepEqual(userErrors, []);
      const events = await all(subscribe(url, app().token, SYNC_PROGRESS, { runId: run.id }));
      const steps = events.map(({ syncProgress }) => syncProgress);
      const last = steps.at(-1);
      assert.ok(steps.every((step) => step.id === run.id));
      assert.equal(last.status, 'SUCCEEDED');
      assert.equal(last.kindsDone, last.kindsTotal);
      assert.equal(last.results.length, last.kindsTotal);
    });
    await check(`a sync that does not exist over ${name}`, async () => {
      const events = subscribe(url, app().token, SYNC_PROGRESS, { runId: 'U3luY1J1bjo5OTk5OTk' });
      await assert.rejects(all(events), (error) => error instanceof Refused && error.code === 'NOT_FOUND');
    });
  }
}

async function checkScreens(app) {
  // Two days ago is over in every time zone.
  const date = new Date(Date.now() - 2 * DAY_MS).toISOString().slice(0, 10);
  await check('Today', async () => {
    const { viewer } = await app().query(TODAY, { date });
    assert.equal(viewer.polarAccount.status, 'ACTIVE');
    assert.equal(viewer.day.date, date);
    assert.ok(viewer.day.sleep.asleepSeconds > 3 * 3600 && viewer.day.sleep.nightlyRecharge.hrvRmssdMs > 0);
    assert.ok(viewer.day.activity.complete && viewer.day.activity.steps >= 0);
  });
  await check('Today on a day without data has null parts', async () => {
    const { viewer: { day } } = await app().query(TODAY, { date: '1999-12-31' });
    assert.deepEqual([day.sleep, day.activity, day.exercises], [null, null, []]);
  });
  await check('Night', async () => {
    const { viewer: { sleep } } = await app().query(NIGHT, { date });
    assert.ok(sleep.hypnogram.length > 5);
    assert.ok(sleep.hypnogram.every((s) => new Date(s.startTime) >= new Date(sleep.startTime) && s.durationSeconds > 0));
    assertSeries(sleep.heartRate, 200);
    assertSeries(sleep.nightlyRecharge.hrv, 500);
  });
  await check('Workouts, scrolled to the end, and one of them', async () => {
    const list = await scroll(app(), 4);
    assert.ok(list.length > 4, `${list.length} workouts need more than one page`);
    assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
    assert.deepEqual(list, [...list].sort((a, b) => new Date(b.startTime) - new Date(a.startTime)));
    const { node } = await app().query(WORKOUT, { id: list[0].id });
    assert.equal(node.startTime, list[0].startTime);
    assert.ok(node.samples.length > 0);
    for (const { series } of node.samples) assertSeries(series, 300);
    if (node.route !== null) assert.equal(node.route.latitudes.length, node.route.longitudes.length);
  });
  await check('a workout that does not exist is null', async () => {
    assert.deepEqual(await app().query(WORKOUT, { id: 'RXhlcmNpc2U6OTk5OTk5' }), { node: null });
  });
}

/** All workouts, as infinite scrolling asks for them. */
async function scroll(app, first) {
  const list = [];
  for (let after = null; ;) {
    const { viewer: { exercises } } = await app.query(WORKOUTS, { first, after });
    list.push(...exercises.nodes);
    assert.ok(list.length <= exercises.totalCount, 'the list is longer than it says');
    if (!exercises.pageInfo.hasNextPage) {
      assert.equal(list.length, exercises.totalCount);
      return list;
    }
    after = exercises.pageInfo.endCursor;
  }
}

async function checkSignedOut(url, backend, token, app) {
  await check('a revoked token: sign in again', async () => {
    await backend.revoke(token().id);
    const until = Date.now() + REVOKED_WITHIN_MS;
    const accepted = () => app().query('{ viewer { id } }').then(() => true, (error) => {
      assert.ok(error instanceof SignInAgain, String(error));
      return false;
    });
    while (await accepted()) {
      assert.ok(Date.now() < until, 'the token still works');
      await pause(200);
    }
  });
  for (const [name, subscribe] of [['WebSocket', overWebSocket], ['server-sent events', overEvents]]) {
    await check(`a revoked token over ${name}: sign in again`, () =>
      assert.rejects(all(subscribe(url, token().token, SYNC_PROGRESS, { runId: 'x' })), SignInAgain));
  }
}
