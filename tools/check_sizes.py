#!/usr/bin/env python3
"""Checks that no source file has more than 500 lines and that no name says "leftovers".

usage: tools/check_sizes.py [ROOT]
"""

import re
import subprocess
import sys
from pathlib import Path

MOST_LINES = 500
SOURCE = re.compile(r"(\.(h|cpp|py|cmake|sh)|CMakeLists\.txt)$")
# A folder or file so named collects what belongs to no one: name it after what it does.
DRAWER = re.compile(r"(^|[/_.-])(utils?|helpers?|common|misc)([/_.-]|$)")
# Keras's name of a module, which its users import, and of a folder of its tests.
KERAS_NAMES = {"python/occam/utils.py", "tests/keras/unit_tests/outside/utils.txt"}


def project_files(root):
    """Files that are in the repository or would be added to it."""
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True)
    if listed.returncode == 0:
        names = sorted(set(listed.stdout.splitlines()))
    else:
        paths = (p.relative_to(root) for p in root.rglob("*") if p.is_file())
        names = sorted(p.as_posix() for p in paths if p.parts[0] not in (".git", "build"))
    return [name for name in names if (root / name).is_file()]


def check(root):
    problems = []
    for name in project_files(root):
        if DRAWER.search(name) and name not in KERAS_NAMES:
            problems.append(f"{name}: name it after what it does")
        if SOURCE.search(name):
            lines = len((root / name).read_bytes().splitlines())
            if lines > MOST_LINES:
                problems.append(f"{name}: {lines} lines, at most {MOST_LINES}: two concepts in one file?")
    return problems


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    problems = check(root)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
