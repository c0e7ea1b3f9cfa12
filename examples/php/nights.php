<?php

declare(strict_types=1);

// The last nights, by Guzzle (composer require guzzlehttp/guzzle). POLARFLOW_TOKEN is a personal token.

use GuzzleHttp\Client;
use GuzzleHttp\Exception\BadResponseException;

require getenv('AUTOLOAD') ?: __DIR__ . '/vendor/autoload.php';

$client = new Client([
    'base_uri' => getenv('POLARFLOW_URL') ?: 'http://localhost:8000',
    'headers' => ['Authorization' => 'Bearer ' . getenv('POLARFLOW_TOKEN'), 'Accept' => 'application/json'],
    'timeout' => 30,
]);

/** The data of an operation. Operations that cannot be run throw, with the code as their message. */
$ask = static function (string $query, array $variables = []) use ($client): array {
    try {
        $response = $client->post('/graphql', ['json' => ['query' => $query, 'variables' => $variables]]);
    } catch (BadResponseException $refused) { // 401, 429 …: the body says the same as the status
        $response = $refused->getResponse();
    }
    $answer = json_decode((string) $response->getBody(), true, flags: JSON_THROW_ON_ERROR);
    if (isset($answer['errors'])) {
        throw new RuntimeException($answer['errors'][0]['extensions']['code'] . ': ' . $answer['errors'][0]['message']);
    }
    return $answer['data'];
};

['viewer' => $viewer] = $ask('{ viewer { timeZone sleeps(first: 7) { nodes { date score asleepSeconds } } } }');
foreach ($viewer['sleeps']['nodes'] as $night) {
    echo $night['date'], ' ', $night['score'] ?? '-', ' ', gmdate('H:i', $night['asleepSeconds'] ?? 0), PHP_EOL;
}
