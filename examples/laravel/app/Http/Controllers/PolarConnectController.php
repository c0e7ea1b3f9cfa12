<?php

declare(strict_types=1);

namespace App\Http\Controllers;

use App\Exceptions\Polarflow\PolarflowException;
use App\Exceptions\Polarflow\RateLimited;
use App\Services\Polarflow;
use Illuminate\Contracts\View\View;
use Illuminate\Http\RedirectResponse;
use Illuminate\Http\Request;

/** The page with the connect button, the way to Polar, and the way back. */
final class PolarConnectController
{
    /** What a person is told about each code with which the way can end. */
    private const REASONS = [
        'ACCESS_DENIED' => 'You did not give your consent at Polar. Nothing was changed.',
        'POLAR_ACCOUNT_TAKEN' => 'This Polar account is connected to somebody else.',
        'OTHER_POLAR_ACCOUNT' => 'You are connected with another Polar account. Disconnect that one first.',
        'CONSENT_MISSING' => 'Please accept the mandatory consents at https://account.polar.com and try again.',
        'UPSTREAM_UNAVAILABLE' => 'Polar did not answer. Please try again in a few minutes.',
    ];

    public function __construct(private readonly Polarflow $polarflow)
    {
    }

    /** What the page says of the connection is the server's word, not that of the address one came back with. */
    public function show(Request $request): View
    {
        return view('polar.connect', [
            'account' => $this->polarflow->user($this->externalId($request))['polarAccount'] ?? null,
            'notice' => $request->session()->get('polar'),
        ]);
    }

    /** Provisioning comes first, so that people who signed up before polarflow was there can connect too. */
    public function start(Request $request): RedirectResponse
    {
        try {
            $person = $this->polarflow->provision($this->externalId($request));

            return redirect()->away($this->polarflow->connectUrl($person['externalId'], route('polar.return')));
        } catch (RateLimited $e) {
            $notice = "Many people are connecting just now. Please try again in {$e->retryAfterSeconds} seconds.";
        } catch (PolarflowException $e) {
            report($e);
            $notice = 'Polar cannot be connected at the moment. Please try again later.';
        }

        return redirect()->route('polar.show')->with('polar', $notice);
    }

    /** Where the person lands after Polar's consent page: ?polarflow=connected, or =error&code=…. */
    public function finish(Request $request): RedirectResponse
    {
        $notice = match ($request->query('polarflow')) {
            'connected' => 'Polar is connected. Your data is on its way.',
            'error' => self::reason($request->query('code')),
            default => null,
        };

        return redirect()->route('polar.show')->with('polar', $notice);
    }

    /** @param mixed $code as the address has it: anybody can write anything there */
    private static function reason(mixed $code): string
    {
        $known = is_string($code) ? (self::REASONS[$code] ?? null) : null;

        return $known ?? 'Polar could not be connected. Please try again.';
    }

    /** The id by which polarflow knows the person; an id that is never given to another person. */
    private function externalId(Request $request): string
    {
        return (string) $request->user()->getAuthIdentifier();
    }
}
