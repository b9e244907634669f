#!/usr/bin/env bash
# Prints what the wasm module is built with, as KEY=VALUE lines: versions, the SHA-256 of the lock that every package was
# compared with, or "none", and where Emscripten's files and the licence of its LLVM parts are. The manifest, the SBOM and
# the notices are made from it. KEYSEAL_EMCC as in build-wasm.sh.
. "$(dirname "$0")/common.sh"

if [ -n "${KEYSEAL_EMCC:-}" ]; then
  [ -z "${EMSDK:-}" ] || PATH=$EMSDK/upstream/emscripten:$PATH
  [ ! -d "$KEYSEAL_EMCC" ] || PATH=$KEYSEAL_EMCC:$PATH
  emscripten=$(dirname "$(readlink -f "$(command -v emcc)")")
  llvm=$(em-config LLVM_ROOT)
  first_version() { sed -nE 's/^.*[^0-9.]([0-9]+(\.[0-9]+)*).*$/\1/p' | head -n 1; }
  printf 'ORIGIN=own\nLOCK=none\nEMSCRIPTEN=%s\n' "$(tr -d '"' <"$emscripten/emscripten-version.txt")"
  printf 'CLANG=%s\nLLD=%s\n' "$("$llvm/clang" --version | first_version)" "$("$llvm/wasm-ld" --version | first_version)"
  printf 'BINARYEN=%s\n' "$("$(em-config BINARYEN_ROOT)/bin/wasm-opt" --version | first_version)"
  printf 'EMSCRIPTEN_FOLDER=%s\nLLVM_LICENCE=%s\n' "$emscripten" "$emscripten/system/lib/libcxx/LICENSE.TXT"
else
  toolchain=$("$KEYSEAL_ROOT/tools/toolchain.sh")
  # version PACKAGE, by dpkg's own file: the host needs no dpkg.
  version() { awk -v RS= -F'\n' -v wanted="Package: $1" '$1 == wanted' "$toolchain/var/lib/dpkg/status" | sed -n 's/^Version: //p'; }
  llvm=$(sed -nE 's/^Package: (clang-[0-9]+)$/\1/p' "$toolchain/var/lib/dpkg/status")
  lock=$(cat "$toolchain.complete")
  printf 'ORIGIN=debian %s\nLOCK=%s\n' "$TOOLCHAIN_SUITE" "${lock:-none}"
  printf 'EMSCRIPTEN=%s\nCLANG=%s\n' "$(version emscripten)" "$(version "$llvm")"
  printf 'LLD=%s\nBINARYEN=%s\n' "$(version "lld-${llvm#clang-}")" "$(version binaryen)"
  printf 'EMSCRIPTEN_FOLDER=%s\n' "$toolchain/usr/share/emscripten"
  printf 'LLVM_LICENCE=%s\n' "$toolchain/usr/share/doc/libllvm${llvm#clang-}/copyright"
fi
