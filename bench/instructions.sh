#!/usr/bin/env bash
# Counts the instructions of a training step of the two tiny workloads with callgrind and compares
# them with instructions.txt: two run lengths are subtracted, so that start-up and compilation cancel.
# Unlike a time, the count is the same on a busy machine. Fails when a step needs over 3 % more.
# usage: bench/instructions.sh [--update] OCCAM_BENCH BUILD
#   BUILD says how the program was built ("GNU 12 Release"): other builds have other counts.
#   --update writes instructions.txt. Exit code 77: nothing to compare, the reason is printed.
set -euo pipefail
reference=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/instructions.txt
margin_percent=3
growth_percent=10  # of a block: maps and sorts cost a little more when they hold more

update=false
if [ "${1:-}" = --update ]; then
  update=true
  shift
fi
program=${1:?usage: bench/instructions.sh [--update] OCCAM_BENCH BUILD}
build=${2:?usage: bench/instructions.sh [--update] OCCAM_BENCH BUILD}

skip() {
  echo "instructions: skipped: $1"
  exit 77
}
# How the counts of the reference came about; a line "# key: text".
said() { sed -n "s/^# $1: //p" "$reference"; }

command -v valgrind >/dev/null || skip "valgrind is not installed"
version=$(valgrind --version)
# Valgrind hides AVX-512, so machines that have AVX2 all run the same kernels under it.
set_of() { sed -n 's/.*"instruction_set":"\([^"]*\)".*/\1/p'; }
instruction_set=$(valgrind --tool=none -q "$program" --workload startup 2>/dev/null | set_of)
if ! $update; then
  [ "$build" = "$(said build)" ] || skip "built by $build, the reference by $(said build)"
  [ "$instruction_set" = "$(said "instruction set")" ] ||
    skip "runs $instruction_set, the reference $(said "instruction set")"
fi

count() {  # WORKLOAD EPOCHS: instructions of main; a library loaded before it looks at clocks for as long as they take
  valgrind --tool=callgrind --toggle-collect=main --callgrind-out-file=/dev/null "$program" \
    --workload "$1" --epochs "$2" --threads 1 --repeats 1 2>&1 >/dev/null |
    sed -n 's/^.*Collected : \([0-9]*\).*/\1/p'
}

counts="" failed=0 passed=0
judge() {  # NAME COUNT UNIT: against the reference
  local expected
  counts+="$1 $2"$'\n'
  $update && return
  expected=$(awk -v name="$1" '$1 == name { print $2 }' "$reference")
  printf '%-16s %8d instructions a %s, reference %8d: ' "$1" "$2" "$3" "${expected:?}"
  if [ $(($2 * 100)) -gt $((expected * (100 + margin_percent))) ]; then
    echo "more than $margin_percent % above it"
    failed=$((failed + 1))
  elif [ $(($2 * 100)) -lt $((expected * (100 - margin_percent))) ]; then
    echo "fewer; --update keeps the gain"
    passed=$((passed + 1))
  else
    echo "ok"
    passed=$((passed + 1))
  fi
}
compare() {  # WORKLOAD STEPS_PER_EPOCH EPOCHS MORE_EPOCHS
  local shorter longer
  shorter=$(count "$1" "$3")
  longer=$(count "$1" "$4")
  judge "$1" $(((longer - shorter) / (($4 - $3) * $2))) step
}
compare seed-dense10-b1 320 10 110
compare seed-mlp16-b32 313 2 12

shallow=$(count compile-4 1) deeper=$(count compile-16 1) deep=$(count compile-64 1)
block=$(((deeper - shallow) / 12)) deep_block=$(((deep - deeper) / 48))
judge compile-16 "$block" block
judge compile-64 "$deep_block" block
printf 'a block of 64 against one of 16: %d %%' $((deep_block * 100 / block))
if [ $((deep_block * 100)) -gt $((block * (100 + growth_percent))) ]; then
  echo ": compile time grows faster than the layers"
  failed=$((failed + 1))
else
  echo ": ok"
  passed=$((passed + 1))
fi

if $update; then
  {
    echo "# Instructions of one training step, and of compiling one block of layers: bench/instructions.sh --update writes this file."
    echo "# build: $build"
    echo "# instruction set: $instruction_set"
    echo "# counted by: $version"
    printf '%s' "$counts"
  } >"$reference"
  cat "$reference"
  exit "$failed"
fi
echo "instructions: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
