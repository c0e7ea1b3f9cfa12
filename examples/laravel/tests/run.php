<?php

declare(strict_types=1);

// Runs the copied files against a live server: POLARFLOW_URL and POLARFLOW_KEY say which. RETURN_ORIGIN is in
// its ALLOWED_RETURN_ORIGINS, and EXTERNAL_ID is whom its Polar sandbox's one account gets connected to.

use App\Services\Polarflow;
use Illuminate\Http\Client\Factory;
use Tests\Checks;

require __DIR__ . '/autoload.php';

$required = static fn (string $name): string => getenv($name) ?: throw new RuntimeException("set {$name}");
$url = $required('POLARFLOW_URL');
$key = $required('POLARFLOW_KEY');
$origin = getenv('RETURN_ORIGIN') ?: 'http://app.test';
$person = getenv('EXTERNAL_ID') ?: 'laravel-1';
$cache = sys_get_temp_dir() . '/polarflow-views-' . getmypid();
mkdir($cache);

$polarflow = new Polarflow(new Factory(), $url, $key);
$checks = new Checks();
$cases = static fn (string $name): mixed => require __DIR__ . "/cases/{$name}.php";
$checks->run($cases('errors'));
$checks->run($cases('live')($polarflow, $url, $person, $origin));
$checks->run($cases('site')($polarflow, $person, $origin, $cache));

array_map('unlink', glob($cache . '/*') ?: []);
rmdir($cache);
exit($checks->end());
