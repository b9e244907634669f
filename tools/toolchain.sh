#!/usr/bin/env bash
# Makes the wasm toolchain, a Debian root of its own in the cache, and prints its path. It touches nothing of the host.
# Named after the hash of what is installed in it: another package list is another root.
. "$(dirname "$0")/common.sh"

key=$(printf '%s\n' "$TOOLCHAIN_SUITE" "$TOOLCHAIN_PACKAGES" "$TOOLCHAIN_EMSCRIPTEN_VERSION" mounts-1 | sha256sum | cut -c1-16)
root=$KEYSEAL_CACHE/toolchain-$key

# What was made in a user namespace can be removed in one only.
remove_root() {
  [ ! -e "$root" ] || rm -rf "$root" 2>/dev/null || unshare --map-auto --map-root-user rm -rf "$root"
}

if [ ! -e "$root.complete" ]; then
  need_command mmdebstrap mmdebstrap
  need_command bwrap bubblewrap
  # Without root, mmdebstrap and bwrap work in user namespaces; the root's files then belong to subordinate ids.
  mode=root
  if [ "$(id -u)" != 0 ]; then
    mode=unshare
    own="or use your own Emscripten: KEYSEAL_EMCC=yes"
    unshare --user true 2>/dev/null || die "without root, the toolchain needs unprivileged user namespaces; $own"
    command -v newuidmap >/dev/null || die "without root, the toolchain needs the package uidmap; $own"
    grep -q "^$(id -un):" /etc/subuid 2>/dev/null || die "without root, the toolchain needs a line for $(id -un) in /etc/subuid and /etc/subgid; $own"
  fi
  # The mirror is the one that this machine already uses.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null | head -n 1)
  [ -n "$mirror" ] || mirror=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null |
    sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb (\[[^]]*\] )?([^ ]+) .*/\2/p' | head -n 1)
  [ -n "$mirror" ] || die "this machine's apt configuration names no mirror"
  say "making the wasm toolchain (about a minute, 2.5 GB in $KEYSEAL_CACHE)"
  remove_root
  mkdir -p "$KEYSEAL_CACHE"
  # The customize hook makes the mount points, since the root is read-only later.
  mmdebstrap --quiet --mode="$mode" --variant=apt --include="$TOOLCHAIN_PACKAGES" \
    --customize-hook='mkdir -p "$1/keyseal" "$1/build" "$1/parts" "$1/data"' \
    "$TOOLCHAIN_SUITE" "$root" "$mirror" >"$KEYSEAL_CACHE/toolchain.log" 2>&1 ||
    { remove_root; die "mmdebstrap failed: see $KEYSEAL_CACHE/toolchain.log"; }
  found=$(cat "$root/usr/share/emscripten/emscripten-version.txt")
  [ "${found//\"/}" = "$TOOLCHAIN_EMSCRIPTEN_VERSION" ] ||
    die "the mirror has Emscripten $found, pinned is $TOOLCHAIN_EMSCRIPTEN_VERSION"
  : >"$root.complete"
fi
printf '%s\n' "$root"
