#!/usr/bin/env bash
# Configures a native build: tools/configure-native.sh PRESET, with the pinned parts. Safe to run again.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

preset=$1
set_parts
mkdir -p build
log=build/$preset.log
cmake --preset "$preset" -DKEYSEAL_BORINGSSL_DIR="$part_BORINGSSL" -DKEYSEAL_ADA_DIR="$part_ADA" \
  -DKEYSEAL_SQLITE_DIR="$part_SQLITE" \
  -DKEYSEAL_PSL_FILE="$part_PSL" -DKEYSEAL_BADKEYS_DIR="$part_BADKEYS" >"$log" 2>&1 || { tail -n 20 "$log" >&2; die "cmake cannot configure $preset: see $log"; }
