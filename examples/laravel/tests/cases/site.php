<?php

declare(strict_types=1);

// The routes, the controller, the view and the job against a running server.

use App\Events\NightRead;
use App\Jobs\ReadLastNight;
use App\Services\Polarflow;
use Illuminate\Container\Container;
use Illuminate\Events\Dispatcher;
use Illuminate\Http\Client\Factory;
use Illuminate\Queue\Jobs\SyncJob;
use Tests\Browser;
use Tests\Checks;
use Tests\Site;

// Runs the job once; returns the nights it announced, and whether it will be run again.
$work = static function (Polarflow $polarflow, string $person, string $date): array {
    $events = new Dispatcher();
    $nights = [];
    $events->listen(NightRead::class, static function (NightRead $read) use (&$nights): void {
        $nights[] = $read->night;
    });
    $job = new ReadLastNight($person, $date);
    $job->setJob(new SyncJob(new Container(), '{}', 'sync', 'default'));
    $job->handle($polarflow, $events);

    return [$nights, $job->job->isReleased()];
};

// $person is connected to Polar; $origin is that of the site, in the server's ALLOWED_RETURN_ORIGINS; $cache is
// a folder for compiled views.
return static fn (Polarflow $polarflow, string $person, string $origin, string $cache): array => [
    'the button leads through Polar back to the page' => static function () use (
        $polarflow,
        $person,
        $origin,
        $cache
    ): void {
        $site = new Site($polarflow, $person, dirname(__DIR__, 2), $cache, $origin);
        $away = $site->handle('POST', "{$origin}/polar/connect");
        Checks::same(302, $away->getStatusCode(), 'status');
        $landed = (new Browser())->follow($away->headers->get('Location'), $origin);
        Checks::same("{$origin}/polar/return?polarflow=connected", $landed, 'landed');
        Checks::same("{$origin}/polar", $site->handle('GET', $landed)->headers->get('Location'), 'goes on to');
        $page = $site->page("{$origin}/polar");
        Checks::true(str_contains($page, 'Polar is connected. Your data is on its way.'), 'notice');
        Checks::true(str_contains($page, 'Connected. Last synced: 20'), 'state of the connection');
        Checks::true(!str_contains($site->page("{$origin}/polar"), 'on its way'), 'the notice is shown once');
    },
    'somebody new sees the button' => static function () use ($polarflow, $origin, $cache): void {
        $page = (new Site($polarflow, 'new', dirname(__DIR__, 2), $cache, $origin))->page("{$origin}/polar");
        Checks::true(str_contains($page, "action=\"{$origin}/polar/connect\""), 'form');
        Checks::true(str_contains($page, 'Connect Polar') && str_contains($page, '_token'), 'button and CSRF field');
    },
    'each way back says why' => static function () use ($polarflow, $person, $origin, $cache): void {
        $site = new Site($polarflow, $person, dirname(__DIR__, 2), $cache, $origin);
        $reasons = [
            'polarflow=error&code=ACCESS_DENIED' => 'You did not give your consent',
            'polarflow=error&code=POLAR_ACCOUNT_TAKEN' => 'connected to somebody else',
            'polarflow=error&code=SOMETHING_NEW' => 'could not be connected',
            'polarflow=error&code[]=x' => 'could not be connected',
            'polarflow=error' => 'could not be connected',
        ];
        foreach ($reasons as $query => $text) {
            $site->handle('GET', "{$origin}/polar/return?{$query}");
            Checks::true(str_contains($site->page("{$origin}/polar"), $text), $query);
        }
        $site->handle('GET', "{$origin}/polar/return");
        Checks::true(!str_contains($site->page("{$origin}/polar"), 'role="status"'), 'an address without an outcome');
    },
    'a server that is down costs a notice, not a 500' => static function () use ($person, $origin, $cache): void {
        $down = new Polarflow(new Factory(), 'http://127.0.0.1:9', 'key', 2);
        $site = new Site($down, $person, dirname(__DIR__, 2), $cache, $origin);
        $answer = $site->handle('POST', "{$origin}/polar/connect");
        Checks::same("{$origin}/polar", $answer->headers->get('Location'), 'goes back to');
    },
    'the job announces the night' => static function () use ($work, $polarflow, $person): void {
        $date = $polarflow->sleeps($person)->last()['date'];
        [$nights, $again] = $work($polarflow, $person, $date);
        Checks::same([[$date], false], [array_column($nights, 'date'), $again], 'night');
    },
    'the job waits for a night that is not there yet' => static function () use ($work, $polarflow, $person): void {
        Checks::same([[], true], $work($polarflow, $person, '2999-01-01'), 'waiting');
    },
    'the job waits when it is told to' => static function () use ($work, $person): void {
        $http = new Factory();
        $http->fakeSequence()->push('slow down', 429, ['Retry-After' => '7'])->push('', 503);
        $busy = new Polarflow($http, 'http://polarflow.test', 'key');
        Checks::same([[], true], $work($busy, $person, '2026-01-01'), 'after 429');
        Checks::same([[], true], $work($busy, $person, '2026-01-01'), 'after 503');
    },
];
