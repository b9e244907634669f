# shellcheck shell=bash
# What the scripts of make test share: parts with names and times. Sourced after common.sh.

times=()
named=
begun=$SECONDS

# part NAME begins a part, and notes how long the one before it took. Without a name it only ends that one.
part() {
  [ -z "$named" ] || times+=("$(printf '%5d s  %s' $((SECONDS - begun)) "$named")")
  named=$*
  begun=$SECONDS
  [ -z "$named" ] || printf '\n== %s\n' "$named"
}

# tell_times WHAT ends the last part and prints what each took.
tell_times() {
  part ""
  printf '\n== Time by parts: %s, %d s\n' "$1" "$SECONDS"
  printf '%s\n' "${times[@]}"
}
