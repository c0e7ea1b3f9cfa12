<?php

declare(strict_types=1);

namespace App\Jobs;

use App\Events\NightRead;
use App\Exceptions\Polarflow\RateLimited;
use App\Exceptions\Polarflow\Unavailable;
use App\Services\Polarflow;
use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Events\Dispatcher;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Queue\InteractsWithQueue;

/**
 * Reads the night that ended on a date, and waits while the watch has not told Polar of it yet. What waiting
 * does not heal (a wrong key, say) fails the job, so that somebody looks.
 */
final class ReadLastNight implements ShouldQueue
{
    use InteractsWithQueue;
    use Queueable;

    /** With an hour between them: until the evening. */
    public int $tries = 12;

    private const NOT_THERE_YET_SECONDS = 3600;
    private const UNAVAILABLE_SECONDS = 300;

    /** @param string $date the morning, YYYY-MM-DD, in the person's own zone */
    public function __construct(
        public readonly string $externalId,
        public readonly string $date,
    ) {
    }

    public function handle(Polarflow $polarflow, Dispatcher $events): void
    {
        try {
            $night = $polarflow->sleep($this->externalId, $this->date);
        } catch (RateLimited $e) {
            $this->release($e->retryAfterSeconds);

            return;
        } catch (Unavailable) {
            $this->release(self::UNAVAILABLE_SECONDS);

            return;
        }
        if ($night === null) {
            $this->release(self::NOT_THERE_YET_SECONDS);

            return;
        }
        $events->dispatch(new NightRead($this->externalId, $night));
    }
}
