# shellcheck shell=bash
# What every script here shares: the checkout, the cache, one way to speak and one way to fail. Sourced, not run.

set -euo pipefail
export LC_ALL=C

KEYSEAL_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
KEYSEAL_CACHE=${KEYSEAL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/keyseal}
# shellcheck source=third_party/pins.sh
. "$KEYSEAL_ROOT/third_party/pins.sh"

say() { printf 'keyseal: %s\n' "$*" >&2; }
die() { say "$*"; exit 3; }

# tree_sha256 DIR prints one hash over all files of DIR: their SHA-256 lines, sorted by name. What the hash would say
# nothing of (a symbolic link, a device, an empty folder) is refused; modes are not told, nothing of a tree is run.
tree_sha256() {
  local other
  other=$(find "$1" ! -type f ! -type d -print -quit && find "$1" -type d -empty -print -quit) || die "cannot read $1"
  [ -z "$other" ] || die "a tree has files and folders only, not ${other//[^A-Za-z0-9._\/-]/?}"
  (cd "$1" && find . -type f -print0 | sort -z | xargs -r0 sha256sum | sha256sum | cut -d' ' -f1)
}

# install_debian PACKAGE... makes sure that Debian packages are there; as anyone but root it says what is missing.
install_debian() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || die "these packages are missing and this is not Debian: ${missing[*]}"
  [ "$(id -u)" = 0 ] || die "missing: run 'sudo apt-get install ${missing[*]}'"
  say "installing ${missing[*]}"
  local log=$KEYSEAL_CACHE/apt.log
  mkdir -p "$KEYSEAL_CACHE"
  if ! DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
    apt-get update >>"$log" 2>&1 || true  # the lists may be old: one update, one more try
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 ||
      die "cannot install ${missing[*]}: see $log"
  fi
}

# need_command COMMAND PACKAGE... installs the packages only where the command is missing: it may come from elsewhere.
need_command() {
  local name=$1
  shift
  command -v "$name" >/dev/null || install_debian "$@"
}

# set_parts sets part_BORINGSSL, part_ADA, part_SQLITE, part_PSL and part_BADKEYS to where fetch-parts.sh has them. Read,
# never evaluated: the cache's path is whatever the user's folder is called.
set_parts() {
  local printed key folder
  # shellcheck disable=SC2034  # for whoever calls
  part_BORINGSSL='' part_ADA='' part_SQLITE='' part_PSL='' part_BADKEYS=''
  printed=$("$KEYSEAL_ROOT/tools/fetch-parts.sh") || exit
  while IFS='=' read -r key folder; do printf -v "part_$key" %s "$folder"; done <<<"$printed"
}
