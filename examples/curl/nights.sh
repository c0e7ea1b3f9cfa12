#!/bin/sh
# The last nights, by curl. POLARFLOW_TOKEN is a personal token.
set -eu
curl --fail-with-body --silent --show-error "${POLARFLOW_URL:-http://localhost:8000}/graphql" \
  --header "Authorization: Bearer $POLARFLOW_TOKEN" --json @- <<'JSON'
{
  "query": "query($first: Int!) { viewer { sleeps(first: $first) { nodes { date score asleepSeconds } } } }",
  "variables": { "first": 7 }
}
JSON
