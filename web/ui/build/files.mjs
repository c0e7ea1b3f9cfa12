import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Returns the files under src whose names end in the suffix, in a fixed order. */
export function globSync(suffix) {
  const source = path.resolve(import.meta.dirname, '../src');
  return readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith(suffix))
    .sort()
    .map((name) => path.join(source, name));
}
