#!/usr/bin/env bash
# make nightly: what takes too long for make test, or tries more of the same: filter and acceptance of the RSA search
# against BoringSSL on 100,000 numbers of each size instead of 2,000; BoringSSL's own tests and Wycheproof's vectors over
# the module's objects; 10,000 random requests for other programs instead of 200; a shortage of memory at every single
# allocation. Then what takes longest, and every protection taken out.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

[ -e /usr/include/gtest/gtest.h ] || [ -e /usr/local/include/gtest/gtest.h ] || install_debian libgtest-dev
tools/build-native.sh core_tests
need_command go golang
node --test --test-concurrency=1 tests/boringssl/*.test.mjs
KEYSEAL_REQUESTS=10000 node --test tests/interop/random-requests.test.mjs
# Every allocation of every operation fails, where make test takes a sample of them.
tools/build.sh
tools/build-native.sh memory_tests failing_malloc keyseal-check keyseal-blocklist
export KEYSEAL_NIGHTLY=yes
build/host-release/tests/memory/memory_tests --gtest_brief=1
node --test --test-concurrency=1 tests/check/memory.test.mjs tests/node/memory.test.mjs
build/host-release/tests/core/core_tests --gtest_brief=1 \
  --gtest_filter='*FermatFilter*:*PrimeAcceptance*:RsaWeakness*:SmallFactor*:PowerLanes*'
tools/nightly-endurance.sh
node tools/mutate.mjs
