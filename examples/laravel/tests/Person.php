<?php

declare(strict_types=1);

namespace Tests;

/** The signed-in person, as far as the controller asks. */
final class Person
{
    public function __construct(private readonly string $id)
    {
    }

    public function getAuthIdentifier(): string
    {
        return $this->id;
    }
}
