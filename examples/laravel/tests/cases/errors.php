<?php

declare(strict_types=1);

// How answers become exceptions, with answers that a healthy server does not give on demand.

use App\Exceptions\Polarflow\InvalidInput;
use App\Exceptions\Polarflow\NotConnected;
use App\Exceptions\Polarflow\PolarflowException;
use App\Exceptions\Polarflow\RateLimited;
use App\Exceptions\Polarflow\ServerError;
use App\Exceptions\Polarflow\Unauthenticated;
use App\Exceptions\Polarflow\Unavailable;
use App\Services\Polarflow;
use Illuminate\Http\Client\Factory;
use Tests\Checks;

// A client whose server gives these answers, one after the other.
$answering = static function (array ...$answers): Polarflow {
    $http = new Factory();
    $sequence = $http->fakeSequence();
    foreach ($answers as [$status, $body, $headers]) {
        $sequence->push($body, $status, $headers);
    }

    return new Polarflow($http, 'http://polarflow.test', 'key');
};
$error = static fn (string $code, array $more = []): array => ['errors' => [
    ['message' => 'because', 'extensions' => ['code' => $code, 'requestId' => 'R1'] + $more],
], 'data' => null];

$table = [
    '401' => [401, $error('UNAUTHENTICATED'), Unauthenticated::class, 'UNAUTHENTICATED'],
    '403' => [200, $error('FORBIDDEN'), PolarflowException::class, 'FORBIDDEN'],
    'a query that is wrong' => [422, $error('BAD_USER_INPUT'), PolarflowException::class, 'BAD_USER_INPUT'],
    'Polar is down' => [200, $error('UPSTREAM_UNAVAILABLE'), Unavailable::class, 'UPSTREAM_UNAVAILABLE'],
    'not connected' => [200, $error('NOT_CONNECTED'), NotConnected::class, 'NOT_CONNECTED'],
    'internal' => [200, $error('INTERNAL'), ServerError::class, 'INTERNAL'],
    'a proxy’s 502' => [502, '<html>Bad Gateway</html>', Unavailable::class, 'UPSTREAM_UNAVAILABLE'],
    'a page that is no GraphQL' => [200, '<html>Welcome</html>', ServerError::class, 'INTERNAL'],
    'neither data nor errors' => [200, '{}', ServerError::class, 'INTERNAL'],
    'a proxy’s 404' => [404, 'no such page', PolarflowException::class, 'BAD_USER_INPUT'],
];
$checks = [];
foreach ($table as $name => [$status, $body, $class, $code]) {
    $checks["error: {$name}"] = static function () use ($answering, $status, $body, $class, $code): void {
        $thrown = Checks::throws($class, static fn () => $answering([$status, $body, []])->user('u'));
        Checks::same($code, $thrown->errorCode, 'code');
        Checks::same(is_array($body) ? 'R1' : null, $thrown->requestId, 'request id');
    };
}

$waits = [
    'the header' => [['Retry-After' => '7'], $error('RATE_LIMITED'), 7],
    'the extension' => [[], $error('RATE_LIMITED', ['retryAfterSeconds' => 2.5]), 3],
    'neither' => [[], $error('RATE_LIMITED'), 60],
    'a proxy’s page' => [['Retry-After' => '0'], 'slow down', 1],
    'a date' => [['Retry-After' => 'Wed, 21 Oct 2026 07:28:00 GMT'], 'slow down', 60],
];
foreach ($waits as $name => [$headers, $body, $seconds]) {
    $checks["429: the wait is in {$name}"] = static function () use ($answering, $headers, $body, $seconds): void {
        $call = static fn () => $answering([429, $body, $headers])->user('u');
        Checks::same($seconds, Checks::throws(RateLimited::class, $call)->retryAfterSeconds, 'seconds');
    };
}

$person = [200, ['data' => ['user' => ['id' => 'U1']]], []];
$refused = static fn (string $code): array => [200, ['data' => ['triggerSync' => [
    'run' => null, 'alreadyRunning' => false,
    'userErrors' => [['code' => $code, 'message' => 'because', 'field' => ['userId']]],
]]], []];

return $checks + [
    'userErrors: not connected' => static function () use ($answering, $person, $refused): void {
        $client = $answering($person, $refused('NOT_CONNECTED'));
        Checks::throws(NotConnected::class, static fn () => $client->triggerSync('u'));
    },
    'userErrors: all others' => static function () use ($answering, $person, $refused): void {
        $client = $answering($person, $refused('INVALID'));
        $thrown = Checks::throws(InvalidInput::class, static fn () => $client->triggerSync('u'));
        $want = [['code' => 'INVALID', 'message' => 'because', 'field' => ['userId']]];
        Checks::same($want, $thrown->userErrors, 'errors');
    },
    'pages are walked to the end, each from where the last one ended' => static function (): void {
        $page = static fn (array $dates, bool $more): array => ['data' => ['user' => ['sleeps' => [
            'nodes' => array_map(static fn (string $date): array => ['date' => $date], $dates),
            'pageInfo' => ['hasNextPage' => $more, 'endCursor' => 'after ' . end($dates)],
        ]]]];
        $http = new Factory();
        $http->fakeSequence()->push($page(['2026-01-01', '2026-01-02'], true))->push($page(['2026-01-03'], false));
        $nights = (new Polarflow($http, 'http://polarflow.test', 'key'))->sleeps('u', '2026-01-01');
        Checks::same(['2026-01-01', '2026-01-02', '2026-01-03'], $nights->pluck('date')->all(), 'dates');
        $variables = static fn (array $pair): array => json_decode($pair[0]->body(), true)['variables'];
        $sent = $http->recorded()->map($variables)->all();
        $common = ['externalId' => 'u', 'range' => ['from' => '2026-01-01', 'to' => null]];
        Checks::same([['after' => null] + $common, ['after' => 'after 2026-01-02'] + $common], $sent, 'variables');
    },
];
