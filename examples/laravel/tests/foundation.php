<?php

declare(strict_types=1);

// Laravel's own functions for these are in its Foundation, which needs a whole application around it.

use Illuminate\Container\Container;
use Illuminate\Contracts\View\Factory;
use Illuminate\Contracts\View\View;
use Illuminate\Routing\Redirector;

if (!function_exists('route')) {
    function route(string $name): string
    {
        return Container::getInstance()->make('url')->route($name);
    }

    function redirect(): Redirector
    {
        return Container::getInstance()->make('redirect');
    }

    function view(string $name, array $data): View
    {
        return Container::getInstance()->make(Factory::class)->make($name, $data);
    }

    function csrf_field(): string
    {
        return '<input type="hidden" name="_token" value="test">';
    }

    function report(Throwable $e): void
    {
        Container::getInstance()->instance('reported', $e);
    }
}
