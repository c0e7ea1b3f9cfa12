// Made by npm run generate from Account.graphql.
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

export type AccountQueryVariables = Exact<{
  first: number;
}>;


export type AccountQuery = { viewer: { id: string, displayName: string | null, timeZone: string, timeZoneInferred: boolean, polarAccount: { status: PolarAccountStatus, polarUserId: string, connectedAt: string, tokenExpiresAt: string | null, lastSyncedAt: string | null, problem: string | null } | null, auditTrail: { pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, at: string, action: string, actor: string, address: string | null, detail: string | null }> } } | null };

export type UpdateMeMutationVariables = Exact<{
  displayName?: string | null | undefined;
  timeZone?: string | null | undefined;
}>;


export type UpdateMeMutation = { updateUser: { user: { id: string, displayName: string | null, timeZone: string } | null, userErrors: Array<{ message: string }> } };

export type DisconnectMutationVariables = Exact<{ [key: string]: never; }>;


export type DisconnectMutation = { disconnectPolar: { user: { id: string } | null, userErrors: Array<{ message: string }> } };

export type DeleteMeMutationVariables = Exact<{ [key: string]: never; }>;


export type DeleteMeMutation = { deleteUser: { deletedUserId: string | null, userErrors: Array<{ message: string }> } };

export const Account = document<AccountQuery, AccountQueryVariables>(`query Account($first: Int!) {
  viewer {
    id
    displayName
    timeZone
    timeZoneInferred
    polarAccount {
      status
      polarUserId
      connectedAt
      tokenExpiresAt
      lastSyncedAt
      problem
    }
    auditTrail(first: $first) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        at
        action
        actor
        address
        detail
      }
    }
  }
}`);

export const UpdateMe = document<UpdateMeMutation, UpdateMeMutationVariables>(`mutation UpdateMe($displayName: String, $timeZone: String) {
  updateUser(input: { displayName: $displayName, timeZone: $timeZone }) {
    user {
      id
      displayName
      timeZone
    }
    userErrors {
      message
    }
  }
}`);

export const Disconnect = document<DisconnectMutation, DisconnectMutationVariables>(`mutation Disconnect {
  disconnectPolar(input: {}) {
    user {
      id
    }
    userErrors {
      message
    }
  }
}`);

export const DeleteMe = document<DeleteMeMutation, DeleteMeMutationVariables>(`mutation DeleteMe {
  deleteUser(input: {}) {
    deletedUserId
    userErrors {
      message
    }
  }
}`);
