"""The list of tables, tables.csv, and its two halves."""

import csv
import hashlib
from pathlib import Path

FILE = Path(__file__).resolve().parent / "tables.csv"
NAMES = ["name", "package", "file", "target", "chosen", "rows", "columns", "sha256"]
HALVES = ["development", "untouched"]


def read():
    with FILE.open(newline="") as file:
        return list(csv.DictReader(file))


def write(tables):
    with FILE.open("w", newline="") as file:
        writer = csv.DictWriter(file, NAMES, lineterminator="\n")
        writer.writeheader()
        writer.writerows(tables)


def half_of(name):
    """The half that a table belongs to: a hash of its name decides, nobody's taste."""
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]
