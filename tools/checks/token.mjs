// Prints a token of the person EXTERNAL_ID, for examples that have one.

import { Server } from './server.mjs';

const { POLARFLOW_URL, POLARFLOW_KEY, EXTERNAL_ID } = process.env;
const server = new Server(POLARFLOW_URL, POLARFLOW_KEY, EXTERNAL_ID);
const { user } = await server.ask('query($id: String!) { user(externalId: $id) { id } }', { id: EXTERNAL_ID });
const { createApiToken } = await server.ask(
  'mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { token userErrors { message } } }',
  { input: { userId: user.id, name: 'examples', scopes: ['READ', 'SYNC'] } });
console.log(createApiToken.token);
