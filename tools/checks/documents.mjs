// The operations of the example apps that cannot run here, against the schema of the server.

import { readFileSync, readdirSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { assert, check } from './check.mjs';

const apps = { Swift: '../../examples/swift/graphql/', Kotlin: '../../examples/kotlin/src/main/graphql/' };

export async function documents({ schemaUrl }) {
  const schema = buildSchema(await (await fetch(schemaUrl)).text());
  for (const [app, folder] of Object.entries(apps)) {
    await check(`${app}: its operations are valid`, () => {
      const url = new URL(folder, import.meta.url);
      const files = readdirSync(url).filter((file) => file.endsWith('.graphql'));
      const document = parse(files.map((file) => readFileSync(new URL(file, url), 'utf8')).join('\n'));
      assert.ok(document.definitions.length > 0);
      assert.deepEqual(validate(schema, document).map(({ message }) => message), []);
    });
  }
}
