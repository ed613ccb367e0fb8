"""Results: NumPy arrays that print as tf.Tensor does."""

import numpy as np


class Tensor(np.ndarray):
    """An array of results: everything that NumPy can do, and `numpy()`."""

    def numpy(self):
        """The same elements as a plain NumPy array."""
        return np.asarray(self)

    def __str__(self):
        return f"tf.Tensor({_text(self)}, shape={self.shape}, dtype={self.dtype.name})"

    def __repr__(self):
        text = repr(np.asarray(self)) if self.ndim else str(np.asarray(self)[()])
        return f"<tf.Tensor: shape={self.shape}, dtype={self.dtype.name}, numpy={chr(10) * (chr(10) in text)}{text}>"

    def __format__(self, spec):
        return format(self.item() if self.ndim == 0 else np.asarray(self), spec)


#: TensorFlow's names of element types.
float32, float64, int32, int64 = (np.dtype(name) for name in ("float32", "float64", "int32", "int64"))


def _text(array):
    text = np.array2string(np.asarray(array)) if array.ndim else str(array.item())
    return "\n" + text if "\n" in text else text


def tensor(array):
    """The array as a Tensor; elements are not copied."""
    return (array if type(array) is np.ndarray else np.asarray(array)).view(Tensor)


_FLOAT32 = np.dtype(np.float32)


def numbers(where, value):
    """What np.asarray makes of `value`, as a row-major array of an element type of the engine's."""
    try:
        array = value if type(value) is np.ndarray else np.asarray(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where}: {error}") from None
    if array.dtype is _FLOAT32 and array.flags.c_contiguous:
        return array
    if array.dtype == np.float32 or array.dtype in (np.float64, np.int32, np.int64, np.uint8):
        pass
    elif array.dtype == np.bool_:
        array = array.astype(np.uint8)
    elif array.dtype.kind in "iu":
        array = array.astype(np.int64)
    elif array.dtype.kind == "f":
        array = array.astype(np.float32 if array.dtype.itemsize <= 4 else np.float64)
    elif hasattr(value, "toarray") and hasattr(value, "nnz"):  # a sparse matrix of SciPy's, with all its zeros
        return numbers(where, value.toarray())
    else:
        array = _of_objects(where, array)
    return np.ascontiguousarray(array) if array.ndim else array


def _of_objects(where, array):
    if array.dtype.kind == "O":
        try:
            return array.astype(np.float64)
        except (TypeError, ValueError):
            pass
    raise ValueError(f"{where}: Expected numbers. Received: an array of {array.dtype} with elements such as "
                     f"{array.flat[0]!r}" if array.size else f"{where}: Expected numbers. Received: {array.dtype}")
