#!/usr/bin/env bash
# The native half of make test: the core and the native commands, with and without sanitizers, and the rules of C++.
. "$(dirname "$0")/common.sh"
. "$KEYSEAL_ROOT/tools/test-parts.sh"
cd "$KEYSEAL_ROOT"

# run_native PRESET: configures, builds and runs the core's tests natively.
run_native() {
  tools/configure-native.sh "$1"
  cmake --build "build/$1" >>"build/$1.log" 2>&1 || { tail -n 40 "build/$1.log" >&2; die "$1 does not build"; }
  ctest --test-dir "build/$1" --output-on-failure -j "$(nproc)" --no-tests=error | tail -n 5
}

part "The core, natively"
run_native host-release
cmake --build build/host-release --target prime-statistics bare-verification >>build/host-release.log 2>&1 ||
  { tail -n 40 build/host-release.log >&2; die "the native benchmarks do not build"; }
ctest --test-dir build/host-release -R '^ConstantTime' -N | grep -q '^Total Tests: [1-9]' || die "no constant-time tests"
part "The native checker"
node --test tests/check/*.test.mjs
part "The rules of C++"
tools/tidy.sh
part "The core, with address and undefined behaviour sanitizers"
run_native host-asan
tell_times "native"
