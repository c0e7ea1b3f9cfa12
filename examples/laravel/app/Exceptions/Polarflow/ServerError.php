<?php

declare(strict_types=1);

namespace App\Exceptions\Polarflow;

/** Something went wrong inside the server (INTERNAL, an answer that is no GraphQL): its log says what, by requestId. */
final class ServerError extends PolarflowException
{
}
