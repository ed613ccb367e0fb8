"""Files of Keras's data sets that are here already, where Keras keeps them: ~/.keras/datasets, or KERAS_HOME. Nothing is downloaded."""

import numpy as np

from ..local_files import get_file

_ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"


def path_of(name, origin=_ORIGIN, file_hash=None):
    """Where the file is. Errors: FileNotFoundError with the place where it is expected."""
    return get_file(name, f"{origin}{name}", file_hash=file_hash)


def split_at_random(path, test_split, seed, rows=None):
    """((x_train, y_train), (x_test, y_test)) of the arrays x and y of a .npz file, their rows in an order of this seed."""
    if not 0 <= test_split < 1:
        raise ValueError(f"Invalid `test_split` argument: {test_split}. It must be between 0 and 1 (exclusive of 1).")
    with np.load(path_of(path), allow_pickle=False) as file:
        x, y = file["x"][:rows], file["y"][:rows]
    order = np.arange(len(x))
    np.random.RandomState(seed).shuffle(order)
    x, y, first = x[order], y[order], int(len(x) * (1 - test_split))
    return (x[:first], y[:first]), (x[first:], y[first:])
