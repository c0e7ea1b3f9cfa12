<?php

declare(strict_types=1);

namespace App\Exceptions\Polarflow;

use RuntimeException;
use Throwable;

/**
 * What every failed call throws. The subclasses are the failures that an application treats differently; a
 * plain PolarflowException is a request that has to be changed (FORBIDDEN, BAD_USER_INPUT, RANGE_TOO_LARGE …).
 */
class PolarflowException extends RuntimeException
{
    /**
     * @param string      $errorCode the server's errors[].extensions.code, or what stands for it
     * @param string|null $requestId finds the request in the server's log
     */
    public function __construct(
        string $message,
        public readonly string $errorCode,
        public readonly ?string $requestId = null,
        ?Throwable $previous = null,
    ) {
        parent::__construct($message, 0, $previous);
    }
}
