#!/usr/bin/env bash
# Checks (or with --fix makes) the form and include order that .clang-format asks for, in all C++ files.
# Version 14 is pinned, Debian 12's own: another version formats differently.
# usage: tools/check_format.sh [--fix]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

formatter=
for candidate in clang-format-14 clang-format; do
  if "$candidate" --version 2>/dev/null | grep -q 'version 14\.'; then
    formatter=$candidate
    break
  fi
done
if [ -z "$formatter" ]; then
  echo "check_format: clang-format 14 is not installed (Debian 12: apt-get install clang-format)" >&2
  exit 1
fi

if git rev-parse --git-dir >/dev/null 2>&1; then
  list=(git ls-files --cached --others --exclude-standard -z -- '*.h' '*.cpp')
else
  list=(find . -path ./build -prune -o '(' -name '*.h' -o -name '*.cpp' ')' -print0)
fi
existing_files() {
  "${list[@]}" | while IFS= read -r -d '' file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done
}

if [ "${1:-}" = --fix ]; then
  existing_files | xargs -0 -r -n 20 -P "$(nproc)" "$formatter" --style=file -i
  exit 0
fi
# A line is short enough that those of parallel processes do not mix.
# shellcheck disable=SC2016
wrong=$(existing_files | xargs -0 -r -n 1 -P "$(nproc)" sh -c \
  '"$0" --style=file --dry-run -Werror "$1" >/dev/null 2>&1 || echo "$1"' "$formatter" | sort)
[ -z "$wrong" ] || { echo "$wrong"; echo "tools/check_format.sh --fix mends these"; exit 1; }
