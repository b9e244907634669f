#!/usr/bin/env bash
# make fuzz: runs every fuzzer of tests/fuzz/targets for so many seconds, or those that the arguments name. Stops at the
# first crash, and keeps its input. What was found before is where the next run begins: build/fuzz/found.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

seconds=${KEYSEAL_SECONDS:-60}
[[ $seconds =~ ^[1-9][0-9]{0,5}$ ]] || die "SECONDS is a number of seconds, not '$seconds'"
need_command cmake cmake
need_command ninja ninja-build
need_command node nodejs
need_command clang++-19 clang-19 libclang-rt-19-dev

if [ $# -gt 0 ]; then
  targets=("$@")
else
  mapfile -t targets < <(cd tests/fuzz/targets && printf '%s\n' *.cc | sed 's/\.cc$//')
fi
for target in "${targets[@]}"; do
  [ -e "tests/fuzz/targets/$target.cc" ] || die "there is no fuzzer '$target' in tests/fuzz/targets"
done

mkdir -p build/fuzz/found build/fuzz/crashes
[ -d node_modules ] || npm ci --silent >&2 # the tables are compiled with them
say "building ${#targets[@]} fuzzers"
tools/configure-native.sh host-fuzz
cmake --build build/host-fuzz --target "${targets[@]/#/fuzz_}" >>build/host-fuzz.log 2>&1 ||
  { tail -n 40 build/host-fuzz.log >&2; die "the fuzzers do not build"; }
node tests/fuzz/make-corpus.mjs build/fuzz/corpus

# run TARGET: fuzzes for the time, and prints libFuzzer's own count of runs, of covered edges and of kept inputs.
run() {
  local program=build/host-fuzz/tests/fuzz/fuzz_$1 log=build/fuzz/$1.log crashes=build/fuzz/crashes/$1- folders input
  mkdir -p "build/fuzz/found/$1"
  folders=("build/fuzz/found/$1" "build/fuzz/corpus/$1")
  [ ! -d "tests/vectors/fuzz/$1" ] || folders+=("tests/vectors/fuzz/$1")
  if ! "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 -use_value_profile=1 \
    -dict=tests/fuzz/keyseal.dict -artifact_prefix="$crashes" -print_final_stats=1 "${folders[@]}" >"$log" 2>&1; then
    input=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
    grep -E '^this does not hold|ERROR: |runtime error|SUMMARY' "$log" | head -n 5 >&2
    die "fuzzer $1 found something: see $log; again: $program ${input:-}"
  fi
  printf '%-12s %s runs, %s edges, %s features, %s inputs kept\n' "$1" \
    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
    "$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)" \
    "$(sed -n 's/.* ft: \([0-9]*\).*/\1/p' "$log" | tail -n 1)" \
    "$(find "build/fuzz/found/$1" -type f | wc -l)"
}

for target in "${targets[@]}"; do run "$target"; done
