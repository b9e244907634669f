#!/usr/bin/env bash
# make test: every test there is, with everything they need installed first. Stops at the first part that fails.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

times=()
named=
# part NAME begins a part, and notes how long the one before it took.
part() {
  [ -z "$named" ] || times+=("$(printf '%5d s  %s' $((SECONDS - begun)) "$named")")
  named=$*
  begun=$SECONDS
  [ -z "$named" ] || printf '\n== %s\n' "$named"
}

# run_native PRESET: configures, builds and runs the core's tests natively.
run_native() {
  tools/configure-native.sh "$1"
  cmake --build "build/$1" >>"build/$1.log" 2>&1 || { tail -n 40 "build/$1.log" >&2; die "$1 does not build"; }
  ctest --test-dir "build/$1" --output-on-failure -j "$(nproc)" --no-tests=error | tail -n 5
}

part "What the tests need"
need_command cmake cmake
need_command ninja ninja-build
need_command g++ g++
need_command groff groff-base
[ -e /usr/include/gtest/gtest.h ] || [ -e /usr/local/include/gtest/gtest.h ] || install_debian libgtest-dev
tools/setup-tests.sh
mkdir -p build
part "The package"
tools/build.sh
part "Format and lint"
tools/lint.sh
part "The core, natively"
run_native host-release
ctest --test-dir build/host-release -R '^ConstantTime' -N | grep -q '^Total Tests: [1-9]' || die "no constant-time tests"
part "The native checker"
node --test tests/check/*.test.mjs
part "The rules of C++"
tools/tidy.sh
part "The core, with address and undefined behaviour sanitizers"
run_native host-asan
part "The package and the command, in Node"
node --test --test-concurrency=1 tests/node/*.test.mjs
part "The form and its texts, without a browser"
node --test --test-concurrency=1 tests/element/*.test.mjs
part "The release bundle"
tools/dist.sh
node --test --test-concurrency=1 tests/bundle/*.test.mjs
part "Other programs as judges"
node --test --test-concurrency=1 tests/interop/*.test.mjs
node --test --test-concurrency=1 tests/agreement/*.test.mjs
part "Browsers"
node --test --test-concurrency=1 tests/browser/*.test.mjs
part "The portal, its frame and the testing kit"
node --test --test-concurrency=1 tests/portal/*.test.mjs
part "Example projects and other Nodes"
node --test --test-concurrency=1 tests/consumers/*.test.mjs
part "The samples of the documentation"
node --test --test-concurrency=1 tests/docs/*.test.mjs
part
printf '\n== Time by parts, %d s in all\n' "$SECONDS"
printf '%s\n' "${times[@]}"
