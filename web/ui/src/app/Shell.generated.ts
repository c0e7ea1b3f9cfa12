// Made by npm run generate from Shell.graphql.
import { document } from '../api/document';

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

export type ShellQueryVariables = Exact<{ [key: string]: never; }>;


export type ShellQuery = { viewer: { id: string, displayName: string | null, timeZone: string, polarAccount: { status: PolarAccountStatus, lastSyncedAt: string | null, problem: string | null } | null } | null };

export const Shell = document<ShellQuery, ShellQueryVariables>(`query Shell {
  viewer {
    id
    displayName
    timeZone
    polarAccount {
      status
      lastSyncedAt
      problem
    }
  }
}`);
