#!/usr/bin/env bash
# make install: PREFIX/bin/keyseal, the package under PREFIX/lib/keyseal, keyseal-check and keyseal-blocklist, which are
# native, in PREFIX/bin, and the manual pages under PREFIX/share/man.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

native=(check/keyseal-check blocklist/keyseal-blocklist)
tools/build-native.sh "${native[@]##*/}"

prefix=${DESTDIR:-}$PREFIX
[[ $prefix = /* ]] || prefix=$PWD/$prefix  # never read as an option
install -d "$prefix/bin" "$prefix/lib" "$prefix/share/man/man1" || die "cannot write to $prefix"
# A new folder moved into place, so that an interrupted install leaves the old one whole.
staging=$(mktemp -d "$prefix/lib/.keyseal.XXXXXX")
trap 'rm -rf "$staging"' EXIT
cp -R build/package/. "$staging"
chmod 0755 "$staging"
rm -rf "$prefix/lib/keyseal"
mv "$staging" "$prefix/lib/keyseal"
ln -sfn ../lib/keyseal/keyseal-cli.mjs "$prefix/bin/keyseal"
install -m 0644 js-bindings/man/keyseal.1 "$prefix/share/man/man1/keyseal.1"
for path in "${native[@]}"; do
  name=${path##*/}
  # A new file moved into place, so that one that runs stays whole.
  install -s -m 0755 "build/host-release/wasm/$path" "$prefix/bin/.$name.new"
  mv -f "$prefix/bin/.$name.new" "$prefix/bin/$name"
  install -m 0644 "wasm/$path.1" "$prefix/share/man/man1/$name.1"
done
say "installed keyseal ${native[*]##*/} into $prefix/bin"
