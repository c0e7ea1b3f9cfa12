<?php

declare(strict_types=1);

// Debian keeps PHP libraries on the include path, each with a loader; the application's classes lie in app/.
require_once 'Illuminate/Http/autoload.php';
require_once 'GuzzleHttp/autoload.php';
require_once 'Illuminate/Container/autoload.php';
require_once 'Illuminate/Events/autoload.php';
require_once 'Illuminate/Queue/autoload.php';
require_once 'Illuminate/Bus/autoload.php';
require_once 'Illuminate/Routing/autoload.php';
require_once 'Illuminate/View/autoload.php';

spl_autoload_register(static function (string $class): void {
    $roots = ['App\\' => __DIR__ . '/../app/', 'Tests\\' => __DIR__ . '/'];
    foreach ($roots as $prefix => $root) {
        $file = $root . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
        }
    }
});

// Every notice of ours is a failure. Debian's Laravel is older than its PHP, so its deprecations are not ours.
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    if (in_array($level, [E_DEPRECATED, E_USER_DEPRECATED], true) && str_starts_with($file, '/usr/share/php/')) {
        return true;
    }

    throw new ErrorException($message, 0, $level, $file, $line);
});
