"""pytest's part of the battery: Keras's names lead to occam, and each test's outcome becomes a line of JSON."""

import json
import os
import re
from pathlib import Path

import keras_names


def pytest_configure(config):
    # Not sooner: in front of pytest's own finder, which would take Keras's packages from the folder of the tests.
    keras_names.install(Path(os.environ["OCCAM_KERAS_SOURCES"]))
    for each in ("requires_trainable_backend", "multi_device"):
        config.addinivalue_line("markers", each)


def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        _write(report.nodeid, report.outcome, report.longrepr, report.duration)


def pytest_collectreport(report):
    if report.failed:
        _write(report.nodeid, "failed", report.longrepr, 0)
    elif report.skipped:
        _write(report.nodeid, "skipped", report.longrepr, 0)


def _write(test, outcome, text, seconds):
    crash = getattr(text, "reprcrash", None)
    error = crash.message if crash else str(text or "")
    with open(os.environ["OCCAM_KERAS_OUTCOMES"], "a") as file:
        # Names of parametrized tests may hold places in memory.
        name = re.sub(r"0x[0-9a-f]{6,}", "0x", test.removeprefix("keras/src/"))
        file.write(json.dumps({"test": name, "outcome": outcome, "error": error, "seconds": round(seconds, 3)}) + "\n")
