// Writes dist/documents.json: every operation of the dashboard, to the letter as its client sends it, as an Apollo
// persisted-query manifest. A server with TRUSTED_DOCUMENTS set to it runs nothing else.
import { formatDocument, gql, stringifyDocument } from '@urql/core';
import { parse } from 'graphql';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from './files.mjs';

const operations = globSync('.graphql').flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  return parse(text).definitions.map(({ loc, name, operation }) => {
    const document = gql(text.slice(loc.start, loc.end));
    // the client's cache asks for type names, and does not see subscriptions
    const body = stringifyDocument(operation === 'subscription' ? document : formatDocument(document));
    return { id: createHash('sha256').update(body).digest('hex'), name: name.value, type: operation, body };
  });
});
operations.sort((a, b) => (a.name < b.name ? -1 : 1));
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
writeFileSync(path.resolve(import.meta.dirname, '../dist/documents.json'), `${JSON.stringify(manifest, null, 1)}\n`);
console.log(`${operations.length} operations in the manifest`);
