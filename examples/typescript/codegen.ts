// Types for the operations in src/, made from the server's schema, which needs no credential.
// gql/persisted-documents.json is what the server's TRUSTED_DOCUMENTS takes.
import type { CodegenConfig } from '@graphql-codegen/cli';

const server = process.env.POLARFLOW_URL ?? 'http://localhost:8000';

const config: CodegenConfig = {
  schema: `${server}/schema.graphql`,
  documents: 'src/*.ts',
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        // dates are the person's own calendar dates (2026-03-01), instants are RFC 3339 with an offset
        scalars: { Date: 'string', DateTime: 'string' },
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
  },
  importExtension: '.js',
};

export default config;
