<?php

declare(strict_types=1);

namespace App\Services;

/** The operations that the client sends. Add the fields that you show: GET /schema.graphql lists them all. */
final class PolarflowQueries
{
    public const CREATE_USER = <<<'GRAPHQL'
        mutation Provision($input: CreateUserInput!) {
          createUser(input: $input) { user { id externalId } userErrors { code message field } }
        }
        GRAPHQL;

    public const DELETE_USER = <<<'GRAPHQL'
        mutation Forget($input: DeleteUserInput!) {
          deleteUser(input: $input) { deletedUserId userErrors { code message field } }
        }
        GRAPHQL;

    public const CONNECT = <<<'GRAPHQL'
        mutation Connect($input: ConnectPolarInput!) {
          connectPolar(input: $input) { authorizeUrl userErrors { code message field } }
        }
        GRAPHQL;

    public const TRIGGER_SYNC = <<<'GRAPHQL'
        mutation TriggerSync($input: TriggerSyncInput!) {
          triggerSync(input: $input) { alreadyRunning run { id status queuedAt } userErrors { code message field } }
        }
        GRAPHQL;

    public const CREATE_TOKEN = <<<'GRAPHQL'
        mutation Token($input: CreateApiTokenInput!) {
          createApiToken(input: $input) { token userErrors { code message field } }
        }
        GRAPHQL;

    public const USER = <<<'GRAPHQL'
        query Person($externalId: String!) {
          user(externalId: $externalId) {
            id externalId displayName timeZone
            polarAccount { status problem lastSyncedAt }
          }
        }
        GRAPHQL;

    public const SYNC_RUN = <<<'GRAPHQL'
        query Run($id: ID!) {
          node(id: $id) { ... on SyncRun { id status finishedAt kindsDone kindsTotal error } }
        }
        GRAPHQL;

    public const SLEEP = <<<'GRAPHQL'
        query Night($externalId: String!, $date: Date!) {
          user(externalId: $externalId) {
            sleep(date: $date) {
              date startTime endTime score asleepSeconds lightSeconds deepSeconds remSeconds heartRateAvgBpm
              nightlyRecharge { hrvRmssdMs ansCharge }
            }
          }
        }
        GRAPHQL;

    public const SLEEPS = <<<'GRAPHQL'
        query Nights($externalId: String!, $range: DateRange, $after: String) {
          user(externalId: $externalId) {
            sleeps(range: $range, first: 100, after: $after, order: ASC) {
              nodes { date startTime endTime score asleepSeconds lightSeconds deepSeconds remSeconds heartRateAvgBpm }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
        GRAPHQL;

    public const EXERCISES = <<<'GRAPHQL'
        query Exercises($externalId: String!, $range: DateRange, $sport: String, $after: String) {
          user(externalId: $externalId) {
            exercises(range: $range, sport: $sport, first: 50, after: $after, order: ASC) {
              nodes {
                id date startTime sport sportName durationSeconds distanceMeters energyKcal heartRateAvgBpm cardioLoad
              }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
        GRAPHQL;
}
