<?php

declare(strict_types=1);

namespace App\Services;

use App\Exceptions\Polarflow\NotConnected;
use App\Exceptions\Polarflow\PolarflowException;
use App\Exceptions\Polarflow\RateLimited;
use App\Exceptions\Polarflow\ServerError;
use App\Exceptions\Polarflow\Unauthenticated;
use App\Exceptions\Polarflow\Unavailable;
use Illuminate\Http\Client\Response;

/** Reads what the server answered: the one place where its errors become exceptions. */
final class PolarflowAnswer
{
    /** What RateLimited says when the server, or a proxy before it, does not say when to come back. */
    private const RETRY_AFTER_SECONDS = 60;

    /**
     * The data of an answer without errors. An answer with some data and an error counts as failed.
     *
     * @return array<string, mixed>
     * @throws PolarflowException
     */
    public static function data(Response $response): array
    {
        $answer = self::decoded($response);
        $error = $answer['errors'][0] ?? null;
        if ($error !== null || !$response->successful() || !is_array($answer['data'] ?? null)) {
            throw self::failure($response, is_array($error) ? $error : []);
        }

        return $answer['data'];
    }

    /** @return array<string, mixed> empty for what is no JSON object, such as a proxy's error page */
    private static function decoded(Response $response): array
    {
        $answer = json_decode($response->body(), true);

        return is_array($answer) ? $answer : [];
    }

    /** @param array<string, mixed> $error the first of the errors, empty when there was none to read */
    private static function failure(Response $response, array $error): PolarflowException
    {
        $status = $response->status();
        $code = $error['extensions']['code'] ?? self::codeOf($status);
        $message = $error['message'] ?? 'polarflow answered ' . $status . ' without a reason';
        $request = $error['extensions']['requestId'] ?? ($response->header('X-Request-Id') ?: null);

        return match ($code) {
            'UNAUTHENTICATED' => new Unauthenticated($message, $code, $request),
            'RATE_LIMITED' => new RateLimited($message, self::retryAfter($response, $error), $request),
            'NOT_CONNECTED' => new NotConnected($message, $code, $request),
            'UPSTREAM_UNAVAILABLE' => new Unavailable($message, $code, $request),
            'INTERNAL' => new ServerError($message, $code, $request),
            default => new PolarflowException($message, $code, $request),
        };
    }

    /** The code that an HTTP status stands for, where the answer has none. */
    private static function codeOf(int $status): string
    {
        return match ($status) {
            401 => 'UNAUTHENTICATED',
            403 => 'FORBIDDEN',
            429 => 'RATE_LIMITED',
            502, 503, 504 => 'UPSTREAM_UNAVAILABLE',
            default => $status >= 400 && $status < 500 ? 'BAD_USER_INPUT' : 'INTERNAL',
        };
    }

    /** @param array<string, mixed> $error */
    private static function retryAfter(Response $response, array $error): int
    {
        $header = $response->header('Retry-After');
        $seconds = is_numeric($header) ? $header : ($error['extensions']['retryAfterSeconds'] ?? null);

        return is_numeric($seconds) ? max(1, (int) ceil((float) $seconds)) : self::RETRY_AFTER_SECONDS;
    }
}
