#!/usr/bin/env bash
# Builds the native commands into build/host-release, where the tests have them too.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

need_command cmake cmake
need_command ninja ninja-build
need_command g++ g++
mkdir -p build
log=build/native.log
[ -e build/host-release/build.ninja ] || say "building the native commands (some minutes the first time)"
tools/configure-native.sh host-release
cmake --build build/host-release --target "$@" >>"$log" 2>&1 || { tail -n 40 "$log" >&2; die "$* does not build: see $log"; }
