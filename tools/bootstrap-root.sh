#!/usr/bin/env bash
# bootstrap-root.sh ROOT SOURCE: makes a Debian root with the toolchain's packages out of one apt source. apt compares each
# package with the source's index, and that with its signature, unless the source is one that was compared already
# ([trusted=yes]). What went wrong is in ROOT.log.
. "$(dirname "$0")/common.sh"

root=$1 source=$2
need_command mmdebstrap mmdebstrap
# Without root, mmdebstrap and bwrap work in user namespaces; the root's files then belong to subordinate ids.
mode=root
if [ "$(id -u)" != 0 ]; then
  mode=unshare
  own="or use your own Emscripten: KEYSEAL_EMCC=yes"
  unshare --user true 2>/dev/null || die "without root, the toolchain needs unprivileged user namespaces; $own"
  command -v newuidmap >/dev/null || die "without root, the toolchain needs the package uidmap; $own"
  grep -q "^$(id -un):" /etc/subuid 2>/dev/null || die "without root, the toolchain needs a line for $(id -un) in /etc/subuid and /etc/subgid; $own"
fi

# What was made in a user namespace can be removed in one only.
remove_root() {
  [ ! -e "$root" ] || rm -rf "$root" 2>/dev/null || unshare --map-auto --map-root-user rm -rf "$root"
}

remove_root
# The customize hook makes the mount points, since the root is read-only later.
mmdebstrap --mode="$mode" --variant=apt --include="$TOOLCHAIN_PACKAGES" \
  --customize-hook='mkdir -p "$1/keyseal" "$1/build" "$1/parts" "$1/data"' \
  "$TOOLCHAIN_SUITE" "$root" "$source" >"$root.log" 2>&1 ||
  { remove_root; die "mmdebstrap failed, $(grep -m 1 '^E: ' "$root.log" || echo 'for no reason that it tells'): see $root.log"; }
