#!/usr/bin/env bash
# Part of make nightly: workers killed, functions that stop and a hostile page, far more of them than make test tries, and
# generations without end. About two hours; KEYSEAL_KILLS, KEYSEAL_TRAPS, KEYSEAL_NODE_GENERATIONS and
# KEYSEAL_PAGE_GENERATIONS say how many.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

tools/build.sh
tools/dist.sh
KEYSEAL_ROUNDS="${KEYSEAL_KILLS:-1000}" node --test tests/node/killed-workers.test.mjs
KEYSEAL_ROUNDS="${KEYSEAL_KILLS:-1000}" node --test tests/browser/bundle-killed-workers.test.mjs
KEYSEAL_ROUNDS="${KEYSEAL_TRAPS:-300}" node --test tests/node/traps.test.mjs
KEYSEAL_ROUNDS=all node --test tests/browser/hostile-page.test.mjs
KEYSEAL_GENERATIONS="${KEYSEAL_PAGE_GENERATIONS:-500}" node --test tests/browser/bundle-endurance.test.mjs
node tests/endurance/node.mjs "${KEYSEAL_NODE_GENERATIONS:-10000}"
