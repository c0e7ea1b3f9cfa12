// Runs the tests, or those of the files that are named, against one demo with a signed-in person:
// POLARFLOW=path/to/binary npm test [-- tests/night.test.mjs]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { session, startDemo } from './server.mjs';

const folder = import.meta.dirname;
const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).map((name) => path.join(folder, name));

const demo = await startDemo();
try {
  const cookie = await session(demo);
  const tests = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files], {
    env: { ...process.env, DEMO: JSON.stringify({ origin: demo.origin, token: demo.token, cookie }) },
    stdio: 'inherit',
  });
  const [code] = await once(tests, 'exit');
  process.exitCode = code ?? 1;
} finally {
  await demo.stop();
}
