#!/usr/bin/env bash
# make dist: the release bundle in dist/keyseal-VERSION, bit for bit the same wherever it is built.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

say "the bundle is in $(node tools/bundle/assemble.mjs)"
