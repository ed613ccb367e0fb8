"""The lists of tests that fail for a reason outside occam's field: outside/FOLDER.txt, and the reasons, outside/kinds.txt."""

import fnmatch
from pathlib import Path

FOLDER = Path(__file__).parent / "outside"


class Entry:
    """One line: a test, a class, a file or, with `*`, many of them; and the kind of the reason."""

    def __init__(self, pattern, kind):
        self.pattern, self.kind, self.failures = pattern, kind, 0
        self.whole_file = "::" not in pattern
        # Thousands of tests that cannot tell anything without JAX: they are not run.
        self.whole_class = kind == "jax" and pattern.count("::") == 1 and "*" not in pattern

    def covers(self, test):
        """Is the test (or file) `test` this or inside?"""
        if "*" in self.pattern:
            return fnmatch.fnmatchcase(test, self.pattern) or fnmatch.fnmatchcase(test, self.pattern + "::*")
        return test == self.pattern or test.startswith(self.pattern + "::")


def kinds():
    """kind -> why it is not occam's."""
    lines = [line.partition(": ") for line in (FOLDER / "kinds.txt").read_text().splitlines() if line.strip()]
    return {kind: why for kind, _, why in lines}


def folders():
    """Those with a list."""
    return sorted(each.stem for each in FOLDER.glob("*.txt") if each.stem != "kinds")


def entries(folder):
    """Of a folder's list. ValueError for a line without a known kind."""
    file, known, found = FOLDER / f"{folder}.txt", kinds(), []
    if not file.is_file():
        return []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if not line.strip():
            continue
        pattern, _, kind = line.strip().rpartition(" ")
        if kind not in known or not pattern.startswith(folder + "/"):
            raise ValueError(f"{file.name}, line {number}: expected '{folder}/... KIND' with a kind of kinds.txt, got {line!r}")
        found.append(Entry(pattern, kind))
    return found
