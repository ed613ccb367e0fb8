#!/usr/bin/env bash
# Do two builds of different compilers train the same bits on this machine?
# usage: tools/compare_compilers.sh BUILD_A BUILD_B     (build folders with the tests built)
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
a=$("$1/tests/occam_fingerprint")
b=$("$2/tests/occam_fingerprint")
if [ "$a" = "$b" ]; then
  printf '%s\n' "$a"
  echo "$(printf '%s\n' "$a" | wc -l) passed, 0 failed"
else
  diff <(printf '%s\n' "$a") <(printf '%s\n' "$b") || true
  echo "0 passed, 1 failed"
  exit 1
fi
