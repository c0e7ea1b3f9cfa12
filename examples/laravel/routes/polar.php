<?php

declare(strict_types=1);

use App\Http\Controllers\PolarConnectController;
use Illuminate\Support\Facades\Route;

// In routes/web.php: require __DIR__ . '/polar.php';
Route::middleware('auth')->group(static function (): void {
    Route::get('/polar', [PolarConnectController::class, 'show'])->name('polar.show');
    Route::post('/polar/connect', [PolarConnectController::class, 'start'])->name('polar.connect');
    Route::get('/polar/return', [PolarConnectController::class, 'finish'])->name('polar.return');
});
