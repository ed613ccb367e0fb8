#!/usr/bin/env bash
# Installs the Python package with pip into a virtual environment of its own (build/python-venv) and runs its tests; without
# PYTEST_ARGUMENTs Keras's own unit tests on it too (tests/keras/unit_tests), which need the network once.
# usage: tools/python_test.sh [PYTEST_ARGUMENT...]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tools/build_environment.sh"
install_packages_for build python
use_ccache
export CXX=${CXX:-c++}  # as CMake calls it, for the objects that ccache has

venv=$root/build/python-venv
[ -x "$venv/bin/pip" ] || python3 -m venv "$venv"
"$venv/bin/pip" install -q --disable-pip-version-check "$root" pytest scikit-learn nbclient ipykernel mypy pillow pytest-timeout absl-py h5py pandas
# From another folder, so that what is tested is what was installed.
cd "$root/build"
"$venv/bin/python" -m pytest -q -p no:cacheprovider "$@" "$root/python/tests" | tee "$root/build/python-tests.log"
sed -n 's/^\([0-9]* passed\).*/\1, 0 failed/p' "$root/build/python-tests.log" | tail -n 1
[ $# -gt 0 ] || "$venv/bin/python" "$root/tests/keras/unit_tests/run.py" --list
