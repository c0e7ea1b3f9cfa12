// Writes NAME.generated.ts beside each NAME.graphql under src: the operations of it with the types of their variables
// and answers. It ends with an error for an operation that the schema in graph/*.graphqls does not allow.
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, Kind, parse, printSchema, validate } from 'graphql';
import { globSync } from './files.mjs';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const graph = path.resolve(import.meta.dirname, '../../../graph');
const parts = readdirSync(graph).filter((name) => name.endsWith('.graphqls')).sort();
const schema = buildSchema(parts.map((name) => readFileSync(path.join(graph, name), 'utf8')).join('\n'));

// Scalars arrive as text in JSON.
const config = {
  scalars: { Date: 'string', DateTime: 'string' },
  enumType: 'string-literal',
  skipTypename: true,
  dedupeOperationSuffix: true,
  useTypeImports: true,
  generatesOperationTypes: true,
};

/** The statements that export each operation of a file as a typed document. */
const documents = {
  plugin: (_schema, [{ document, rawSDL }]) =>
    document.definitions
      .filter((d) => d.kind === Kind.OPERATION_DEFINITION)
      .map((d) => {
        const types = `${d.name.value}${{ query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[d.operation]}`;
        const text = rawSDL.slice(d.loc.start, d.loc.end).replaceAll('`', '\\`');
        return `export const ${d.name.value} = document<${types}, ${types}Variables>(\`${text}\`);`;
      })
      .join('\n\n'),
};

const seen = new Map();
for (const file of globSync('.graphql')) {
  const rawSDL = readFileSync(file, 'utf8');
  const document = parse(rawSDL);
  for (const error of validate(schema, document)) throw new Error(`${file}: ${error.message}`);
  for (const { name } of document.definitions) {
    if (seen.has(name.value)) throw new Error(`${file}: ${name.value} is also in ${seen.get(name.value)}`);
    seen.set(name.value, file);
  }
  const code = await codegen({
    filename: file,
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents: [{ location: file, document, rawSDL }],
    config,
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents },
  });
  const out = file.replace(/\.graphql$/, '.generated.ts');
  const api = path.relative(path.dirname(file), path.resolve(import.meta.dirname, '../src/api/document'));
  writeFileSync(out, `// Made by npm run generate from ${path.basename(file)}.\nimport { document } from '${api.startsWith('.') ? api : `./${api}`}';\n\n${code.trim()}\n`);
}
console.log(`${seen.size} operations are valid`);
