#!/usr/bin/env bash
# Builds the native commands into build/host-release, where the tests have them too.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

need_command cmake cmake
need_command ninja ninja-build
need_command g++ g++
eval "$(tools/fetch-parts.sh | sed 's/^/part_/')"
mkdir -p build
log=build/native.log
[ -e build/host-release/build.ninja ] || say "building the native commands (some minutes the first time)"
cmake --preset host-release -DKEYSEAL_BORINGSSL_DIR="$part_BORINGSSL" -DKEYSEAL_ADA_DIR="$part_ADA" \
  -DKEYSEAL_PSL_FILE="$part_PSL" >"$log" 2>&1 || { tail -n 20 "$log" >&2; die "cmake cannot configure: see $log"; }
cmake --build build/host-release --target "$@" >>"$log" 2>&1 || { tail -n 40 "$log" >&2; die "$* does not build: see $log"; }
