// Made by npm run generate from Journal.graphql.
import { document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What an entry of a journal is about. */
export type JournalKind =
  /** Alcohol; the amount is how many standard drinks. */
  | 'ALCOHOL'
  /** Feeling ill; the amount is how much, 1 a little to 3 severe. */
  | 'ILLNESS'
  /** An injury; the amount is how much, 1 a little to 3 severe. */
  | 'INJURY'
  /** Travel; the amount is how many hours of time difference. */
  | 'TRAVEL'
  /** Menstruation; the amount is how strong, 1 light to 3 strong. */
  | 'MENSTRUATION'
  /** A meal shortly before sleep; it has no amount. */
  | 'LATE_MEAL'
  /** Stress; the amount is how much, 1 a little to 3 severe. */
  | 'STRESS'
  /** Only a note. */
  | 'NOTE';

/** A range of calendar dates. Both ends are inclusive, and either may be left open. */
export type DateRange = {
  /** First date of the range; open when left out. */
  from?: string | null | undefined;
  /** Last date of the range; open when left out. */
  to?: string | null | undefined;
};

export type JournalDayQueryVariables = Exact<{
  range: DateRange;
}>;


export type JournalDayQuery = { viewer: { journal: { nodes: Array<{ id: string, date: string, kind: JournalKind, amount: number | null, note: string | null }> } } | null };

export type JournalBeforeQueryVariables = Exact<{
  first: number;
}>;


export type JournalBeforeQuery = { viewer: { journal: { pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, date: string, kind: JournalKind, amount: number | null, note: string | null }> } } | null };

export type WriteDownMutationVariables = Exact<{
  date: string;
  kind: JournalKind;
  amount?: number | null | undefined;
  note?: string | null | undefined;
}>;


export type WriteDownMutation = { addJournalEntry: { journalEntry: { id: string } | null, userErrors: Array<{ message: string }> } };

export type TakeOutMutationVariables = Exact<{
  id: string | number;
}>;


export type TakeOutMutation = { removeJournalEntry: { removedJournalEntryId: string | null, userErrors: Array<{ message: string }> } };

export const JournalDay = document<JournalDayQuery, JournalDayQueryVariables>(`query JournalDay($range: DateRange!) {
  viewer {
    journal(range: $range, first: 100, order: ASC) {
      nodes {
        id
        date
        kind
        amount
        note
      }
    }
  }
}`);

export const JournalBefore = document<JournalBeforeQuery, JournalBeforeQueryVariables>(`query JournalBefore($first: Int!) {
  viewer {
    journal(first: $first) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        date
        kind
        amount
        note
      }
    }
  }
}`);

export const WriteDown = document<WriteDownMutation, WriteDownMutationVariables>(`mutation WriteDown($date: Date!, $kind: JournalKind!, $amount: Float, $note: String) {
  addJournalEntry(input: { date: $date, kind: $kind, amount: $amount, note: $note }) {
    journalEntry {
      id
    }
    userErrors {
      message
    }
  }
}`);

export const TakeOut = document<TakeOutMutation, TakeOutMutationVariables>(`mutation TakeOut($id: ID!) {
  removeJournalEntry(input: { id: $id }) {
    removedJournalEntryId
    userErrors {
      message
    }
  }
}`);
