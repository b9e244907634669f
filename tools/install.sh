#!/usr/bin/env bash
# make install: PREFIX/bin/keyseal, the package under PREFIX/lib/keyseal, the manual page under PREFIX/share/man.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

prefix=${DESTDIR:-}$PREFIX
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
say "installed $prefix/bin/keyseal"
