<?php

declare(strict_types=1);

return [
    // The address of the polarflow server, without a path.
    'url' => env('POLARFLOW_URL', 'http://localhost:8000'),

    // The service credential: the server's API_KEY, or a token with scope SERVICE. It reads everybody, so it
    // stays in the backend and never goes into a page or an app.
    'key' => env('POLARFLOW_KEY'),

    // How long one request may take, in seconds.
    'timeout' => (int) env('POLARFLOW_TIMEOUT', 10),
];
