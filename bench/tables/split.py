"""The rows of one fit: which of a table's rows train and which test, the same for every model.

The test rows are those that `occam train FILE --seed S` takes from the file that write() writes:
occam/data/split.h says how, this file says it once more. compare.py verifies each fit by the
baseline that occam reports over its own test rows.
"""

import csv
import random
from collections import Counter
from dataclasses import dataclass
from math import floor

from cells import is_missing, is_number, rows_of

MOST_ROWS = 20000  # of a comparison; a seeded sample of larger tables
TEST_SHARE = 0.2
# Names of columns that only number the rows; a nameless one does so as well.
COUNTER_NAMES = {"", "id", "index", "no", "obs", "row", "rowid", "rownames", "unnamed"}


@dataclass
class Rows:
    """A table for one task: rows with a target, at most MOST_ROWS of them, in the file's order."""

    header: list
    cells: list  # one list of texts a row
    target: int  # its column
    task: str  # classification or regression
    values: list  # of the target: class names sorted as occam sorts them, or numbers
    classes: list  # empty for regression

    def write(self, path):
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(self.header)
            writer.writerows(self.cells)

    def split(self, seed):
        """(training rows, test rows) of a seed."""
        n = len(self.cells)
        order = permutation(seed, n)
        total = n - floor(n * (1 - TEST_SHARE))
        if not self.classes:
            test = set(order[:total])
        else:
            test = set()
            rows = {label: [] for label in self.classes}
            for row in order:
                rows[self.values[row]].append(row)
            sizes = [len(rows[label]) for label in self.classes]
            for label, count in zip(self.classes, proportional(total, n, sizes)):
                test.update(rows[label][:count])
        return [row for row in range(n) if row not in test], sorted(test)


def read(path, target, most_rows=MOST_ROWS):
    """The rows of a table's file that a comparison can use."""
    header, *cells = rows_of(path.read_bytes())
    width = len(header)
    cells = [(row + [""] * width)[:width] for row in cells]
    kept = [c for c in range(width) if header[c] == target or not counts_rows(header, cells, c)]
    header = [header[c] for c in kept]
    cells = [[row[c] for c in kept] for row in cells]
    column = header.index(target)
    present = [row for row in cells if not is_missing(row[column])]
    numbers = [row for row in present if is_number(row[column])]
    if 10 * len(numbers) >= 9 * len(present):
        present = numbers  # mostly numbers: the other texts say that there is none
    if len(present) > most_rows:
        chosen = sorted(random.Random(0).sample(range(len(present)), most_rows))
        present = [present[i] for i in chosen]
    texts = [row[column].strip() for row in present]
    if present is numbers or all(map(is_number, texts)):
        values = [float(text) for text in texts]
        if not are_classes(values):
            return Rows(header, present, column, "regression", values, [])
    else:
        values = texts
    classes = sorted(set(values), key=lambda value: value.encode() if isinstance(value, str)
                     else value)
    return Rows(header, present, column, "classification", values, classes)


def counts_rows(header, cells, column):
    """A number of the row, which is no feature: in a sorted table it would tell the target. Whole
    numbers, nearly all different, without a name or under one of a counter."""
    name = "".join(filter(str.isalpha, header[column].lower()))
    if name not in COUNTER_NAMES or (header[column].strip() and not name):
        return False
    texts = [row[column].strip() for row in cells]
    whole = all(is_number(text) and float(text).is_integer() for text in texts)
    return whole and len(set(texts)) > 0.95 * len(texts)


def are_classes(values):
    """Whole numbers are classes when they are few, or have no gaps and are about as frequent."""
    counts = Counter(values)
    if not all(value == floor(value) for value in counts):
        return False
    few = len(counts) <= max(2, min(10, len(values) // 10))
    gapless = max(counts) - min(counts) == len(counts) - 1
    even = 2 * len(counts) * min(counts.values()) >= len(values) >= 5 * len(counts)
    return few or (len(counts) <= 100 and gapless and even)


def proportional(total, n, sizes):
    """`total` rows shared out over classes: largest remainders; one row of each stays."""
    room = [size - 1 for size in sizes]
    share = [min(total * size // n, most) for size, most in zip(sizes, room)]
    order = sorted(range(len(sizes)), key=lambda c: (-(total * sizes[c] % n), c))
    left = total - sum(share)
    while left > 0:
        before = left
        for c in order:
            if left > 0 and share[c] < room[c]:
                share[c] += 1
                left -= 1
        if left == before:
            raise ValueError("more classes than rows to share")
    return share


def permutation(seed, n):
    """0 .. n-1 in the order of occam's stream data/split."""
    stream = stream_of("data/split")
    rows = list(range(n))
    for i in range(n - 1, 0, -1):
        if i % 2 == 1 or i == n - 1:
            words = philox(i // 2, stream, seed)  # two rows a block, the high half first
        bits = words[i % 2 * 2] << 32 | words[i % 2 * 2 + 1]
        j = bits * (i + 1) >> 64
        rows[i], rows[j] = rows[j], rows[i]
    return rows


def stream_of(name):
    """FNV-1a."""
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


def philox(block, stream, seed):
    """The four words of block `block` of step 0: Philox4x32-10 (Salmon et al. 2011)."""
    a, b, c, d = block, stream, 0, 0
    low, high = seed % 2**32, seed >> 32
    for _ in range(10):
        first, second = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = second >> 32 ^ b ^ low, second % 2**32, first >> 32 ^ d ^ high, first % 2**32
        low, high = (low + 0x9E3779B9) % 2**32, (high + 0xBB67AE85) % 2**32
    return a, b, c, d
