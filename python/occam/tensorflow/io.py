"""Files by TensorFlow's names. Source: TensorFlow 2, tf.io."""

import numpy as _np

from . import gfile


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
    return _np.array(gfile.glob(_np.atleast_1d(pattern).tolist()), str)
