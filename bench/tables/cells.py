"""A CSV file as rows of cells, as they stand there."""

import csv
import io
import math

# Cells that say nothing, where the rest of the column is numbers.
MISSING = {"", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "?", "-", ".", "#N/A"}


def rows_of(data):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    first = text.split("\n", 1)[0]
    separator = max(",\t;", key=first.count)
    quote = "'" if first.startswith("'") else '"'
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote))


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False
