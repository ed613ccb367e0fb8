"""Files by TensorFlow's names. Source: TensorFlow 2, tf.io."""

import glob as _glob

import numpy as _np

from . import gfile  # noqa: F401


def read_file(filename, name=None):
    """The content of a text file, as a text."""
    with open(str(filename), encoding="utf-8", newline="") as file:
        return file.read()


def write_file(filename, contents, name=None):
    """Writes a text to a file."""
    with open(str(filename), "w", encoding="utf-8", newline="") as file:
        file.write(str(contents))


def matching_files(pattern, name=None):
    """The names of the files that fit a pattern, or several, in their order."""
    return _np.array(sorted(each for one in _np.atleast_1d(pattern).tolist() for each in _glob.glob(one)), str)
