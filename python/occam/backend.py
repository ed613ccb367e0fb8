"""Element types, values and names. Source: Keras 3, keras.backend."""

import numpy as np

from . import legacy_backend
from .config import backend, epsilon, floatx, image_data_format, set_epsilon, set_floatx, set_image_data_format
from .keras_tensor import KerasTensor
from .utils import clear_session

__all__ = ["backend", "clear_session", "epsilon", "floatx", "get_uid", "image_data_format", "is_float_dtype", "is_int_dtype", "is_keras_tensor",
           "result_type", "set_epsilon", "set_floatx", "set_image_data_format", "standardize_dtype"]

_counts = {}


def get_uid(prefix=""):
    """1, 2, 3, ... for each prefix."""
    _counts[prefix] = _counts.get(prefix, 0) + 1
    return _counts[prefix]


def standardize_dtype(dtype):
    """The name of an element type, float32 for None, int32 for int."""
    if dtype is None or dtype is float:
        return floatx()
    if dtype is int:
        return "int32"
    try:
        return str(np.dtype(getattr(dtype, "name", dtype)))
    except TypeError:
        raise ValueError(f"Invalid dtype: {dtype}") from None


def is_float_dtype(dtype):
    """Is it one of numbers with fractions?"""
    return standardize_dtype(dtype).startswith("float")


def is_int_dtype(dtype):
    """Is it one of whole numbers?"""
    return standardize_dtype(dtype).startswith(("int", "uint"))


def is_keras_tensor(x):
    """Is it a value of a functional model?"""
    return isinstance(x, KerasTensor)


def result_type(*dtypes):
    """The element type of what is computed of these: whole numbers beside fractions are float32."""
    kinds = [np.dtype(standardize_dtype(each)) for each in dtypes] or [np.dtype(floatx())]
    floats = [each for each in kinds if each.kind == "f"]
    return str(np.result_type(*floats) if floats else np.result_type(*kinds))


def __getattr__(name):
    """Keras's names of before keras.ops."""
    if name not in legacy_backend.NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(legacy_backend, name)
