// What a Relay app asks of this API, for the compiler alone: pages forwards, backwards and both ways, an object that is
// fetched again by its id, and a list that follows live changes.
import { graphql } from 'relay-runtime';

// Forwards, with the cursors and the filters that Relay keeps in its store.
export const nights = graphql`
  fragment Pages_nights on User
  @refetchable(queryName: "PagesNightsQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 30 }
    cursor: { type: "String" }
    range: { type: "DateRange" }
  ) {
    sleeps(first: $count, after: $cursor, range: $range) @connection(key: "Pages_sleeps", filters: ["range"]) {
      edges { node { id date score } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

// Backwards, as a chat would.
export const sessions = graphql`
  fragment Pages_sessions on User
  @refetchable(queryName: "PagesSessionsQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 30 }, cursor: { type: "String" }) {
    exercises(last: $count, before: $cursor, order: ASC) @connection(key: "Pages_exercises") {
      edges { node { id startTime sport } }
    }
  }
`;

// Both ways from the same place.
export const days = graphql`
  fragment Pages_days on User
  @refetchable(queryName: "PagesDaysQuery")
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  ) {
    dailyActivities(first: $first, after: $after, last: $last, before: $before)
      @connection(key: "Pages_dailyActivities") {
      edges { node { ...Pages_record steps } }
    }
  }
`;

// One record, of whatever kind, again by its id: Relay writes node(id:) for it.
export const record = graphql`
  fragment Pages_record on Record @refetchable(queryName: "PagesRecordQuery") {
    id
    date
    updatedAt
  }
`;

// The people of an application: a connection of the root.
export const people = graphql`
  fragment Pages_people on Query
  @refetchable(queryName: "PagesPeopleQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 30 }, cursor: { type: "String" }) {
    users(first: $count, after: $cursor) @connection(key: "Pages_users") {
      edges { node { id externalId } }
    }
  }
`;

export const screen = graphql`
  query PagesQuery($range: DateRange) {
    viewer { id ...Pages_nights @arguments(range: $range) ...Pages_sessions ...Pages_days }
    ...Pages_people
  }
`;

// Several objects by their ids, as a store that has lost their fields asks for them.
export const again = graphql`
  query PagesAgainQuery($ids: [ID!]!) {
    nodes(ids: $ids) { id __typename ... on Day { date sleep { score } } ...Pages_record @alias }
  }
`;

export const live = graphql`
  subscription PagesLiveSubscription($since: String) {
    recordsChanged(since: $since) { userId kinds dates cursor }
  }
`;

// A mutation that takes its object out of the store.
export const leave = graphql`
  mutation PagesLeaveMutation($input: DeleteUserInput!) {
    deleteUser(input: $input) { deletedUserId @deleteRecord userErrors { code message field } }
  }
`;
