"""Arrays of texts by the names of tf.strings, as functions for TextVectorization are written with. Source: TensorFlow, tf.strings."""

import re

import numpy as np

from .tensor import tensor

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


def substr(input, pos, len, unit="BYTE"):  # noqa: A002
    """Of each text `len` bytes, or characters ("UTF8_CHAR"), from `pos` on; below 0 counted from the end. Errors: ValueError where a text ends before `pos`."""
    if unit not in ("BYTE", "UTF8_CHAR"):
        raise ValueError(f"substr: invalid value for unit. Expected 'BYTE' or 'UTF8_CHAR'. Received: unit={unit!r}")

    def part(text):
        units = text.encode() if unit == "BYTE" else text
        size = units.__len__()
        if not -size <= pos <= size:
            raise ValueError(f"substr: invalid value for pos. Expected a place in each text. Received: pos={pos} with {text!r}")
        first = pos if pos >= 0 else size + pos
        found = units[first:first + len]
        return found.decode(errors="replace") if unit == "BYTE" else found
    return _each(input, part)


def regex_full_match(input, pattern):
    """Does a pattern fit a whole text?"""
    array, compiled = np.asarray(input), re.compile(pattern)
    return tensor(np.array([compiled.fullmatch(each) is not None for each in array.reshape(-1).tolist()], bool).reshape(array.shape))


def reduce_join(inputs, axis=None, keepdims=False, separator=""):
    """All texts side by side, or those along an axis."""
    array = np.asarray(inputs)
    joined = np.apply_along_axis(lambda row: np.array(separator.join(row.tolist()), object), 0 if axis is None else axis, array.reshape(-1) if axis is None else array).astype(str)
    return np.expand_dims(joined, tuple(range(array.ndim)) if axis is None else axis) if keepdims else joined


def to_number(input, out_type="float32"):
    """The numbers that texts are. Errors: ValueError for a text that is none."""
    array = np.asarray(input)

    def number(text):
        try:
            return float(text) if np.dtype(out_type).kind == "f" else int(text)
        except ValueError:
            raise ValueError(f"to_number: invalid value for input. Expected numbers of {np.dtype(out_type).name}. Received: {text!r}") from None
    return tensor(np.array([number(each) for each in array.reshape(-1).tolist()], out_type).reshape(array.shape))


def as_string(input, precision=-1, scientific=False, shortest=False, width=-1, fill=""):
    """Numbers as texts: of fractions six places, or `precision`; at least `width` characters with `fill` in front."""
    array = np.asarray(input)
    kind = "e" if scientific else "g" if shortest else "f"

    def text(number):
        if isinstance(number, bool):
            return str(number).lower()
        made = format(number, f"{'' if precision < 0 else f'.{precision}'}{kind}") if isinstance(number, float) else str(number)
        return made if width < 0 else made.rjust(width, fill or " ")
    return np.array([text(each) for each in array.reshape(-1).tolist()], str).reshape(array.shape)


def bytes_split(input):
    """The bytes of each text, a list a text."""
    array = np.asarray(input)
    found = [[bytes([byte]).decode(errors="replace") for byte in each.encode()] for each in array.reshape(-1).tolist()]
    return found if array.ndim else found[0]


def unicode_split(input, input_encoding, errors="replace", replacement_char=65533):
    """The characters of each text, a list a text."""
    array = np.asarray(input)
    found = [list(each) for each in array.reshape(-1).tolist()]
    return found if array.ndim else found[0]
