"""Data sets of the lines of files, by the names of tf.data. Source: TensorFlow, tf.data.TextLineDataset, tf.data.experimental.make_csv_dataset."""

import csv
import glob

import numpy as np

from .data import AUTOTUNE  # noqa: F401
from .dataset import Dataset
from .pipeline import Stream


def TextLineDataset(filenames, compression_type=None, buffer_size=None, num_parallel_reads=None, name=None):  # noqa: N802
    """The lines of text files, one behind the other, as texts."""
    if compression_type:
        raise ValueError(f"TextLineDataset: compression_type is not supported. Expected None. Received: {compression_type!r}")
    names = [str(each) for each in np.atleast_1d(np.asarray(filenames)).tolist()]

    def lines():
        for each in names:
            with open(each, encoding="utf-8") as file:
                for line in file:
                    yield np.array(line.rstrip("\r\n"))
    return Stream(lines)


def cardinality(dataset):
    """How many elements it has: -1 for no end, -2 where that is not known."""
    return dataset.cardinality()


def make_csv_dataset(file_pattern, batch_size, column_names=None, column_defaults=None, label_name=None, select_columns=None, field_delim=",", use_quote_delim=True, na_value="", header=True,
                     num_epochs=None, shuffle=True, shuffle_buffer_size=10000, shuffle_seed=None, prefetch_buffer_size=None, num_parallel_reads=None, sloppy=False,
                     num_rows_for_inference=100, compression_type=None, ignore_errors=False, encoding="utf-8"):
    """Batches of the rows of CSV files: a dict of columns, and with `label_name` a pair of that and the column of labels.

    A column holds int32 where all its texts are whole numbers, float32 where all are numbers or missing, else texts. A missing one is 0 or "". column_defaults: what a missing one is in
    each column, whose type it has; an element type is that of a column in which none is missing. num_epochs: None for no end. Errors: ValueError for no file, a row of another length, a
    label or column that is not there, a missing one where none may be.
    """
    if compression_type or ignore_errors:
        raise ValueError(f"make_csv_dataset: compression_type and ignore_errors are not supported. Received: {compression_type!r}, {ignore_errors!r}")
    files = sorted(each for pattern in ([file_pattern] if isinstance(file_pattern, str) else file_pattern) for each in glob.glob(str(pattern)))
    if not files:
        raise ValueError(f"make_csv_dataset: no files. Expected some that match. Received: file_pattern={file_pattern!r}")
    names, rows = column_names, []
    for each in files:
        with open(each, encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=field_delim, quoting=csv.QUOTE_MINIMAL if use_quote_delim else csv.QUOTE_NONE)
            first = next(reader, []) if header else None
            names = names or first
            if not names:
                raise ValueError("make_csv_dataset: Expected column_names, or a header")
            for row in reader:
                if len(row) != len(names):
                    raise ValueError(f"make_csv_dataset: {each}, line {reader.line_num}: Expected {len(names)} fields. Received: {len(row)}")
                rows.append(row)
    names = [str(each) for each in names]
    chosen = [each if isinstance(each, str) else names[each] for each in select_columns] if select_columns is not None else names
    absent = [each for each in [*chosen, *([] if label_name is None else [label_name])] if each not in chosen or each not in names]
    if absent:
        raise ValueError(f"make_csv_dataset: Expected columns among {chosen}. Received: {absent[0]!r}")
    if column_defaults is not None and len(column_defaults) != len(chosen):
        raise ValueError(f"make_csv_dataset: Expected as many column_defaults as columns, {len(chosen)}. Received: {len(column_defaults)}")
    defaults = column_defaults if column_defaults is not None else [None] * len(chosen)
    columns = {name: _column(name, [row[names.index(name)] for row in rows], na_value, default) for name, default in zip(chosen, defaults)}
    made = columns if label_name is None else (columns, columns.pop(label_name))
    dataset = Dataset.from_tensor_slices(made)
    dataset = dataset.shuffle(shuffle_buffer_size, shuffle_seed) if shuffle else dataset
    return (dataset if num_epochs == 1 else dataset.repeat(num_epochs)).batch(batch_size, drop_remainder=num_epochs is None)


def _column(name, texts, missing, default):
    """The array of one column."""
    holes = [each == missing or each == "" for each in texts]
    if default is not None:
        given = np.dtype(default) if isinstance(default, (type, np.dtype, str)) and not isinstance(default, str) else None
        if given is not None and any(holes):
            raise ValueError(f"make_csv_dataset: column {name!r}: Expected no missing value, or a default. Received: one in row {holes.index(True)}")
        kind = given if given is not None else np.asarray(default).dtype
        kind = np.dtype({"i": np.int32, "f": np.float32}.get(kind.kind, kind)) if given is None else kind
        empty = None if given is not None else np.asarray(default).reshape(-1)[0]
    else:
        kind, empty = _kind_of([each for each, hole in zip(texts, holes) if not hole])
    if kind.kind in "US":
        return np.array([str(empty) if hole else each for each, hole in zip(texts, holes)], str)
    return np.array([empty if hole else float(each) if kind.kind == "f" else int(each) for each, hole in zip(texts, holes)], kind)


def _kind_of(texts):
    for kind, number, empty in ((np.dtype(np.int32), int, 0), (np.dtype(np.float32), float, 0.0)):
        try:
            if all(-2**31 <= number(each) < 2**31 if number is int else number(each) is not None for each in texts):
                return kind, empty
        except ValueError:
            pass
    return np.dtype(str), ""


__all__ = ["AUTOTUNE", "TextLineDataset", "cardinality", "make_csv_dataset"]
