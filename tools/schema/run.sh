#!/usr/bin/env bash
# Judges graph/*.graphqls: style and Relay's rules (graphql-eslint), no breaking change against what was last released
# (graphql-inspector), and the operations of a Relay app (relay-compiler). It needs Node 20 or newer and npm.
set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm ci --no-audit --no-fund --silent

echo "graphql-eslint"
node eslint.mjs

echo "graphql-inspector: against graph/released.graphql"
node print.mjs >"$work/schema.graphql"
node_modules/.bin/graphql-inspector diff ../../graph/released.graphql "$work/schema.graphql"

echo "relay-compiler"
cp -r relay/. "$work"
mkdir "$work/artifacts"
compiler=$PWD/node_modules/.bin/relay-compiler
(cd "$work" && "$compiler" --output quiet-with-errors relay.config.json)
# a compiler that finds no operations is content, too
[ -s "$work/artifacts/PagesNightsQuery.graphql.ts" ] || { echo "nothing was compiled"; exit 1; }
echo "$(ls "$work/artifacts" | wc -l) artifacts"
