#!/usr/bin/env bash
# Installs what tests/constant_time, tests/interop, tests/agreement, tests/browser, tests/consumers, tests/bundle and tests/packs need,
# and prints where it is: PYTHON=FILE, TOOLCHAIN=FOLDER, AGREEMENT_PYTHON=FILE, AGREEMENT_JUDGES=FILE, NODE20=FILE,
# NODE24=FILE. Does only what is missing. Arguments choose parts: core, tools, interop, agreement, browsers, nodes,
# bundle, packs; default all.
. "$(dirname "$0")/common.sh"

# setup_venv REQUIREMENTS WHAT prints a Python that has what the file pins.
setup_venv() {
  local key venv
  need_command python3 python3
  python3 -c 'import ensurepip' 2>/dev/null || install_debian python3-venv
  # A venv belongs to one interpreter, so its version is part of the name.
  key=$({ python3 -VV; cat "$1"; } | sha256sum | cut -c1-16)
  venv=$KEYSEAL_CACHE/python-$key
  if [ ! -e "$venv/.complete" ]; then
    say "installing $2"
    rm -rf "$venv"
    mkdir -p "$KEYSEAL_CACHE"
    { python3 -m venv "$venv" &&
      "$venv/bin/python" -m pip install --require-hashes --only-binary :all: -r "$1"; } \
      >"$KEYSEAL_CACHE/pip.log" 2>&1 || die "pip cannot install $2: see $KEYSEAL_CACHE/pip.log"
    : >"$venv/.complete"
  fi
  printf '%s\n' "$venv/bin/python"
}

setup_interop() {
  local python toolchain
  need_command openssl openssl
  need_command javac default-jdk-headless
  need_command go golang
  need_command bwrap bubblewrap
  python=$(setup_venv "$KEYSEAL_ROOT/tests/interop/requirements.txt" "Python's cryptography")
  toolchain=$("$KEYSEAL_ROOT/tools/toolchain.sh")  # for its OpenSSL, which has ML-DSA
  printf 'PYTHON=%s\nTOOLCHAIN=%s\n' "$python" "$toolchain"
}

setup_agreement() {
  local source=$KEYSEAL_ROOT/tests/agreement/go key judges python
  need_command openssl openssl
  need_command go golang
  python=$(setup_venv "$KEYSEAL_ROOT/tests/agreement/requirements.txt" badkeys)
  key=$({ go version; cat "$source"/go.mod "$source"/go.sum "$source"/*.go; } | sha256sum | cut -c1-16)
  judges=$KEYSEAL_CACHE/agreement-$key
  if [ ! -x "$judges" ]; then
    say "building zlint and goodkey"
    mkdir -p "$KEYSEAL_CACHE"
    (cd "$source" && GOFLAGS='-mod=readonly -buildvcs=false' GOTOOLCHAIN=local go build -p 1 -o "$judges.new" .) \
      >"$KEYSEAL_CACHE/go.log" 2>&1 || die "go cannot build zlint and goodkey: see $KEYSEAL_CACHE/go.log"
    mv "$judges.new" "$judges"
  fi
  printf 'AGREEMENT_PYTHON=%s\nAGREEMENT_JUDGES=%s\n' "$python" "$judges"
}

# valgrind, with its headers, for tests/constant_time.
setup_core() {
  [ -e /usr/include/valgrind/memcheck.h ] || install_debian valgrind
}

# gpg signs a mirror of the tests' own. The Makefile and the scripts are tested with what they use.
setup_tools() {
  need_command make make
  need_command mmdebstrap mmdebstrap
  need_command gpg gpg
  need_command gpgconf gpgconf
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || install_debian debian-archive-keyring
}

setup_browsers() {
  need_command openssl openssl
  need_command chromium chromium
  need_command firefox-esr firefox-esr
  need_command WebKitWebDriver webkit2gtk-driver
  need_command Xvfb xvfb
  need_command bwrap bubblewrap
}

# setup_node MAJOR: the machine's own Node if it is that one, else the pinned release in the cache.
setup_node() {
  local version=NODE$1_VERSION cpu sha512 folder staging
  if [ "$(node -p 'process.versions.node.split(".")[0]')" = "$1" ]; then
    printf 'NODE%s=%s\n' "$1" "$(node -p process.execPath)"
    return
  fi
  version=${!version}
  cpu=$(node -p process.arch)
  sha512=NODE$1_${cpu^^}_SHA512
  sha512=${!sha512:-}
  [ -n "$sha512" ] || die "there is no pinned Node $version for $cpu"
  folder=$KEYSEAL_CACHE/node-$version-$cpu
  if [ ! -e "$folder/bin/node" ]; then
    say "fetching Node $version (50 MB)"
    mkdir -p "$KEYSEAL_CACHE"
    staging=$(mktemp -d "$KEYSEAL_CACHE/.node.XXXXXX")
    (cd "$staging" && npm pack --silent "node-linux-$cpu@$version" >package 2>npm.log) ||
      die "npm cannot fetch Node $version: see $staging/npm.log"
    [ "$(openssl dgst -sha512 -binary "$staging/$(cat "$staging/package")" | openssl base64 -A)" = "$sha512" ] ||
      die "Node $version is not the pinned one"
    tar -xzf "$staging/$(cat "$staging/package")" -C "$staging" --strip-components=1 package/bin/node package/LICENSE
    rm "$staging"/package "$staging"/*.tgz "$staging"/npm.log
    chmod 755 "$staging"
    rm -rf "$folder"
    mv "$staging" "$folder"
  fi
  printf 'NODE%s=%s\n' "$1" "$folder/bin/node"
}

setup_nodes() {
  need_command openssl openssl
  setup_node 20
  setup_node 24
}

setup_bundle() {
  # Servers lie in /usr/sbin, which is not on everybody's PATH. apache2-bin starts nothing by itself.
  [ -x /usr/sbin/nginx ] || need_command nginx nginx
  [ -x /usr/sbin/apache2 ] || need_command httpd apache2-bin
  need_command minisign minisign
  need_command bwrap bubblewrap
  need_command chromium chromium
}

# Servers that take a package, and programs that read a PFX. Nothing of them is started here.
setup_packs() {
  setup_bundle
  need_command openssl openssl
  need_command keytool default-jdk-headless
  need_command certtool gnutls-bin
  need_command pk12util libnss3-tools
  [ -x /usr/sbin/haproxy ] || install_debian haproxy
  [ -x /usr/sbin/dovecot ] || install_debian dovecot-imapd
  [ -x /usr/sbin/postfix ] || install_debian postfix
  [ -e /usr/share/tomcat10/bin/bootstrap.jar ] || install_debian tomcat10
}

[ $# -gt 0 ] || set -- core tools interop agreement browsers nodes bundle packs
for part; do
  case $part in
    core | tools | interop | agreement | browsers | nodes | bundle | packs) "setup_$part" ;;
    *) die "setup-tests.sh: there is no part '$part'" ;;
  esac
done
