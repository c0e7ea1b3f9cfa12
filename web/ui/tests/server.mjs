// Starts `polarflow demo` for tests.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const binary = process.env.POLARFLOW ?? fail('POLARFLOW has to be the path of the built binary');

function fail(text) {
  throw new Error(text);
}

/** Starts a demo with the arguments and variables, and returns how to reach it. Whoever starts it stops it. */
export async function startDemo({ args = [], env = {} } = {}) {
  const child = spawn(binary, ['demo', ...(args.includes('--port') ? [] : ['--port', '0']), ...args], {
    env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error', RATE_LIMIT_PER_MINUTE: '100000,100000', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = /^([\w -]+): (\S+)$/.exec(line) ?? [];
    if (name) said[name] = value;
    if (name === 'API token') break;
  }
  if (!said['API token']) fail('the demo did not start');
  return {
    origin: new URL(said.Dashboard).origin,
    signIn: said['Sign-in'],
    token: said['API token'],
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Starts `polarflow serve` over a database that is there, and returns what stops it once it answers. */
export async function startServer({ port, env }) {
  const child = spawn(binary, ['serve'], {
    env: { ...process.env, LOG_LEVEL: 'error', API_HOST: '127.0.0.1', API_PORT: String(port), BASE_URL: `http://localhost:${port}`, ...env },
    stdio: 'ignore',
  });
  const isReady = () => fetch(`http://127.0.0.1:${port}/ready`).then((answer) => answer.ok, () => false);
  while (!(await isReady())) {
    if (child.exitCode !== null) fail('the server has ended');
    await new Promise((go) => setTimeout(go, 100));
  }
  return {
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Uses up the sign-in link of a demo and returns the cookie of the session. */
export async function session(demo) {
  const answer = await fetch(demo.signIn, { redirect: 'manual' });
  const [cookie] = answer.headers.getSetCookie();
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(cookie) ?? fail('the sign-in link does not work');
  return { name, value, url: demo.origin };
}
