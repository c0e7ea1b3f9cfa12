// Prints the schema of graph/*.graphqls as one document, extensions merged.
import { buildSchema, printSchema } from 'graphql';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../graph');
const parts = readdirSync(folder).filter((name) => name.endsWith('.graphqls')).sort();
console.log(printSchema(buildSchema(parts.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n'))));
