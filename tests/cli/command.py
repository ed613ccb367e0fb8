"""What the tests of the command share: running it, and files to run it on."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WINE = str(ROOT / "data" / "wine.csv")
CANCER = str(ROOT / "data" / "breast_cancer.csv")
FASHION_MNIST = Path("/usr/share/datasets/fashion-mnist")

OCCAM = None  # the program under test: first argument of a test


def is_sanitized():
    """AddressSanitizer takes terabytes of addresses, and ends the program when it does not get them."""
    return b"__asan_init" in Path(OCCAM).read_bytes()


def start(*arguments, **options):
    environment = {**os.environ, **options.pop("env", {})}
    return subprocess.Popen([OCCAM, *map(str, arguments)], stdout=options.pop("stdout", subprocess.PIPE),
                            stderr=subprocess.PIPE, stdin=options.pop("stdin", subprocess.DEVNULL),
                            env=environment, **options)


def run(*arguments, stdin=None, **options):
    """(exit code, stdout, stderr)"""
    process = start(*arguments, stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL, **options)
    out, err = process.communicate(stdin, timeout=300)
    return process.returncode, (out or b"").decode(), err.decode()


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, contents, name="table.csv"):
        path = Path(self.folder.name) / name
        path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return str(path)

    def refused(self, code, *arguments, says=(), **options):
        """Nothing on stdout, one line `occam: error: ...` on stderr that holds every text of `says`."""
        got, out, err = run(*(("train", "-q") if arguments[0] == "train" else arguments[:1]), *arguments[1:], **options)
        self.assertEqual(got, code, err)
        self.assertEqual(out, "")
        self.assertRegex(err, r"\Aoccam: error: [^\n]+\n\Z")
        for text in says:
            self.assertIn(text, err)

    def result(self, *arguments, **options):
        code, out, err = run(*arguments, "--json", **options)
        self.assertEqual(code, 0, err)
        self.assertEqual(out.count("\n"), 1)
        return json.loads(out)


def main():
    global OCCAM
    OCCAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(module="__main__")
