<?php

declare(strict_types=1);

namespace App\Exceptions\Polarflow;

/** The credential's requests of this minute are used up (429). */
final class RateLimited extends PolarflowException
{
    /** @param int $retryAfterSeconds after how many seconds the next request is welcome, at least 1 */
    public function __construct(
        string $message,
        public readonly int $retryAfterSeconds,
        ?string $requestId = null,
    ) {
        parent::__construct($message, 'RATE_LIMITED', $requestId);
    }
}
