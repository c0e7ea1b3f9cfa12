import { gql, type TypedDocumentNode } from '@urql/core';

/** Returns an operation with the types of its answer and its variables. */
export function document<Data, Variables extends Record<string, unknown>>(text: string): TypedDocumentNode<Data, Variables> {
  return gql<Data, Variables>(text);
}
