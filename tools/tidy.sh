#!/usr/bin/env bash
# clang-tidy 19 over the core and the native commands; needs the compile commands of build/host-release.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"
need_command clang-tidy-19 clang-tidy-19

[ -e build/host-release/compile_commands.json ] || die "configure host-release first: cmake --preset host-release …"
git ls-files -z 'wasm/core/*.cc' 'wasm/check/*.cc' 'wasm/blocklist/*.cc' | xargs -0 -n 1 -P "$(nproc)" clang-tidy-19 -p build/host-release --quiet 2> >(grep -v 'warnings generated' >&2)
