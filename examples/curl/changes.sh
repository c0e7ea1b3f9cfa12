#!/bin/sh
# What changes, as it changes: a stream of events that ends when you do. POLARFLOW_TOKEN is a personal token.
set -eu
curl --no-buffer --silent --show-error "${POLARFLOW_URL:-http://localhost:8000}/graphql" \
  --header "Authorization: Bearer $POLARFLOW_TOKEN" --header 'Accept: text/event-stream' \
  --json '{"query": "subscription { recordsChanged { kinds dates cursor } }"}'
