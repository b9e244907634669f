# shellcheck shell=bash disable=SC2034
# Where the packages of the toolchain's root come from. Sourced after common.sh.

# A line for each package of each architecture: ARCHITECTURE PACKAGE VERSION SHA256 PATH-ON-A-MIRROR.
toolchain_lock=$KEYSEAL_ROOT/third_party/toolchain.lock
# Debian's own keys, and no other that this machine trusts, can vouch for a mirror.
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# toolchain_mirror prints the address of a Debian mirror: KEYSEAL_DEBIAN_MIRROR, or the one that this machine uses.
toolchain_mirror() {
  local mirror=${KEYSEAL_DEBIAN_MIRROR:-}
  [ -n "$mirror" ] || mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null | head -n 1)
  [ -n "$mirror" ] || mirror=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null |
    sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb (\[[^]]*\] )?([^ ]+) .*/\2/p' | head -n 1)
  [ -n "$mirror" ] || die "this machine's apt configuration names no mirror"
  [[ $mirror =~ ^[a-z+]+:[^[:space:]]+$ ]] || die "KEYSEAL_DEBIAN_MIRROR is the address of a Debian mirror"
  printf '%s\n' "${mirror%/}"
}
