#!/usr/bin/env bash
# make generate: the command with the make variables as options. Lists are separated by spaces.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

[ -n "${DNS:-}${IP:-}${EMAIL:-}${SUBJECT:-}" ] || { say "usage: say which name, as in 'make generate DNS=www.example.com'"; exit 2; }
options=()
set -f
for name in ${DNS:-}; do options+=(--dns "$name"); done
for address in ${IP:-}; do options+=(--ip "$address"); done
for mailbox in ${EMAIL:-}; do options+=(--email "$mailbox"); done
set +f
[ -z "${SUBJECT:-}" ] || options+=(--subject "$SUBJECT")
[ -z "${KEY:-}" ] || options+=(--key "$KEY")
[ -z "${PASSPHRASE_FILE:-}" ] || options+=(--passphrase-file "$PASSPHRASE_FILE")
mkdir -p out
exec node build/package/keyseal-cli.mjs generate "${options[@]}" --out out
