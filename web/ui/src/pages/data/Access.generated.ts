// Made by npm run generate from Access.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** One thing that a credential may do. */
export type Scope =
  /** Read the person's data. */
  | 'READ'
  /** Ask for a sync. */
  | 'SYNC'
  /** Change the person's settings, tokens and connection, and delete the person. */
  | 'MANAGE'
  /** Everything, for everybody. */
  | 'SERVICE';

export type AccessQueryVariables = Exact<{ [key: string]: never; }>;


export type AccessQuery = { viewer: { apiTokens: Array<{ id: string, name: string, prefix: string, scopes: Array<Scope>, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null }>, sessions: Array<{ id: string, createdAt: string, lastSeenAt: string, address: string | null, agent: string | null, current: boolean }> } | null };

export type CreateTokenMutationVariables = Exact<{
  name: string;
  scopes: Array<Scope> | Scope;
  expiresAt?: string | null | undefined;
}>;


export type CreateTokenMutation = { createApiToken: { token: string | null, userErrors: Array<{ message: string }> } };

export type RevokeTokenMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeTokenMutation = { revokeApiToken: { userErrors: Array<{ message: string }> } };

export type EndSessionMutationVariables = Exact<{
  id: string | number;
}>;


export type EndSessionMutation = { revokeSession: { userErrors: Array<{ message: string }> } };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { signOutEverywhere: { endedSessions: number, userErrors: Array<{ message: string }> } };

export const Access = document<AccessQuery, AccessQueryVariables>(`query Access {
  viewer {
    apiTokens {
      id
      name
      prefix
      scopes
      createdAt
      expiresAt
      lastUsedAt
      revokedAt
    }
    sessions {
      id
      createdAt
      lastSeenAt
      address
      agent
      current
    }
  }
}`);

export const CreateToken = document<CreateTokenMutation, CreateTokenMutationVariables>(`mutation CreateToken($name: String!, $scopes: [Scope!]!, $expiresAt: DateTime) {
  createApiToken(input: { name: $name, scopes: $scopes, expiresAt: $expiresAt }) {
    token
    userErrors {
      message
    }
  }
}`);

export const RevokeToken = document<RevokeTokenMutation, RevokeTokenMutationVariables>(`mutation RevokeToken($id: ID!) {
  revokeApiToken(input: { apiTokenId: $id }) {
    userErrors {
      message
    }
  }
}`);

export const EndSession = document<EndSessionMutation, EndSessionMutationVariables>(`mutation EndSession($id: ID!) {
  revokeSession(input: { sessionId: $id }) {
    userErrors {
      message
    }
  }
}`);

export const SignOutEverywhere = document<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>(`mutation SignOutEverywhere {
  signOutEverywhere(input: {}) {
    endedSessions
    userErrors {
      message
    }
  }
}`);
