#!/usr/bin/env bash
# fetch-locked.sh LOCK ARCHITECTURE MIRROR FOLDER: puts the packages that a lock names for one architecture into FOLDER,
# with the index of a repository, if each has the SHA-256 of the lock. On any other there is no index, and so no repository.
. "$(dirname "$0")/common.sh"

lock=$1 architecture=$2 mirror=$3 folder=$4
line='^[a-z0-9]+ [a-z0-9.+-]+ [A-Za-z0-9.+:~-]+ [0-9a-f]{64} pool(/[A-Za-z0-9][A-Za-z0-9._+%~-]*)+$'
! grep -qvE "$line|^#" "$lock" || die "$lock is damaged"
mapfile -t wanted < <(grep "^$architecture " "$lock")
[ ${#wanted[@]} -gt 0 ] || die "$lock has no packages for $architecture: KEYSEAL_EMCC takes an Emscripten of your own"

# absent prints the packages that are not there, or not with the bytes of the lock.
absent() {
  local entry package version sha256
  for entry in "${wanted[@]}"; do
    read -r _ package version sha256 _ <<<"$entry"
    [ -f "$folder/$sha256.deb" ] && [ "$(sha256sum <"$folder/$sha256.deb")" = "$sha256  -" ] ||
      printf '%s %s\n' "$package" "$version"
  done
}

requests=()
for entry in "${wanted[@]}"; do
  read -r _ _ _ sha256 path <<<"$entry"
  requests+=("$mirror/$path" "$folder/$sha256.deb" "SHA256:$sha256")
done
# apt's own helper: it goes the way that this machine's apt goes.
/usr/lib/apt/apt-helper -q download-file "${requests[@]}" >"$folder/log" 2>&1 || true  # what is there is seen below
mapfile -t missing < <(absent)
[ ${#missing[@]} -eq 0 ] || die "the mirror has ${#missing[@]} of ${#wanted[@]} packages no longer, or other bytes of them" \
  "(${missing[0]}): see docs/verifying.md, or say KEYSEAL_TOOLCHAIN=unlocked to build with what it has"

for entry in "${wanted[@]}"; do
  read -r _ _ _ sha256 _ <<<"$entry"
  dpkg-deb -f "$folder/$sha256.deb"
  printf 'Filename: ./%s.deb\nSize: %s\nSHA256: %s\n\n' "$sha256" "$(stat -c %s "$folder/$sha256.deb")" "$sha256"
done >"$folder/Packages.new"
mv "$folder/Packages.new" "$folder/Packages"
