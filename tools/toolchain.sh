#!/usr/bin/env bash
# Makes the wasm toolchain, a Debian root of its own in the cache, and prints its path. It touches nothing of the host.
# Named after the hash of what is installed in it: every package is compared with third_party/toolchain.lock before it is
# unpacked, and another lock is another root. KEYSEAL_TOOLCHAIN=unlocked goes on where the mirror has something else by
# now, with what it has under Debian's signature; MANIFEST.json then says so. KEYSEAL_DEBIAN_MIRROR chooses the mirror.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/toolchain-source.sh"

locks=${KEYSEAL_TOOLCHAIN:-locked}
[[ $locks =~ ^(un)?locked$ ]] || die "KEYSEAL_TOOLCHAIN is locked or unlocked"

# root_named WORD... prints the path of the root with this content.
root_named() {
  printf '%s/toolchain-%s\n' "$KEYSEAL_CACHE" \
    "$(printf '%s\n' "$TOOLCHAIN_SUITE" "$TOOLCHAIN_PACKAGES" "$TOOLCHAIN_EMSCRIPTEN_VERSION" mounts-1 "$@" | sha256sum | cut -c1-16)"
}
lock_sha256=$(sha256sum <"$toolchain_lock" | cut -d' ' -f1)
locked_root=$(root_named "$lock_sha256")
unlocked_root=$(root_named)

if [ -e "$locked_root.complete" ]; then
  printf '%s\n' "$locked_root"
  exit
fi
mkdir -p "$KEYSEAL_CACHE"
exec 9>"$KEYSEAL_CACHE/toolchain.busy"
flock 9  # another build may be making it
if [ -e "$locked_root.complete" ]; then
  root=$locked_root
elif [ "$locks" = unlocked ] && [ -e "$unlocked_root.complete" ]; then
  root=$unlocked_root
else
  need_command bwrap bubblewrap
  mirror=$(toolchain_mirror)
  say "making the wasm toolchain (a minute or two, 430 MB to fetch, 2.5 GB in $KEYSEAL_CACHE)"
  if "$KEYSEAL_ROOT/tools/locked-root.sh" "$locked_root" "$mirror"; then
    root=$locked_root lock=$lock_sha256
  else
    [ "$locks" = unlocked ] || exit 3
    say "making it from what the mirror has now: hashes may differ from the release's"
    [ -e "$debian_keyring" ] || install_debian debian-archive-keyring
    "$KEYSEAL_ROOT/tools/bootstrap-root.sh" "$unlocked_root" \
      "deb [signed-by=$debian_keyring] $mirror $TOOLCHAIN_SUITE main"
    root=$unlocked_root lock=
  fi
  found=$(cat "$root/usr/share/emscripten/emscripten-version.txt")
  [ "${found//\"/}" = "$TOOLCHAIN_EMSCRIPTEN_VERSION" ] ||
    die "the mirror has Emscripten $found, pinned is $TOOLCHAIN_EMSCRIPTEN_VERSION"
  printf '%s' "$lock" >"$root.complete"  # what the root was compared with
fi
printf '%s\n' "$root"
