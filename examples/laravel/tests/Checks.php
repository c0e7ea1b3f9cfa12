<?php

declare(strict_types=1);

namespace Tests;

use RuntimeException;
use Throwable;

/** Runs named checks and counts them. A check fails by throwing. */
final class Checks
{
    private int $passed = 0;
    private int $failed = 0;

    /** @param array<string, callable(): void> $checks */
    public function run(array $checks): void
    {
        foreach ($checks as $name => $check) {
            try {
                $check();
                $this->passed++;
                echo "ok    {$name}\n";
            } catch (Throwable $e) {
                $this->failed++;
                printf("FAIL  %s: %s: %s (%s:%d)\n", $name, $e::class, $e->getMessage(), $e->getFile(), $e->getLine());
            }
        }
    }

    /** Prints the tally and returns the exit status. */
    public function end(): int
    {
        echo "{$this->passed} passed, {$this->failed} failed\n";

        return $this->failed === 0 && $this->passed > 0 ? 0 : 1;
    }

    public static function same(mixed $want, mixed $got, string $what): void
    {
        if ($want !== $got) {
            throw new RuntimeException("{$what}: want " . json_encode($want) . ', got ' . json_encode($got));
        }
    }

    public static function true(bool $holds, string $what): void
    {
        self::same(true, $holds, $what);
    }

    /**
     * @template T of Throwable
     * @param class-string<T> $class the exact class
     * @return T
     */
    public static function throws(string $class, callable $call): Throwable
    {
        try {
            $call();
        } catch (Throwable $e) {
            self::same($class, $e::class, 'exception «' . $e->getMessage() . '»');

            return $e;
        }

        throw new RuntimeException("nothing was thrown, want {$class}");
    }
}
