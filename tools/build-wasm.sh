#!/usr/bin/env bash
# Builds the wasm module into build/wasm: inside the toolchain root, read-only but for the build folder, at paths that
# are the same on every machine. KEYSEAL_EMCC uses an Emscripten of your own (3.1.69 or later) instead: a folder that
# holds emcc, or "yes" for the one on PATH or in EMSDK. Its bytes, and so the hashes, may then differ from the release's.
# KEYSEAL_WASM_TARGET builds one target only, such as keyseal_bench.
. "$(dirname "$0")/common.sh"

build=${1:-$KEYSEAL_ROOT/build/wasm}
shift $(($# > 0 ? 1 : 0))
set_parts
mkdir -p "$build"
log=$build/build.log

in_toolchain() {
  bwrap --ro-bind "$toolchain" / --proc /proc --dev /dev --tmpfs /tmp --unshare-net --die-with-parent \
    --ro-bind "$KEYSEAL_ROOT" /keyseal --ro-bind "$KEYSEAL_CACHE/parts" /parts --bind "$build" /build \
    --clearenv --setenv PATH /usr/bin:/bin --setenv HOME /tmp --setenv LC_ALL C --setenv SOURCE_DATE_EPOCH 0 --chdir /keyseal "$@"
}

# compile RUN SOURCE BUILD PARTS CMAKE-OPTION...: RUN is how commands are run, the rest are folders as RUN sees them.
compile() {
  local run=$1 source=$2 out=$3 parts=$4
  shift 4
  local configure=("$run" emcmake cmake --preset wasm-release -S "$source" -B "$out"
    -DKEYSEAL_BORINGSSL_DIR="$parts/${part_BORINGSSL#"$KEYSEAL_CACHE/parts/"}"
    -DKEYSEAL_ADA_DIR="$parts/${part_ADA#"$KEYSEAL_CACHE/parts/"}"
    -DKEYSEAL_PSL_FILE="$parts/${part_PSL#"$KEYSEAL_CACHE/parts/"}" "$@")
  # Ninja configures anew when a CMake file changed; only other options, or another toolchain, ask for it here.
  local wanted="${toolchain:-$PATH} ${configure[*]}"
  {
    if [ ! -e "$build/build.ninja" ] || [ "$(cat "$build/.configured" 2>/dev/null)" != "$wanted" ]; then
      "${configure[@]}" && printf '%s' "$wanted" >"$build/.configured"
    fi &&
      "$run" cmake --build "$out" ${KEYSEAL_WASM_TARGET:+--target "$KEYSEAL_WASM_TARGET"}
  } >"$log" 2>&1 || { tail -n 40 "$log" >&2; die "the wasm build failed: see $log"; }
}

if [ -n "${KEYSEAL_EMCC:-}" ]; then
  # A folder that holds emcc, or anything else for the one on PATH or in EMSDK.
  [ -z "${EMSDK:-}" ] || PATH=$EMSDK/upstream/emscripten:$PATH
  [ ! -d "$KEYSEAL_EMCC" ] || PATH=$KEYSEAL_EMCC:$PATH
  command -v emcc >/dev/null || die "KEYSEAL_EMCC is set, and there is no emcc in it, in EMSDK or on PATH"
  need_command cmake cmake
  need_command ninja ninja-build
  version=$(emcc --version | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p')
  [ "$(printf '%s\n' "$version" "$TOOLCHAIN_EMSCRIPTEN_VERSION" | sort -V | head -n 1)" = "$TOOLCHAIN_EMSCRIPTEN_VERSION" ] ||
    die "emcc is $version, at least $TOOLCHAIN_EMSCRIPTEN_VERSION is needed"
  say "building with your own emcc $version: hashes may differ from the release's"
  compile env "$KEYSEAL_ROOT" "$build" "$KEYSEAL_CACHE/parts" "$@"
else
  need_command bwrap bubblewrap
  toolchain=$("$KEYSEAL_ROOT/tools/toolchain.sh")
  [ -e "$build/build.ninja" ] || say "building the wasm module (two minutes or more the first time)"
  compile in_toolchain /keyseal /build /parts "$@"
fi
