// How the app takes failures that a healthy server does not give on demand: a server of our own gives them.

import http from 'node:http';

import { App } from '../app.mjs';
import { Offline, Refused, SignInAgain } from '../failures.mjs';
import { assert, check } from './checks.mjs';

const GOOD = [200, {}, '{"data":{"viewer":null}}'];
const LOST = null; // the connection breaks

/** Gives the answers one after the other while use runs, which gets an app and the pauses that it made. */
async function answering(answers, use) {
  const left = [...answers];
  const server = http.createServer((request, response) => {
    const answer = left.shift();
    request.resume();
    if (answer === LOST) return request.socket.destroy();
    response.writeHead(answer[0], answer[1]).end(answer[2]);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const pauses = [];
  const url = `http://127.0.0.1:${server.address().port}`;
  try {
    await use(new App({ url, token: 'pf_test', pause: async (ms) => { pauses.push(ms); } }), pauses);
    assert.equal(left.length, 0, 'all answers were asked for');
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const ask = (app) => app.query('{ viewer { id } }');

export async function failing() {
  await check('429: waits as long as Retry-After says, and asks again', () =>
    answering([[429, { 'Retry-After': '7' }, ''], GOOD], async (app, pauses) => {
      assert.deepEqual(await ask(app), { viewer: null });
      assert.deepEqual(pauses, [7000]);
    }));
  await check('429 with a wait that nobody would sit through is told at once', () =>
    answering([[429, { 'Retry-After': '3600' }, '']], async (app, pauses) => {
      await assert.rejects(ask(app), (error) => error instanceof Refused && error.code === 'RATE_LIMITED');
      assert.deepEqual(pauses, []);
    }));
  await check('offline, then a restarting server: asks again with growing pauses', () =>
    answering([LOST, [503, {}, ''], GOOD], async (app, pauses) => {
      assert.deepEqual(await ask(app), { viewer: null });
      assert.equal(pauses.length, 2);
      assert.ok(pauses[0] >= 375 && pauses[0] <= 625 && pauses[1] >= 750 && pauses[1] <= 1250, String(pauses));
    }));
  await check('offline for good: gives up after four attempts', () =>
    answering([LOST, LOST, LOST, LOST], (app) => assert.rejects(ask(app), Offline)));
  await check('401: one request, then sign in again', () =>
    answering([[401, {}, '']], (app) => assert.rejects(ask(app), SignInAgain)));
  await check('a hotel’s sign-in page is no answer', () =>
    answering([[200, {}, '<html>Welcome</html>']], (app) => assert.rejects(ask(app), Refused)));
}
