#!/usr/bin/env bash
# make test: every test there is, with everything they need installed first. Stops at the first part that fails.
. "$(dirname "$0")/common.sh"
. "$KEYSEAL_ROOT/tools/test-parts.sh"
cd "$KEYSEAL_ROOT"

# A test run is no release: where the mirror has newer packages than the lock, it goes on with those, and says so.
export KEYSEAL_TOOLCHAIN=${KEYSEAL_TOOLCHAIN:-unlocked}

part "What the tests need"
need_command cmake cmake
need_command ninja ninja-build
need_command g++ g++
need_command groff groff-base
need_command clang-tidy-19 clang-tidy-19
[ -e /usr/include/gtest/gtest.h ] || [ -e /usr/local/include/gtest/gtest.h ] || install_debian libgtest-dev
tools/setup-tests.sh
mkdir -p build
part "The package"
tools/build.sh
part "Format and lint"
tools/lint.sh

# The native half runs beside the rest, of which most takes one core, and gives way to it. A session of its own, so that
# it ends with this script.
setsid nice -n 10 tools/test-native.sh >build/test-native.log 2>&1 &
native=$!
end_native() { kill -- "-$native" 2>/dev/null || true; }
trap end_native EXIT

part "The tools"
node --test --test-concurrency=1 tests/tools/*.test.mjs
part "The package and the command, in Node"
node --test --test-concurrency=2 tests/node/*.test.mjs
part "Any calls and messages, in Node"
node --test --test-concurrency=1 --test-timeout=600000 tests/fuzz/js/*.test.mjs
part "The form and its texts, without a browser"
node --test --test-concurrency=2 tests/element/*/*.test.mjs
part "The release bundle"
tools/dist.sh
node --test --test-concurrency=1 tests/bundle/*.test.mjs
part "Browsers"
node --test --test-concurrency=1 tests/browser/*.test.mjs
part "The portal, its frame and the testing kit"
node --test --test-concurrency=1 tests/portal/*.test.mjs
part "Example projects and other Nodes"
node --test --test-concurrency=1 tests/consumers/*.test.mjs
part "The samples of the documentation"
node --test --test-concurrency=1 tests/docs/*.test.mjs
part "The native half, as far as it was not done"
wait "$native" || { cat build/test-native.log; die "the native half failed"; }
trap - EXIT
cat build/test-native.log
part "Real servers and readers of packages"
node --test --test-concurrency=1 tests/packs/*.test.mjs
part "Other programs as judges"
node --test --test-concurrency=1 tests/interop/*.test.mjs
node --test --test-concurrency=1 tests/agreement/*.test.mjs
tell_times "make test"
