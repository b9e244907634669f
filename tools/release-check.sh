#!/usr/bin/env bash
# make release-check: what has to hold before a bundle is published. Builds the committed state twice, each in a fresh
# clone in a folder of its own, and compares every byte; then judges what came out. Takes some minutes.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

[ -z "$(git status --porcelain)" ] || say "note: what is not committed is not checked"
work=$(mktemp -d "${TMPDIR:-/tmp}/keyseal-release.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Two folders of different depth and length, other time zones and languages: none of it may be seen in the bundle.
build() {
  local folder=$1
  shift
  say "building in $folder (minutes)"
  mkdir -p "$(dirname "$folder")"
  git clone --quiet --no-hardlinks "$KEYSEAL_ROOT" "$folder"
  (cd "$folder" && env -u KEYSEAL_TOOLCHAIN -u KEYSEAL_WASM_DIR -u KEYSEAL_PACKAGE_DIR -u KEYSEAL_DIST_DIR "$@" make dist >"$work/log" 2>&1) ||
    { tail -n 40 "$work/log" >&2; die "make dist failed in $folder"; }
}
build "$work/a" TZ=UTC
build "$work/another/place-with-a-longer-name" TZ=Asia/Tokyo LANG=de_DE.UTF-8

first=("$work"/a/dist/keyseal-*)
second=("$work/another/place-with-a-longer-name"/dist/keyseal-*)
diff -r "${first[0]}" "${second[0]}" >&2 || die "two builds of the same commit differ"
hash=$(tree_sha256 "${first[0]}")
[ "$(tree_sha256 "${second[0]}")" = "$hash" ] || die "two builds of the same commit differ"
say "two builds are the same, byte for byte"

node "$work/a/build/package/keyseal-cli.mjs" verify-bundle "${first[0]}"
(cd "${first[0]}" && sha256sum --check --quiet --strict SHA256SUMS)
node tools/release/check-bundle.mjs "${first[0]}"
