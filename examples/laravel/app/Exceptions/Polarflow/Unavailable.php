<?php

declare(strict_types=1);

namespace App\Exceptions\Polarflow;

/** The server, or Polar behind it, gave no answer (no connection, 502-504, UPSTREAM_UNAVAILABLE): try again later. */
final class Unavailable extends PolarflowException
{
}
