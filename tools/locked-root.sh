#!/usr/bin/env bash
# locked-root.sh ROOT MIRROR: makes a root of exactly the packages of third_party/toolchain.lock: each has the bytes that
# the lock names before anything is unpacked, and nothing else is installed.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/toolchain-source.sh"

root=$1 mirror=$2
architecture=$(dpkg --print-architecture)
debs=$(mktemp -d "$KEYSEAL_CACHE/.debs.XXXXXX")
trap 'rm -rf "$debs"' EXIT
chmod 755 "$debs"  # apt and mmdebstrap read it as other users
"$KEYSEAL_ROOT/tools/fetch-locked.sh" "$toolchain_lock" "$architecture" "$mirror" "$debs"
"$KEYSEAL_ROOT/tools/bootstrap-root.sh" "$root" "deb [trusted=yes] copy:$debs ./"
diff <(grep "^$architecture " "$toolchain_lock" | cut -d' ' -f2,3 | sort) \
  <(awk '/^Package: /{name=$2} /^Version: /{print name, $2}' "$root/var/lib/dpkg/status" | sort) >&2 ||
  die "what is installed in $root is not what the lock names"
