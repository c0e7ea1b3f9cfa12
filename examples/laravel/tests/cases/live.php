<?php

declare(strict_types=1);

// The client against a running server, in the order of an application's life. The server's Polar is a sandbox
// that gives consent at once.

use App\Exceptions\Polarflow\InvalidInput;
use App\Exceptions\Polarflow\NotConnected;
use App\Exceptions\Polarflow\PolarflowException;
use App\Exceptions\Polarflow\RateLimited;
use App\Exceptions\Polarflow\Unauthenticated;
use App\Exceptions\Polarflow\Unavailable;
use App\Services\Polarflow;
use Illuminate\Http\Client\Factory;
use Tests\Checks;

// $url is the server's address, $person an externalId, $returnOrigin one of the server's ALLOWED_RETURN_ORIGINS.
return static fn (Polarflow $polarflow, string $url, string $person, string $returnOrigin): array => [
    'provisioning twice gives the same person' => static function () use ($polarflow, $person): void {
        $first = $polarflow->provision($person, 'Aino', 'Europe/Helsinki');
        Checks::same($person, $first['externalId'], 'externalId');
        Checks::same($first, $polarflow->provision($person), 'second time');
        $read = $polarflow->user($person);
        Checks::same(['Aino', 'Europe/Helsinki'], [$read['displayName'], $read['timeZone']], 'name and zone');
    },
    'a wrong time zone is invalid input' => static function () use ($polarflow): void {
        $call = static fn () => $polarflow->provision('nobody-yet', null, 'Moon/Base');
        $errors = Checks::throws(InvalidInput::class, $call)->userErrors;
        Checks::same(['input', 'timeZone'], $errors[0]['field'], 'field');
        Checks::same(null, $polarflow->user('nobody-yet'), 'person');
    },
    'an unknown externalId reads as nothing' => static function () use ($polarflow): void {
        Checks::same(null, $polarflow->user('nobody'), 'user');
        Checks::same(null, $polarflow->sleep('nobody', date('Y-m-d')), 'sleep');
        Checks::same([], $polarflow->sleeps('nobody')->all(), 'sleeps');
        Checks::same([], $polarflow->exercises('nobody')->all(), 'exercises');
        Checks::same(null, $polarflow->syncRun('U3luY1J1bjo5OTk5OTk'), 'sync run');
    },
    'an unknown externalId cannot be synced' => static function () use ($polarflow): void {
        $thrown = Checks::throws(InvalidInput::class, static fn () => $polarflow->triggerSync('nobody'));
        Checks::same('NOT_FOUND', $thrown->errorCode, 'code');
    },
    'a person without a connection cannot be synced' => static function () use ($polarflow, $person): void {
        $polarflow->provision("{$person}-2");
        Checks::throws(NotConnected::class, static fn () => $polarflow->triggerSync("{$person}-2"));
        Checks::same(null, $polarflow->user("{$person}-2")['polarAccount'], 'account');
    },
    'a forgotten person is gone' => static function () use ($polarflow, $person): void {
        $polarflow->forget("{$person}-2");
        Checks::same(null, $polarflow->user("{$person}-2"), 'person');
    },
    'a foreign return address is refused' => static function () use ($polarflow, $person): void {
        $call = static fn () => $polarflow->connectUrl($person, 'https://elsewhere.test/return');
        Checks::same('RETURN_URL_NOT_ALLOWED', Checks::throws(InvalidInput::class, $call)->errorCode, 'code');
    },
    'connecting leads through Polar and back' => static function () use ($polarflow, $person, $returnOrigin): void {
        $address = $polarflow->connectUrl($person, "{$returnOrigin}/back?tab=2");
        $landed = (new Tests\Browser())->follow($address, $returnOrigin);
        Checks::same("{$returnOrigin}/back?tab=2&polarflow=connected", $landed, 'landed');
        Checks::same('ACTIVE', $polarflow->user($person)['polarAccount']['status'], 'status');
    },
    'a sync is queued and ends' => static function () use ($polarflow, $person): void {
        $queued = $polarflow->triggerSync($person);
        $deadline = microtime(true) + 120;
        do {
            usleep(200_000);
            $run = $polarflow->syncRun($queued['run']['id']);
        } while ($run['finishedAt'] === null && microtime(true) < $deadline);
        Checks::same('SUCCEEDED', $run['status'], 'status of the run');
        Checks::same($run['kindsTotal'], $run['kindsDone'], 'kinds');
    },
    'nights are read by externalId' => static function () use ($polarflow, $person): void {
        $nights = $polarflow->sleeps($person, date('Y-m-d', time() - 7 * 86400), date('Y-m-d'))->all();
        Checks::true(count($nights) >= 3, 'at least three nights');
        Checks::same($nights, collect($nights)->sortBy('date')->values()->all(), 'oldest first');
        foreach ($nights as $night) {
            $stages = $night['lightSeconds'] + $night['deepSeconds'] + $night['remSeconds'];
            Checks::true($night['asleepSeconds'] >= $stages && $stages > 3 * 3600, "stages of {$night['date']}");
            Checks::true($night['score'] >= 1 && $night['score'] <= 100, "score of {$night['date']}");
        }
        $last = end($nights);
        $alone = $polarflow->sleep($person, $last['date']);
        Checks::same($last, array_intersect_key($alone, $last), 'the night alone');
        Checks::true($alone['nightlyRecharge']['hrvRmssdMs'] > 0, 'RMSSD');
    },
    'a date without a night reads as null' => static function () use ($polarflow, $person): void {
        Checks::same(null, $polarflow->sleep($person, '1999-12-31'), 'sleep');
    },
    'exercises are read by range and sport' => static function () use ($polarflow, $person): void {
        $all = $polarflow->exercises($person)->all();
        Checks::true($all !== [], 'there are exercises');
        $first = $all[0];
        $ofSport = $polarflow->exercises($person, $first['date'], $first['date'], $first['sport'])->pluck('id')->all();
        Checks::true(in_array($first['id'], $ofSport, true), 'found by its date and sport');
        Checks::same([], $polarflow->exercises($person, null, '1999-12-31')->all(), 'before there was a watch');
    },
    'a personal token reads its person and nobody else' => static function () use ($polarflow, $url, $person): void {
        $token = $polarflow->createToken($person, 'phone', ['READ'], new DateTimeImmutable('+1 day'));
        $app = new Polarflow(new Factory(), $url, $token);
        Checks::same($person, $app->user($person)['externalId'], 'oneself');
        Checks::same(null, $app->user('nobody'), 'somebody else');
        $call = static fn () => $app->provision('another');
        Checks::same('FORBIDDEN', Checks::throws(PolarflowException::class, $call)->errorCode, 'code');
    },
    'a credential that asks too often is RateLimited' => static function () use ($polarflow, $url, $person): void {
        $token = $polarflow->createToken($person, 'busy', ['READ'], new DateTimeImmutable('+1 day'));
        $app = new Polarflow(new Factory(), $url, $token);
        $burst = static function () use ($app, $person): void {
            for ($i = 0; $i < 1000; $i++) {
                $app->user($person);
            }
        };
        $thrown = Checks::throws(RateLimited::class, $burst);
        Checks::true($thrown->retryAfterSeconds <= 60 && $thrown->requestId !== null, 'wait and request id');
        sleep($thrown->retryAfterSeconds);
        Checks::same($person, $app->user($person)['externalId'], 'after the wait');
        Checks::same($person, $polarflow->user($person)['externalId'], 'other credentials');
    },
    'a wrong key is Unauthenticated' => static function () use ($url, $person): void {
        $wrong = new Polarflow(new Factory(), $url, 'pf_wrong');
        $thrown = Checks::throws(Unauthenticated::class, static fn () => $wrong->user($person));
        Checks::true(($thrown->requestId ?? '') !== '', 'request id');
    },
    'a wrong query is the programmer’s' => static function () use ($polarflow): void {
        $thrown = Checks::throws(PolarflowException::class, static fn () => $polarflow->query('{ nope }'));
        Checks::same('BAD_USER_INPUT', $thrown->errorCode, 'code');
    },
    'a server that is not there is Unavailable' => static function (): void {
        $nobody = new Polarflow(new Factory(), 'http://127.0.0.1:9', 'key', 2);
        Checks::throws(Unavailable::class, static fn () => $nobody->user('u'));
    },
];
