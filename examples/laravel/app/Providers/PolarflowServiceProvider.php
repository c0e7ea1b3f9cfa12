<?php

declare(strict_types=1);

namespace App\Providers;

use App\Services\Polarflow;
use Illuminate\Contracts\Container\Container;
use Illuminate\Http\Client\Factory;
use Illuminate\Support\ServiceProvider;

/** Builds the client from config/polarflow.php when somebody asks for it. */
final class PolarflowServiceProvider extends ServiceProvider
{
    public function register(): void
    {
        $this->app->singleton(Polarflow::class, static fn (Container $app): Polarflow => new Polarflow(
            $app->make(Factory::class),
            (string) $app->make('config')->get('polarflow.url'),
            (string) $app->make('config')->get('polarflow.key'),
            (int) $app->make('config')->get('polarflow.timeout', 10),
        ));
    }
}
