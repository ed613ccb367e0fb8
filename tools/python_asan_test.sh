#!/usr/bin/env bash
# Builds the Python package's module with AddressSanitizer and UBSan (build/python-asan) and runs python/tests on it.
# usage: tools/python_asan_test.sh [PYTEST_ARGUMENT...]
# Left out: a test that limits addresses, of which AddressSanitizer takes terabytes, and those that count resident memory.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tools/build_environment.sh"
install_packages_for build python
use_ccache

venv=$root/build/python-venv
[ -x "$venv/bin/pip" ] || python3 -m venv "$venv"
"$venv/bin/pip" install -q --disable-pip-version-check 'nanobind>=3.1' nanobind-backend numpy pytest scikit-learn nbclient ipykernel mypy pillow
# In place of an installed package, whose module is another.
"$venv/bin/pip" uninstall -q -y occam 2>/dev/null || true
build=$root/build/python-asan
cmake -S "$root" --preset dev -B "$build" -DOCCAM_PYTHON=ON -DOCCAM_TESTS=OFF -DOCCAM_INSTALL=OFF \
  -DPython_EXECUTABLE="$venv/bin/python"
ninja -C "$build" occam_python
package=$build/package
rm -rf "$package"
mkdir -p "$package"
cp -r "$root/python/occam" "$package/"
cp "$build"/python/_core.*so "$root/keras/occam_layers.py" "$package/occam/"

cd "$root/build"
# The interpreter comes without sanitizers and leaks what it holds at its end; a refused allocation is one of the things tested.
library() { "${CXX:-c++}" -print-file-name="$1"; }
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
LD_PRELOAD="$(library libasan.so) $(library libubsan.so) $(library libstdc++.so)" PYTHONPATH=$package \
  "$venv/bin/python" -m pytest -q -p no:cacheprovider \
  -k "not (the_command_s_tests and usage) and not no_leak" \
  "$@" "$root/python/tests" | tee "$root/build/python-asan-tests.log"
sed -n 's/^\([0-9]* passed\).*/\1, 0 failed/p' "$root/build/python-asan-tests.log" | tail -n 1
