"""A CSV file as rows of cells, as they stand there, and what a cell can be."""

import csv
import io

# Cells that say nothing, where the rest of the column is numbers.
MISSING = {"", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "?", "-", ".", "#N/A"}


def rows_of(data):
    """Header and rows of a file's bytes; comma, tab or semicolon, whichever the header has most."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    first = text.split("\n", 1)[0]
    separator = max(",\t;", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return [row for row in rows if row]


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text


def is_missing(text):
    return text.strip() in MISSING
