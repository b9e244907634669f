#!/usr/bin/env bash
# Checks format, TypeScript's types and rules, shell scripts, and the core with clang-tidy.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"
need_command shellcheck shellcheck
need_command clang-tidy-19 clang-tidy-19

tools/format.sh --check
npx biome lint --error-on-warnings . >&2
npx tsc -p js-bindings --noEmit
mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
shellcheck -x "${scripts[@]}"
