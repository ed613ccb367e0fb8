# shellcheck shell=bash
# Sourced by ./start and ./test: what a build needs, in one place. Expects $root.

jobs=$(nproc)
export CMAKE_BUILD_PARALLEL_LEVEL=$jobs CTEST_PARALLEL_LEVEL=$jobs

# install_packages_for PURPOSE...: lines of tools/packages.txt.
install_packages_for() {
  local purpose packages=()
  for purpose in "$@"; do
    # shellcheck disable=SC2207
    packages+=($(awk -v purpose="$purpose" '$1 == purpose { $1 = ""; print }' "$root/tools/packages.txt"))
  done
  "$root/tools/install_packages" "${packages[@]}"
}

# use_ccache: finds objects again in another folder too (a fresh clone), so paths count from $root.
use_ccache() {
  if command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=true
  fi
}

# configure_and_build PRESET [-DNAME=VALUE ...] [--target NAME ...]
configure_and_build() {
  local preset=$1 settings=()
  shift
  while [[ ${1:-} == -D* ]]; do
    settings+=("$1")
    shift
  done
  cmake -S "$root" --preset "$preset" "${settings[@]}" >"$root/build/$preset-configure.log" 2>&1 ||
    { cat "$root/build/$preset-configure.log"; return 1; }
  cmake --build "$root/build/$preset" "$@"
}

mkdir -p "$root/build"
