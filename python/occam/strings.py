"""Arrays of texts by the names of tf.strings, as functions for TextVectorization are written with. Source: TensorFlow, tf.strings."""

import re

import numpy as np

_BLANKS = " \t\n\v\f\r"


def _each(texts, change):
    array = np.asarray(texts)
    if array.dtype.kind == "S":
        array = np.char.decode(array, "utf-8")
    return np.array([change(each) for each in array.reshape(-1).tolist()], str).reshape(array.shape)


_SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_CAPITAL = {small: capital for capital, small in _SMALL.items()}


def lower(input, encoding=""):
    """Small letters: of A to Z, or of every alphabet where the encoding is "utf-8"."""
    return _each(input, str.lower if encoding == "utf-8" else lambda text: text.translate(_SMALL))


def upper(input, encoding=""):
    """Capital letters: of a to z, or of every alphabet where the encoding is "utf-8"."""
    return _each(input, str.upper if encoding == "utf-8" else lambda text: text.translate(_CAPITAL))


def strip(input):
    """Without blanks at both ends."""
    return _each(input, lambda text: text.strip(_BLANKS))


def regex_replace(input, pattern, rewrite, replace_global=True):
    r"""With every match of a pattern, or the first, replaced; \1 is its first group."""
    compiled = re.compile(pattern)
    return _each(input, lambda text: compiled.sub(rewrite, text, 0 if replace_global else 1))


def split(input, sep=None):
    """The tokens of each text, a list a text: between blanks, or between `sep`."""
    array = np.asarray(input)
    found = [re.findall(f"[^{_BLANKS}]+", each) if sep is None else each.split(sep) for each in array.reshape(-1).tolist()]
    return found if array.ndim else found[0]


def join(inputs, separator=""):
    """Texts of arrays of one shape, side by side."""
    return np.array([separator.join(row) for row in zip(*(np.asarray(each).reshape(-1).tolist() for each in inputs))], str).reshape(np.shape(inputs[0]))


def length(input):
    """How many bytes each has."""
    array = np.asarray(input)
    return np.array([len(each.encode()) for each in array.reshape(-1).tolist()], np.int32).reshape(array.shape)
