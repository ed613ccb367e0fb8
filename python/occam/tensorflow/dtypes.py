"""Element types by TensorFlow's names. Source: TensorFlow 2, tf.dtypes."""

import numpy as _np

from ..tensor import float32, float64, int32, int64  # noqa: F401

bool, int8, int16, uint8, uint16, uint32, uint64, float16 = (_np.dtype(name) for name in ("bool", "int8", "int16", "uint8", "uint16", "uint32", "uint64", "float16"))
double, half, string = float64, float16, _np.dtype(str)
DType = _np.dtype


def as_dtype(type_value):
    """An element type by its name."""
    return _np.dtype(type_value)


def cast(x, dtype, name=None):
    """The same numbers in another type."""
    from .. import ops
    return ops.cast(x, dtype)
