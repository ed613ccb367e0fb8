#!/usr/bin/env python3
"""Runs Keras's own unit tests on occam, as it is installed for this Python, and compares with the lists in outside/.

usage: run.py [--list] [--only TEXT] [--jobs N] [FOLDER...]
    FOLDER       folders below keras/src ("layers"), else all that have a list
    --list       also prints each failing test that no list has, with the last line of its error
    --only TEXT  files whose path has the text
A failure that no list has is a failure, and so is a line of a list under which nothing fails. The last line is "N passed, N failed".
Needs pytest, pytest-timeout, absl-py, h5py, pandas, scikit-learn, pillow.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import outside_lists
import sdist

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[2] / "build" / "keras-sources"


def test_files(sources, folder, only):
    """Of a folder, by their paths below keras/src."""
    inner = sources / "keras" / "src"
    files = [inner / folder] if folder.endswith(".py") else sorted((inner / folder).rglob("*_test.py"))
    return [name for name in (str(each.relative_to(inner)) for each in files) if only in name]


def outcomes(sources, files, jobs, left_out=()):
    """One dict a test: test, outcome, error, seconds."""
    # In parts for processes side by side: big files first, each to the part that is smallest so far.
    parts = [[] for _ in range(min(2 * jobs, len(files)))]
    for file in sorted(files, key=lambda each: -(sources / "keras" / "src" / each).stat().st_size):
        min(parts, key=lambda part: sum((sources / "keras" / "src" / each).stat().st_size for each in part)).append(file)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return [line for lines in pool.map(lambda part: _outcomes_of_one_process(sources, part, left_out), parts) for line in lines]


def _outcomes_of_one_process(sources, files, left_out):
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "outcomes"
        written.touch()
        environment = {**os.environ, "OCCAM_KERAS_SOURCES": str(sources), "OCCAM_KERAS_OUTCOMES": str(written),
                       "PYTHONPATH": os.pathsep.join([str(HERE / "shim"), *filter(None, [os.environ.get("PYTHONPATH")])])}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "battery_plugin", "-c", os.devnull, "--rootdir", str(sources),
                   "--tb=short", "-W", "ignore", "--timeout", "60", "--continue-on-collection-errors", *(f"keras/src/{file}" for file in files), *(f"--deselect=keras/src/{each}" for each in left_out)]
        done = subprocess.run(command, cwd=sources, env=environment, capture_output=True, text=True)
        if done.returncode not in (0, 1, 5):  # all passed, some failed, nothing to run
            raise RuntimeError(f"pytest ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return [json.loads(line) for line in written.read_text().splitlines()]


def judge(folder, lines, listed):
    """(passed, skipped, outside by kind, failures) of a folder's outcomes; counts the entries' failures."""
    passed, skipped, outside, failures = 0, 0, collections.Counter(), []
    for line in lines:
        covering = [entry for entry in listed if entry.covers(line["test"])]
        if line["outcome"] == "failed" and covering:
            outside[covering[0].kind] += 1
            for entry in covering:
                entry.failures += 1
        elif line["outcome"] == "failed":
            failures.append(line)
        elif line["outcome"] == "passed":
            passed += 1
        else:
            skipped += 1
    return passed, skipped, outside, failures


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    try:
        sources = sdist.unpacked(BUILD)
    except RuntimeError as error:
        print(error)
        print("0 passed, 1 failed")
        return 1
    chosen = options.folders or outside_lists.folders()
    listed = {folder: outside_lists.entries(folder.split("/")[0]) for folder in chosen}
    files, left_out = {}, {}
    for folder in chosen:
        every = test_files(sources, folder, options.only)
        whole = {file: entry for file in every for entry in listed[folder] if entry.whole_file and entry.covers(file)}
        for entry in whole.values():
            entry.failures += 1
        files[folder], left_out[folder] = [each for each in every if each not in whole], collections.Counter(entry.kind for entry in whole.values())
    classes = [entry for folder in chosen for entry in listed[folder] if entry.whole_class]
    for entry in classes:
        entry.failures += 1
    lines = outcomes(sources, [file for each in files.values() for file in each], options.jobs, [entry.pattern for entry in classes])
    total, failed = 0, 0
    for folder in chosen:
        mine = [line for line in lines if line["test"].split("::")[0] in files[folder]]
        passed, skipped, outside, failures = judge(folder, mine, listed[folder])
        # A part of a folder's files says nothing about the lines for others.
        stale = [] if options.only or "/" in folder else [entry for entry in listed[folder] if not entry.failures]
        total, failed = total + passed, failed + len(failures) + len(stale)
        kinds = ", ".join(f"{kind} {count}" for kind, count in outside.most_common())
        whole = ", ".join(f"{kind} {count}" for kind, count in left_out[folder].most_common())
        print(f"{folder}: {passed} passed, {sum(outside.values())} outside ({kinds}), {skipped} skipped by Keras, {len(failures)} failed; "
              f"{sum(left_out[folder].values())} files wholly outside ({whole})"
              + "".join(f", not run: {entry.pattern}" for entry in listed[folder] if entry.whole_class))
        for line in failures if options.list else failures[:20]:
            print(f"  {line['test']}\n      {(line['error'].strip().splitlines() or [''])[0 if options.list is False else -1][:300]}" if options.list else f"  failed: {line['test']}")
        for entry in stale:
            print(f"  nothing fails under the listed {entry.pattern} {entry.kind}")
    print(f"{total} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
