// What is asked. The types of variables and answers come from the schema (npm run generate).
import { graphql } from './gql/index.js';

export const Nights = graphql(`
  query Nights($first: Int!, $after: String) {
    viewer {
      sleeps(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { id date score asleepSeconds nightlyRecharge { hrvRmssdMs } }
      }
    }
  }
`);

export const SyncNow = graphql(`
  mutation SyncNow($input: TriggerSyncInput!) {
    triggerSync(input: $input) { alreadyRunning run { id } userErrors { code message } }
  }
`);

export const SyncProgress = graphql(`
  subscription SyncProgress($runId: ID!) {
    syncProgress(runId: $runId) { id status kindsDone kindsTotal }
  }
`);
