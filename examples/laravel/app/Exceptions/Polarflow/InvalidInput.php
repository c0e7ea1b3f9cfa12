<?php

declare(strict_types=1);

namespace App\Exceptions\Polarflow;

/** A mutation did nothing because of its input; its userErrors can be shown to a person. */
final class InvalidInput extends PolarflowException
{
    /** @param non-empty-list<array{code: string, message: string, field?: list<string>|null}> $userErrors */
    public function __construct(public readonly array $userErrors)
    {
        parent::__construct($userErrors[0]['message'], $userErrors[0]['code']);
    }
}
