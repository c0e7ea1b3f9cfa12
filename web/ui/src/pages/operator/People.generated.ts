// Made by npm run generate from People.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How a connection to Polar stands. */
export type PolarAccountStatus =
  /** Polar answers. */
  | 'ACTIVE'
  /** The person has to accept Polar's mandatory consents before Polar hands out data. */
  | 'CONSENT_MISSING'
  /** Polar no longer accepts the token: the person has to connect again. */
  | 'REVOKED';

export type PeopleQueryVariables = Exact<{
  search?: string | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
}>;


export type PeopleQuery = { users: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, externalId: string | null, displayName: string | null, timeZone: string, createdAt: string, polarAccount: { status: PolarAccountStatus, lastSyncedAt: string | null } | null }> } };

export type CreatePersonMutationVariables = Exact<{
  externalId: string;
  displayName?: string | null | undefined;
}>;


export type CreatePersonMutation = { createUser: { user: { id: string } | null, userErrors: Array<{ code: string, message: string }> } };

export const People = document<PeopleQuery, PeopleQueryVariables>(`query People($search: String, $after: String, $before: String, $first: Int, $last: Int) {
  users(search: $search, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    nodes {
      id
      externalId
      displayName
      timeZone
      createdAt
      polarAccount {
        status
        lastSyncedAt
      }
    }
  }
}`);

export const CreatePerson = document<CreatePersonMutation, CreatePersonMutationVariables>(`mutation CreatePerson($externalId: String!, $displayName: String) {
  createUser(input: { externalId: $externalId, displayName: $displayName }) {
    user {
      id
    }
    userErrors {
      code
      message
    }
  }
}`);
