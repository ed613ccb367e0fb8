#!/usr/bin/env bash
# Optional: builds occam for aarch64 with Debian's cross compiler and runs tests under qemu.
# The arm64 libraries are downloaded with apt and unpacked into build/aarch64-root: the machine's own
# package list and architecture stay as they are.
# usage: tools/aarch64_test.sh [TEST_PROGRAM...]     default: kernels_test
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tools/build_environment.sh"
[ $# -gt 0 ] || set -- kernels_test

install_packages_for build aarch64
use_ccache

arm64=$root/build/aarch64-root
packages=(libhwy1 libhwy-dev zlib1g zlib1g-dev libzstd1 libzstd-dev libfmt9 libfmt-dev nlohmann-json3-dev libeigen3-dev libcli11-dev
  libgtest-dev libgmock-dev librapidcheck-dev libhdf5-dev libhdf5-103-1 libhdf5-cpp-103-1 libsz2 libaec0 libcurl4 libzip-dev libzip4 libbz2-1.0 liblzma5 libgnutls30 libnettle8
  libhogweed6 libgmp10 libp11-kit0 libidn2-0 libunistring2 libtasn1-6 libffi8)
if [ "$(cat "$arm64/complete" 2>/dev/null)" != "${packages[*]}" ]; then
  echo "aarch64: unpacking ${#packages[@]} arm64 packages into build/aarch64-root"
  apt=$root/build/aarch64-apt
  rm -rf "$arm64" "$apt"
  mkdir -p "$arm64" "$apt/state/lists/partial" "$apt/cache/archives/partial" "$apt/debs"
  : >"$apt/state/status"
  echo "deb http://deb.debian.org/debian bookworm main" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<CONF
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
APT::Sandbox::User "$(id -un)";
Dir::State "$apt/state";
Dir::State::status "$apt/state/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
CONF
  export APT_CONFIG=$apt/apt.conf
  apt-get update -qq
  (cd "$apt/debs" && apt-get download -qq "${packages[@]}")
  for package in "$apt"/debs/*.deb; do dpkg-deb -x "$package" "$arm64"; done
  # Links such as libz.so -> /lib/aarch64-linux-gnu/libz.so.1 count from the root of the unpacked tree.
  find "$arm64" -type l -lname '/*' | while read -r link; do
    ln -sfn "$arm64$(readlink "$link")" "$link"
  done
  rm -rf "$apt"
  echo "${packages[*]}" >"$arm64/complete"
fi

configure_and_build aarch64 -DOCCAM_TESTS=ON -DOCCAM_CLI=OFF --target "$@"
passed=0 failed=0
for program in "$@"; do
  program=$(find "$root/build/aarch64" -name "$program" -type f | head -n 1)
  echo "== $(basename "$program")"
  if qemu-aarch64-static -L /usr/aarch64-linux-gnu "$program" --gtest_brief=1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
