// Runs the tests, or those of the files that are named, against one demo with a signed-in person:
// POLARFLOW=path/to/binary npm test [-- tests/night.test.mjs]
// A file that fails is tried once more, and the log says so: a browser on a busy machine can be late for once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { session, startDemo } from './server.mjs';

const folder = import.meta.dirname;
const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => path.join(folder, name));

const demo = await startDemo();
try {
  const cookie = await session(demo);
  const env = { ...process.env, DEMO: JSON.stringify({ origin: demo.origin, token: demo.token, cookie }) };
  const passes = async (file) => {
    const [code] = await once(spawn(process.execPath, ['--test', '--test-reporter=spec', file], { env, stdio: 'inherit' }), 'exit');
    return code === 0;
  };
  const failed = [];
  for (const file of files) {
    if (await passes(file)) continue;
    console.log(`again: ${file}`);
    if (!(await passes(file))) failed.push(file);
  }
  console.log(failed.length > 0 ? `failed twice: ${failed.join(' ')}` : `${files.length} files of browser tests passed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
  await demo.stop();
}
