#!/usr/bin/env bash
# make bench: measures Keyseal beside its peers, in one run. BENCH_RUNS=N shortens it; BENCH_ENGINES="Node Chromium
# Firefox WebKit" says where. The table comes on stdout, the same as JSON in build/bench.json. RSA has its own part, of
# about 30 minutes, with BENCH_RSA_RUNS, BENCH_RSA_ENGINES and BENCH_RSA_SIZES (tests/bench/rsa.mjs).
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

export BENCH_RUNS=${BENCH_RUNS:-20} BENCH_ENGINES=${BENCH_ENGINES:-Node Chromium}
tools/setup-tests.sh browsers
tools/dist.sh
tools/build-native.sh keyseal-check prime-statistics
node tests/bench/blocklists.mjs
node tests/bench/checks.mjs
build/host-release/tests/bench/native/prime-statistics
node tests/bench/rsa.mjs
exec node tests/bench/bench.mjs
