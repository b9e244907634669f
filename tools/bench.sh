#!/usr/bin/env bash
# make bench: measures Keyseal beside its peers, in one run. BENCH_RUNS=N shortens it; BENCH_ENGINES="Node Chromium
# Firefox WebKit" says where. The table comes on stdout, the same as JSON in build/bench.json.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

export BENCH_RUNS=${BENCH_RUNS:-20} BENCH_ENGINES=${BENCH_ENGINES:-Node Chromium}
tools/setup-tests.sh browsers
tools/dist.sh
if [ -x build/host-release/wasm/check/keyseal-check ]; then node tests/bench/blocklists.mjs; fi
exec node tests/bench/bench.mjs
