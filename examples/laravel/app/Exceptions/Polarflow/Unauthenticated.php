<?php

declare(strict_types=1);

namespace App\Exceptions\Polarflow;

/** The key is missing, unknown, expired or revoked (401). Trying again does not help: POLARFLOW_KEY is wrong. */
final class Unauthenticated extends PolarflowException
{
}
