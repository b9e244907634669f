# shellcheck shell=bash disable=SC2034
# Every part that is fetched and not ours: exact version and content hash. Sourced by tools/*.sh; the SBOM reads it too.
# A tree hash is the SHA-256 of `sha256sum` over all files, in C order of their names (tools/tree-hash.sh).

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

# The wasm toolchain: a Debian trixie root with these packages. emcc is checked for this exact version.
TOOLCHAIN_SUITE=trixie
TOOLCHAIN_PACKAGES=emscripten,cmake,ninja-build,openssl
TOOLCHAIN_EMSCRIPTEN_VERSION=3.1.69
