<?php

declare(strict_types=1);

namespace Tests;

use GuzzleHttp\Client;
use GuzzleHttp\Cookie\CookieJar;
use GuzzleHttp\Psr7\Uri;
use GuzzleHttp\Psr7\UriResolver;
use RuntimeException;

/** A browser as far as redirects and cookies go. */
final class Browser
{
    private const MOST_REDIRECTS = 10;

    private readonly Client $client;

    public function __construct()
    {
        $this->client = new Client([
            'allow_redirects' => false, 'http_errors' => false, 'cookies' => new CookieJar(), 'timeout' => 30,
        ]);
    }

    /** Follows redirects until one leads to an address that begins with $end, and returns that address. */
    public function follow(string $address, string $end): string
    {
        for ($i = 0; $i < self::MOST_REDIRECTS; $i++) {
            $response = $this->client->get($address);
            if (!$response->hasHeader('Location')) {
                throw new RuntimeException("{$address} answered {$response->getStatusCode()} and leads nowhere");
            }
            $next = UriResolver::resolve(new Uri($address), new Uri($response->getHeaderLine('Location')));
            $address = (string) $next;
            if (str_starts_with($address, $end)) {
                return $address;
            }
        }

        throw new RuntimeException("more than " . self::MOST_REDIRECTS . " redirects, the last to {$address}");
    }
}
