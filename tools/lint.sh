#!/usr/bin/env bash
# Checks format, the rules and types of TypeScript, and the shell scripts. tools/tidy.sh has the rules of C++.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"
need_command shellcheck shellcheck

tools/format.sh --check
npx biome lint --error-on-warnings . >&2
npx tsc -p js-bindings --noEmit
npx tsc -p web-demo
mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
shellcheck -x "${scripts[@]}"
