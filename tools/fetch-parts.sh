#!/usr/bin/env bash
# Fetches the pinned third-party sources into the cache and prints KEY=FOLDER lines: BORINGSSL, ADA, SQLITE, PSL, BADKEYS.
# Each folder is named after its hash, so one that is there is right; nothing unverified gets that name.
. "$(dirname "$0")/common.sh"

parts=$KEYSEAL_CACHE/parts
mkdir -p "$parts"
staging=

# accept KEY FOLDER SHA256: moves FOLDER to its final name if its tree hash is the pinned one. One that is there stays:
# another build may be reading it.
accept() {
  local found
  [ ! -d "$parts/$1-$3" ] || return 0
  found=$(tree_sha256 "$2")
  [ "$found" = "$3" ] || die "$1: the tree's SHA-256 is $found, pinned is $3"
  mv "$2" "$parts/$1-$3"
}

stage() {
  [ -n "$staging" ] || staging=$(mktemp -d "$parts/.staging.XXXXXX")
  trap 'rm -rf "$staging"' EXIT
}

if [ ! -d "$parts/boringssl-$BORINGSSL_TREE_SHA256" ] || [ ! -d "$parts/ada-$ADA_TREE_SHA256" ] ||
  [ ! -d "$parts/sqlite-$SQLITE_TREE_SHA256" ]; then
  need_command cargo cargo
  stage
  say "fetching BoringSSL, Ada and SQLite from crates"
  mkdir -p "$staging/crates/src"
  : >"$staging/crates/src/lib.rs"
  # The lock is the tree hash below, so no Cargo.lock: the crates' own dependencies are not used.
  cat >"$staging/crates/Cargo.toml" <<EOF
[package]
name = "parts"
version = "0.0.0"
edition = "2021"
[dependencies]
$BORINGSSL_CRATE = "=$BORINGSSL_CRATE_VERSION"
$ADA_CRATE = "=$ADA_CRATE_VERSION"
$SQLITE_CRATE = "=$SQLITE_CRATE_VERSION"
EOF
  (cd "$staging/crates" && cargo vendor --quiet --versioned-dirs vendor >cargo.log 2>&1) ||
    die "cargo cannot fetch the crates: $(tail -n 1 "$staging/crates/cargo.log")"
  accept boringssl "$staging/crates/vendor/$BORINGSSL_CRATE-$BORINGSSL_CRATE_VERSION/$BORINGSSL_CRATE_FOLDER" "$BORINGSSL_TREE_SHA256"
  accept ada "$staging/crates/vendor/$ADA_CRATE-$ADA_CRATE_VERSION/$ADA_CRATE_FOLDER" "$ADA_TREE_SHA256"
  accept sqlite "$staging/crates/vendor/$SQLITE_CRATE-$SQLITE_CRATE_VERSION/$SQLITE_CRATE_FOLDER" "$SQLITE_TREE_SHA256"
fi

# fetch_wheel KEY NAME VERSION SHA256: unpacks a Python package. pip checks it against the hash (--require-hashes).
fetch_wheel() {
  [ ! -d "$parts/$1-$4" ] || return 0
  need_command python3 python3
  python3 -m pip --version >/dev/null 2>&1 || install_debian python3-pip
  stage
  say "fetching $2 $3"
  printf '%s==%s --hash=sha256:%s\n' "$2" "$3" "$4" >"$staging/$1.txt"
  python3 -m pip download --quiet --no-deps --require-hashes --only-binary :all: -d "$staging/$1" -r "$staging/$1.txt" >&2 ||
    die "pip cannot fetch $2 $3"
  python3 -m zipfile -e "$staging/$1"/*.whl "$staging/$1-tree"
  mv "$staging/$1-tree" "$parts/$1-$4"
}
fetch_wheel psl "$PSL_WHEEL" "$PSL_WHEEL_VERSION" "$PSL_WHEEL_SHA256"
fetch_wheel badkeys "$BADKEYS_WHEEL" "$BADKEYS_WHEEL_VERSION" "$BADKEYS_WHEEL_SHA256"

printf 'BORINGSSL=%s\n' "$parts/boringssl-$BORINGSSL_TREE_SHA256"
printf 'ADA=%s\n' "$parts/ada-$ADA_TREE_SHA256"
printf 'SQLITE=%s\n' "$parts/sqlite-$SQLITE_TREE_SHA256"
printf 'PSL=%s\n' "$parts/psl-$PSL_WHEEL_SHA256/publicsuffixlist/public_suffix_list.dat"
printf 'BADKEYS=%s\n' "$parts/badkeys-$BADKEYS_WHEEL_SHA256"
