#!/usr/bin/env bash
# Formats C++ (clang-format 19) and TypeScript (Biome); --check only looks.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"
need_command clang-format-19 clang-format-19

mapfile -t cpp < <(git ls-files '*.cc' '*.h')
if [ "${1:-}" = --write ]; then
  clang-format-19 -i "${cpp[@]}"
  npx biome format --write . >&2
else
  clang-format-19 --dry-run -Werror "${cpp[@]}"
  npx biome format . >&2
fi
