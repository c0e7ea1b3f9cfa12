<?php

declare(strict_types=1);

namespace App\Exceptions\Polarflow;

/** The person has no working connection to Polar: show the connect button. */
final class NotConnected extends PolarflowException
{
}
