#!/usr/bin/env bash
# Judges the dashboard: its operations against the schema, its types, and that generated code and dist/ are what the
# source makes. It needs Node 20.19 or newer and npm. With POLARFLOW, the path of a built binary, it also runs the
# tests in a browser; SCREENSHOTS names the folder for their pictures, and CHROMIUM the browser.
set -euo pipefail
cd "$(dirname "$0")"

# prints what of the made files there is, and its content as one sum for each
made() { find src -name '*.generated.ts' -print0 | sort -z | xargs -0 sha256sum; find dist -type f -print0 | sort -z | xargs -0 sha256sum; }

npm ci --no-audit --no-fund --silent
before=$(made)
npm run --silent build
if ! diff <(echo "$before") <(made); then
  echo "dist/ or *.generated.ts is not what the source makes: run npm run build and check the result in"; exit 1
fi
npm run --silent check

if [ -n "${POLARFLOW:-}" ]; then
  npm test --silent
fi
