#!/usr/bin/env bash
# make fuzz: runs every fuzzer of tests/fuzz/targets and tests/fuzz/js for so many seconds, or those that the arguments
# name. Stops at the first failure. Of the native ones it keeps the input; what was found before is where the next run
# begins: build/fuzz/found. Those in JavaScript tell the input, made small, with the seed that makes it again.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

seconds=${KEYSEAL_SECONDS:-60}
[[ $seconds =~ ^[1-9][0-9]{0,5}$ ]] || die "SECONDS is a number of seconds, not '$seconds'"
need_command cmake cmake
need_command ninja ninja-build
need_command node nodejs
need_command clang++-19 clang-19 libclang-rt-19-dev

native=() scripts=()
if [ $# -eq 0 ]; then
  mapfile -t native < <(cd tests/fuzz/targets && printf '%s\n' *.cc | sed 's/\.cc$//')
  mapfile -t scripts < <(cd tests/fuzz/js && printf '%s\n' *.test.mjs | sed 's/\.test\.mjs$//')
fi
for target in "$@"; do
  if [ -e "tests/fuzz/targets/$target.cc" ]; then
    native+=("$target")
  elif [ -e "tests/fuzz/js/$target.test.mjs" ]; then
    scripts+=("$target")
  else
    die "there is no fuzzer '$target' in tests/fuzz/targets and tests/fuzz/js"
  fi
done

mkdir -p build/fuzz/found build/fuzz/crashes
[ ${#scripts[@]} -eq 0 ] || tools/build.sh
if [ ${#native[@]} -gt 0 ]; then
  [ -d node_modules ] || npm ci --silent >&2 # the tables are compiled with them
  say "building ${#native[@]} fuzzers"
  tools/configure-native.sh host-fuzz
  cmake --build build/host-fuzz --target "${native[@]/#/fuzz_}" >>build/host-fuzz.log 2>&1 ||
    { tail -n 40 build/host-fuzz.log >&2; die "the fuzzers do not build"; }
  node tests/fuzz/make-corpus.mjs build/fuzz/corpus
fi

# run TARGET: fuzzes for the time, and prints libFuzzer's own count of runs, of covered edges and of kept inputs.
run() {
  local program=build/host-fuzz/tests/fuzz/fuzz_$1 log=build/fuzz/$1.log crashes=build/fuzz/crashes/$1- folders input
  mkdir -p "build/fuzz/found/$1" "build/fuzz/corpus/$1"
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

# run_script TARGET: the same with fast-check, whose runs it counts. One that hangs is ended after three times the time.
run_script() {
  local log=build/fuzz/$1.log
  if ! KEYSEAL_SECONDS=$seconds node --test --test-timeout=$((seconds * 3000 + 60000)) \
    "tests/fuzz/js/$1.test.mjs" >"$log" 2>&1; then
    grep -E -A 60 "^not ok" "$log" | head -n 70 >&2
    die "fuzzer $1 found something: see $log"
  fi
  printf '%-12s %s runs\n' "$1" "$(sed -n 's/.*fuzz-runs //p' "$log" | paste -sd+ | sed 's/+/ + /g')"
}

for target in "${native[@]}"; do run "$target"; done
for target in "${scripts[@]}"; do run_script "$target"; done
