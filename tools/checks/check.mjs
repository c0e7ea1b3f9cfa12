// Runs named checks and counts them.

import assert from 'node:assert/strict';

export { assert };

let passed = 0, failed = 0;

/** Runs one check; it fails by throwing. */
export async function check(name, run) {
  try {
    await run();
    passed++;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.stack}`);
  }
}

/** Prints the tally and returns the exit status. */
export function end() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
