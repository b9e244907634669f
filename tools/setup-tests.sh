#!/usr/bin/env bash
# Installs what tests/interop, tests/browser and tests/bundle need, and prints where it is: PYTHON=FILE,
# TOOLCHAIN=FOLDER. Does only what is missing. Arguments choose a part: interop, browsers, bundle; default all.
. "$(dirname "$0")/common.sh"

setup_interop() {
  local requirements=$KEYSEAL_ROOT/tests/interop/requirements.txt key venv toolchain
  need_command openssl openssl
  need_command javac default-jdk-headless
  need_command go golang
  need_command python3 python3
  need_command bwrap bubblewrap

  python3 -c 'import ensurepip' 2>/dev/null || install_debian python3-venv
  # A venv belongs to one interpreter, so its version is part of the name.
  key=$({ python3 -VV; cat "$requirements"; } | sha256sum | cut -c1-16)
  venv=$KEYSEAL_CACHE/python-$key
  if [ ! -e "$venv/.complete" ]; then
    say "installing Python's cryptography"
    rm -rf "$venv"
    mkdir -p "$KEYSEAL_CACHE"
    { python3 -m venv "$venv" &&
      "$venv/bin/python" -m pip install --require-hashes --only-binary :all: -r "$requirements"; } \
      >"$KEYSEAL_CACHE/pip.log" 2>&1 || die "pip cannot install cryptography: see $KEYSEAL_CACHE/pip.log"
    : >"$venv/.complete"
  fi
  toolchain=$("$KEYSEAL_ROOT/tools/toolchain.sh")  # for its OpenSSL, which has ML-DSA
  printf 'PYTHON=%s\nTOOLCHAIN=%s\n' "$venv/bin/python" "$toolchain"
}

setup_browsers() {
  need_command openssl openssl
  need_command chromium chromium
  need_command firefox-esr firefox-esr
  need_command WebKitWebDriver webkit2gtk-driver
  need_command Xvfb xvfb
  need_command bwrap bubblewrap
}

setup_bundle() {
  # Servers lie in /usr/sbin, which is not on everybody's PATH. apache2-bin starts nothing by itself.
  [ -x /usr/sbin/nginx ] || need_command nginx nginx
  [ -x /usr/sbin/apache2 ] || need_command httpd apache2-bin
  need_command minisign minisign
  need_command chromium chromium
}

[ $# -gt 0 ] || set -- interop browsers bundle
for part; do
  case $part in
    interop | browsers | bundle) "setup_$part" ;;
    *) die "setup-tests.sh: there is no part '$part'" ;;
  esac
done
