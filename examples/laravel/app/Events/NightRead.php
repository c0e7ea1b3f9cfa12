<?php

declare(strict_types=1);

namespace App\Events;

/** A person's night has arrived; listen to it to store, notify or coach. */
final class NightRead
{
    /** @param array<string, mixed> $night as Polarflow::sleep returns it */
    public function __construct(
        public readonly string $externalId,
        public readonly array $night,
    ) {
    }
}
