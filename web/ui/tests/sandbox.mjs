// Starts what a first run needs: the Polar sandbox, and a server that nobody owns yet.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const binary = process.env.POLARFLOW;

/** Returns a port that is free. */
export async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

/** Returns what ends a process and waits until it has ended. */
function stopping(child) {
  return async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
}

/** Starts a sandbox whose consent leads back to a server, and returns the settings of that server. */
export async function startSandbox({ redirect, port = 0, days = 40 }) {
  const child = spawn(binary, ['sandbox', '--port', String(port), '--days', String(days), '--redirect', redirect], {
    env: { ...process.env, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const settings = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = /^(POLAR_\w+)=(\S+)$/.exec(line) ?? [];
    if (name) settings[name] = value;
    if (name === 'POLAR_TOKEN_URL') break;
  }
  if (!settings.POLAR_TOKEN_URL) throw new Error('the sandbox did not start');
  return { settings, port: Number(new URL(settings.POLAR_API_URL).port), stop: stopping(child) };
}

/** Starts a server over an empty database, and returns its address and the code from its log. */
export async function startFresh({ port, env = {} }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dashboard'));
  const origin = `http://localhost:${port}`;
  const child = spawn(binary, ['serve'], {
    env: {
      ...process.env, LOG_LEVEL: 'info', LOG_FORMAT: 'json', API_HOST: '127.0.0.1', API_PORT: String(port), BASE_URL: origin,
      DATABASE_URL: `sqlite://${path.join(folder, 'db')}`, ENCRYPTION_KEY: randomBytes(32).toString('base64'), ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = stopping(child);
  let code;
  for await (const line of createInterface({ input: child.stderr })) {
    const said = JSON.parse(line);
    code ??= said.code;
    if (said.msg === 'listening') break;
  }
  child.stderr.resume();
  if (!code) throw new Error('the server did not tell its code');
  return {
    origin,
    code,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}
