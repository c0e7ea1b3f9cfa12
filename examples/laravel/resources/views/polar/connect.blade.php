{{-- $account: status, problem, lastSyncedAt of the connection, or null. $notice: what happened just now, or null. --}}
<section>
    <h1>Polar</h1>

    @if ($notice)
        <p role="status">{{ $notice }}</p>
    @endif

    @if ($account && $account['status'] === 'ACTIVE')
        <p>Connected. Last synced: {{ $account['lastSyncedAt'] ?? 'not yet' }}. Data from Polar.</p>
    @else
        @if ($account)
            <p>{{ $account['problem'] }}</p>
        @endif
        <form method="post" action="{{ route('polar.connect') }}">
            @csrf
            <button type="submit">{{ $account ? 'Reconnect Polar' : 'Connect Polar' }}</button>
        </form>
    @endif
</section>
