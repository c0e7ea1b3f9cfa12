#!/usr/bin/env bash
# Runs the examples, and the checks of tools/checks, against a server with SQLite and the Polar sandbox, and exits
# with 1 when one fails.
#
# Debian packages: php-cli php-curl php-illuminate-http php-guzzlehttp-guzzle php-illuminate-routing
# php-illuminate-view php-illuminate-queue php-illuminate-bus python3 curl; Node 20 or newer with npm; and Go, or a
# built binary in POLARFLOW.
set -euo pipefail
cd "$(dirname "$0")"
for tool in php node npm python3 curl; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed: see the top of run.sh" >&2; exit 2; }
done

work=$(mktemp -d)
pids=()
end() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap end EXIT

# wait_for SECONDS COMMAND...: runs the command until it succeeds.
wait_for() {
  local until=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || { echo "gave up waiting for: $*" >&2; tail -n 20 "$work"/*.log >&2; exit 1; }
    sleep 0.1
  done
}

binary=${POLARFLOW:-$work/polarflow}
[ -n "${POLARFLOW:-}" ] || (cd .. && go build -o "$binary" .)
address=$(php -r 'echo stream_socket_get_name(stream_socket_server("tcp://127.0.0.1:0"), false);') # one that is free
port=${address##*:}
url=http://127.0.0.1:$port
key=$(head -c 32 /dev/urandom | base64 | tr -dc A-Za-z0-9)-of-the-examples

# The sandbox prints the settings with which a server uses it. Both run where no .env lies.
cd "$work"
env -i "$binary" sandbox --port 0 --auto-approve --days 60 --redirect "$url/connect/polar/callback" >sandbox.env 2>sandbox.log &
pids+=($!)
wait_for 60 grep -q POLAR_TOKEN_URL sandbox.env
mapfile -t polar <sandbox.env

env -i "${polar[@]}" DATABASE_URL="sqlite://$work/polarflow.db" DEPLOYMENT_MODE=saas \
  API_HOST=127.0.0.1 API_PORT="$port" BASE_URL="$url" INTROSPECTION_ENABLED=true \
  API_KEY="$key" ENCRYPTION_KEY="$(head -c 32 /dev/urandom | base64)" \
  RATE_LIMIT_PER_MINUTE=120,6000 ALLOWED_RETURN_ORIGINS=http://app.test,myapp:// "$binary" serve >server.log 2>&1 &
pids+=($!)
wait_for 60 curl -sf "$url/ready"
cd "$OLDPWD"

# The sandbox has one account, which only one person can be connected to: all examples play that person.
export POLARFLOW_URL=$url POLARFLOW_KEY=$key EXTERNAL_ID=person-1
export RETURN_ORIGIN=http://app.test RETURN_URL=myapp://connected
failed=0
echo "== laravel" && php laravel/tests/run.php || failed=1
echo "== phone" && node phone/requests.mjs || failed=1

# shows LINES COMMAND...: runs a command that has to print at least so many lines, and shows the last of them.
shows() {
  local least=$1 printed; shift
  printed=$("$@") && [ "$(wc -l <<<"$printed")" -ge "$least" ] && tail -n 1 <<<"$printed" || failed=1
}
npm --prefix ../tools/checks ci --silent --no-audit --no-fund
npm --prefix typescript ci --silent --no-audit --no-fund
export POLARFLOW_TOKEN
POLARFLOW_TOKEN=$(node ../tools/checks/token.mjs)
echo "== curl" && shows 1 curl/nights.sh
echo "== Guzzle" && AUTOLOAD=${GUZZLE_AUTOLOAD:-/usr/share/php/GuzzleHttp/autoload.php} shows 7 php php/nights.php
echo "== Python" && shows 20 python3 python/polarflow.py
echo "== TypeScript" && (cd typescript && npm run --silent generate -- --silent && npm run --silent build) || failed=1
echo "== Apollo Client" && shows 8 node typescript/dist/apollo.js
echo "== urql" && shows 20 node typescript/dist/urql.js
echo "== checks" && node ../tools/checks/run.mjs || failed=1
if grep -qF "$key" "$work/server.log"; then echo "the service key is in the server's log"; failed=1; fi
[ "$failed" = 0 ] || tail -n 20 "$work/server.log" >&2
exit "$failed"
