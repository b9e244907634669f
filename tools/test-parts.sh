# shellcheck shell=bash
# What the scripts of make test share: parts with names and times. Sourced after common.sh.

# Seconds of the processors that this script and whatever it has waited for took.
worked() {
  local stat
  read -ra stat </proc/$$/stat
  echo $(((stat[13] + stat[14] + stat[15] + stat[16]) / $(getconf CLK_TCK)))
}

times=()
named=
begun=$SECONDS
worked_before=$(worked)

# part NAME begins a part, and notes how long the one before it took, and of the processors. Without a name it only ends
# that one.
part() {
  [ -z "$named" ] || times+=("$(printf '%5d s  %5d s of processors  %s' $((SECONDS - begun)) \
    $(($(worked) - worked_before)) "$named")")
  named=$*
  begun=$SECONDS
  worked_before=$(worked)
  [ -z "$named" ] || printf '\n== %s\n' "$named"
}

# tell_times WHAT ends the last part and prints what each took.
tell_times() {
  part ""
  printf '\n== Time by parts: %s, %d s\n' "$1" "$SECONDS"
  printf '%s\n' "${times[@]}"
}
