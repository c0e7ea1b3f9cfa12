<?php

declare(strict_types=1);

namespace App\Services;

use App\Exceptions\Polarflow\InvalidInput;
use App\Exceptions\Polarflow\NotConnected;
use App\Exceptions\Polarflow\Unavailable;
use DateTimeInterface;
use Illuminate\Http\Client\ConnectionException;
use Illuminate\Http\Client\Factory;
use Illuminate\Support\LazyCollection;

/**
 * The polarflow server, as an application with a service credential uses it. People are named by the
 * application's own id (externalId). Someone the server does not know reads as nothing: null, or an empty
 * collection. Dates are YYYY-MM-DD, the person's own calendar dates; every unit is in the field's name, and
 * null means that nothing was measured. Every method throws PolarflowException or one of its subclasses.
 */
final class Polarflow
{
    public function __construct(
        private readonly Factory $http,
        private readonly string $url,
        private readonly string $key,
        private readonly int $timeoutSeconds = 10,
    ) {
    }

    /**
     * Makes the person, or finds the one who is there already: calling it twice is safe.
     *
     * @param string|null $timeZone an IANA name, such as Europe/Helsinki
     * @return array{id: string, externalId: string}
     */
    public function provision(string $externalId, ?string $displayName = null, ?string $timeZone = null): array
    {
        $payload = $this->mutate(PolarflowQueries::CREATE_USER, array_filter([
            'externalId' => $externalId, 'displayName' => $displayName, 'timeZone' => $timeZone,
        ], static fn (?string $value): bool => $value !== null), allowed: ['EXTERNAL_ID_TAKEN']);

        return $payload['user'];
    }

    /**
     * The person and the connection; polarAccount is null before the first connect.
     *
     * @return array{id: string, externalId: string, displayName: ?string, timeZone: string, polarAccount:
     *     ?array{status: string, problem: ?string, lastSyncedAt: ?string}}|null
     */
    public function user(string $externalId): ?array
    {
        return $this->query(PolarflowQueries::USER, ['externalId' => $externalId])['user'];
    }

    /** Deletes the person, all that was recorded, and the registration at Polar. */
    public function forget(string $externalId): void
    {
        $this->mutate(PolarflowQueries::DELETE_USER, ['userId' => $this->idOf($externalId)]);
    }

    /**
     * Where to send the person's browser. It works once, for ten minutes, and ends on
     * $returnUrl?polarflow=connected or $returnUrl?polarflow=error&code=…; the server's
     * ALLOWED_RETURN_ORIGINS must have the origin of $returnUrl.
     */
    public function connectUrl(string $externalId, string $returnUrl): string
    {
        $input = ['userId' => $this->idOf($externalId), 'returnUrl' => $returnUrl];

        return $this->mutate(PolarflowQueries::CONNECT, $input)['authorizeUrl'];
    }

    /**
     * Queues a sync now, or tells of the one that is on its way.
     *
     * @return array{alreadyRunning: bool, run: array{id: string, status: string, queuedAt: string}}
     * @throws NotConnected
     */
    public function triggerSync(string $externalId): array
    {
        $payload = $this->mutate(PolarflowQueries::TRIGGER_SYNC, ['userId' => $this->idOf($externalId)]);

        return ['alreadyRunning' => $payload['alreadyRunning'], 'run' => $payload['run']];
    }

    /**
     * How a sync stands; it has ended when finishedAt is not null.
     *
     * @return array{id: string, status: string, finishedAt: ?string, kindsDone: int, kindsTotal: int,
     *     error: ?string}|null
     */
    public function syncRun(string $id): ?array
    {
        return $this->query(PolarflowQueries::SYNC_RUN, ['id' => $id])['node'];
    }

    /**
     * A token with which the person's own app reads that person and nobody else. Give it to the app and do
     * not store it: the server tells it only here.
     *
     * @param non-empty-list<'READ'|'SYNC'|'MANAGE'> $scopes
     */
    public function createToken(string $externalId, string $name, array $scopes, DateTimeInterface $expiresAt): string
    {
        return $this->mutate(PolarflowQueries::CREATE_TOKEN, [
            'userId' => $this->idOf($externalId), 'name' => $name, 'scopes' => $scopes,
            'expiresAt' => $expiresAt->format(DateTimeInterface::RFC3339),
        ])['token'];
    }

    /**
     * The night that ended on the morning of $date, with the fields that SLEEP names.
     *
     * @return array{date: string, score: ?int, asleepSeconds: ?int, nightlyRecharge: ?array<string, ?float>}|null
     */
    public function sleep(string $externalId, string $date): ?array
    {
        $user = $this->query(PolarflowQueries::SLEEP, ['externalId' => $externalId, 'date' => $date])['user'];

        return $user['sleep'] ?? null;
    }

    /**
     * The nights from $from to $to, both included, oldest first; null leaves that end open. Pages are asked
     * for while you walk. The fields are those that SLEEPS names.
     *
     * @return LazyCollection<int, array{date: string, score: ?int, asleepSeconds: ?int}>
     */
    public function sleeps(string $externalId, ?string $from = null, ?string $to = null): LazyCollection
    {
        return $this->pages('sleeps', PolarflowQueries::SLEEPS, [
            'externalId' => $externalId, 'range' => ['from' => $from, 'to' => $to],
        ]);
    }

    /**
     * The exercises, like sleeps.
     *
     * @param string|null $sport Polar's word, such as RUNNING
     * @return LazyCollection<int, array{id: string, date: string, sport: ?string, durationSeconds: ?float}>
     */
    public function exercises(
        string $externalId,
        ?string $from = null,
        ?string $to = null,
        ?string $sport = null,
    ): LazyCollection {
        return $this->pages('exercises', PolarflowQueries::EXERCISES, [
            'externalId' => $externalId, 'range' => ['from' => $from, 'to' => $to], 'sport' => $sport,
        ]);
    }

    /**
     * Sends one operation and returns its data; for whatever the methods above do not read.
     *
     * @param array<string, mixed> $variables
     * @return array<string, mixed>
     */
    public function query(string $query, array $variables = []): array
    {
        try {
            $response = $this->http->withToken($this->key)->acceptJson()->timeout($this->timeoutSeconds)
                ->post(rtrim($this->url, '/') . '/graphql', ['query' => $query, 'variables' => (object) $variables]);
        } catch (ConnectionException $e) {
            throw new Unavailable('polarflow does not answer', 'UNAVAILABLE', null, $e);
        }

        return PolarflowAnswer::data($response);
    }

    /**
     * Sends a mutation and returns its payload.
     *
     * @param array<string, mixed> $input
     * @param list<string>         $allowed codes of userErrors that are no failure
     * @return array<string, mixed>
     */
    private function mutate(string $mutation, array $input, array $allowed = []): array
    {
        $data = $this->query($mutation, ['input' => $input]);
        $payload = $data[array_key_first($data)];
        $errors = array_values(array_filter(
            $payload['userErrors'],
            static fn (array $error): bool => !in_array($error['code'], $allowed, true),
        ));
        if ($errors === []) {
            return $payload;
        }

        throw $errors[0]['code'] === 'NOT_CONNECTED'
            ? new NotConnected($errors[0]['message'], 'NOT_CONNECTED')
            : new InvalidInput($errors);
    }

    /**
     * Walks a connection of the person from page to page.
     *
     * @param array<string, mixed> $variables
     */
    private function pages(string $field, string $query, array $variables): LazyCollection
    {
        return LazyCollection::make(function () use ($field, $query, $variables) {
            $after = null;
            do {
                $page = $this->query($query, ['after' => $after] + $variables)['user'][$field] ?? null;
                foreach ($page['nodes'] ?? [] as $node) {
                    yield $node;
                }
                $after = $page['pageInfo']['endCursor'] ?? null;
            } while ($page['pageInfo']['hasNextPage'] ?? false);
        });
    }

    /** The server's id of a person, which mutations want. */
    private function idOf(string $externalId): string
    {
        return $this->user($externalId)['id'] ?? throw new InvalidInput([[
            'code' => 'NOT_FOUND', 'message' => 'polarflow does not know this person: provision first',
            'field' => ['externalId'],
        ]]);
    }
}
