#!/usr/bin/env bash
# Writes third_party/toolchain.lock anew: every package of the toolchain's root, for each architecture, as the mirror has
# it today under Debian's signature. Installs nothing. KEYSEAL_DEBIAN_MIRROR names another mirror than this machine's.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/toolchain-source.sh"

[ -e "$debian_keyring" ] || install_debian debian-archive-keyring
mirror=$(toolchain_mirror)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"  # apt fetches as a user of its own
printf 'deb [signed-by=%s] %s %s main\n' "$debian_keyring" "$mirror" "$TOOLCHAIN_SUITE" >"$work/sources.list"

# closure ARCHITECTURE prints the lines of the lock: what mmdebstrap's variant "apt" installs, and the packages with all
# that they need.
closure() {
  local state=$work/$1
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  : >"$state/status"
  cat >"$state/apt.conf" <<CONF
APT::Architecture "$1";
APT::Architectures { "$1"; };
APT::Install-Recommends "false";
APT::Get::AllowUnauthenticated "false";
Acquire::AllowInsecureRepositories "false";
Acquire::ForceHash "SHA256";
Acquire::Languages "none";
Dir::State "$state";
Dir::State::status "$state/status";
Dir::Cache "$state/cache";
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
CONF
  export APT_CONFIG=$state/apt.conf
  apt-get update >"$state/log" 2>&1 || die "apt cannot read $mirror: $(grep -m 1 '^E:' "$state/log")"
  # 'URI' NAME_VERSION_ARCHITECTURE.deb SIZE SHA256:HASH
  apt-get install --print-uris -qq '?essential' apt ${TOOLCHAIN_PACKAGES//,/ } |
    sed -nE "s|^'$mirror/+([^']+)' ([^_ ]+)_([^_ ]+)_[a-z0-9]+\.deb [0-9]+ SHA256:([0-9a-f]{64})\$|$1 \2 \3 \4 \1|p" |
    sed 's/%3a/:/' | sort
}

{
  printf '# The packages of the wasm toolchain: ARCHITECTURE PACKAGE VERSION SHA256 PATH. Written by tools/lock-toolchain.sh\n'
  for architecture in amd64 arm64; do
    closure "$architecture" >"$work/lines"
    [ "$(wc -l <"$work/lines")" -gt 100 ] || die "this is no whole root for $architecture"
    release=("$work/$architecture"/lists/*_InRelease)
    printf '# %s: Debian %s of %s\n' "$architecture" "$(sed -n 's/^Version: //p' "${release[0]}")" \
      "$(sed -n 's/^Date: //p' "${release[0]}")"
    cat "$work/lines"
  done
} >"$work/lock"
mv "$work/lock" "$toolchain_lock"
say "locked $(grep -c '^[a-z]' "$toolchain_lock") packages in $toolchain_lock"
