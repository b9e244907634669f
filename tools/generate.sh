#!/usr/bin/env bash
# make generate: the command with the make variables as options. Lists are separated by spaces.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

[ -n "${KEYSEAL_DNS:-}${KEYSEAL_IP:-}${KEYSEAL_EMAIL:-}${KEYSEAL_SUBJECT:-}" ] || { say "usage: say which name, as in 'make generate DNS=www.example.com'"; exit 2; }
options=()
set -f
for name in ${KEYSEAL_DNS:-}; do options+=(--dns "$name"); done
for address in ${KEYSEAL_IP:-}; do options+=(--ip "$address"); done
for mailbox in ${KEYSEAL_EMAIL:-}; do options+=(--email "$mailbox"); done
set +f
[ -z "${KEYSEAL_SUBJECT:-}" ] || options+=(--subject "$KEYSEAL_SUBJECT")
[ -z "${KEYSEAL_KEY:-}" ] || options+=(--key "$KEYSEAL_KEY")
[ -z "${KEYSEAL_PASSPHRASE_FILE:-}" ] || options+=(--passphrase-file "$KEYSEAL_PASSPHRASE_FILE")
mkdir -p out
exec node build/package/keyseal-cli.mjs generate "${options[@]}" --out out
