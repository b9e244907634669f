#!/usr/bin/env bash
# Builds everything up to build/package, doing only what is missing: npm's packages, the wasm module, the bundle.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

need_command node nodejs
need_command npm npm
node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 16) ? 0 : 1)' ||
  die "Node $(node --version) is too old: 20.16 or later is needed"
# npm writes node_modules/.package-lock.json last, so a newer lock means that npm has to run.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say "installing the npm packages of the build"
  npm ci --loglevel=error >&2 || die "npm cannot install the build's packages"
  touch node_modules/.package-lock.json
fi
tools/build-wasm.sh
node tools/build-package.mjs
