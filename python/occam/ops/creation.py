"""Arrays made of nothing. Source: Keras 3, keras.ops.numpy."""

import builtins
import math

import numpy as np

from ..tensor import tensor
from .elementwise import add, divide, exp, log, multiply, subtract
from .shapes import broadcast_to, expand_dims, reshape
from .symbol import Symbol, apply, arrays_alone, as_keras, has_symbols, now, placed, shape


def zeros(shape, dtype=None):
    """An array of zeros."""
    return full(shape, 0.0, dtype)


def ones(shape, dtype=None):
    """An array of ones."""
    return full(shape, 1.0, dtype)


def empty(shape, dtype=None):
    """An array of zeros."""
    return full(shape, 0.0, dtype)


def full(shape, fill_value, dtype=None):
    """An array of one number, or of values repeated to a shape."""
    sizes = tuple(int(size) for size in shape) if hasattr(shape, "__len__") else int(shape)
    return tensor(np.full(sizes, fill_value, _type(dtype)))


def _type(dtype, default="float32"):
    return np.dtype(default) if dtype is None else np.dtype(dtype if isinstance(dtype, (type, np.dtype)) else str(dtype))


def full_like(x, fill_value, dtype=None):
    """One number in x's shape."""
    if has_symbols([x, fill_value]):
        return apply("where", [x, fill_value, fill_value])
    return tensor(np.full_like(_float32(now(x)), fill_value, dtype=None if dtype is None else _type(dtype)))


def _float32(x):
    """As Keras takes it: numbers of Python are float32."""
    array = np.asarray(x)
    return array.astype(np.float32) if array.dtype == np.float64 and not isinstance(x, np.ndarray) else array


def zeros_like(x, dtype=None):
    """Zeros of x's shape."""
    return full_like(x, 0.0, dtype)


def ones_like(x, dtype=None):
    """Ones of x's shape."""
    return full_like(x, 1.0, dtype)


def empty_like(x, dtype=None):
    """Zeros of x's shape."""
    return full_like(x, 0.0, dtype)


def arange(start, stop=None, step=None, dtype=None):
    """start, start + step, ... below stop; of one argument from 0 to below it."""
    first, last = (0, start) if stop is None else (start, stop)
    made = np.arange(first, last, 1 if step is None else step)
    return tensor(made.astype(_type(dtype, "int32" if made.dtype.kind in "iu" else "float32")))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    """num numbers from start to stop at equal distances."""
    if has_symbols([start, stop]):
        return _between(start, stop, num, endpoint, retstep, axis)
    made, step = np.linspace(now(start), now(stop), num, endpoint, True, axis=axis)
    made = tensor(made.astype(_type(dtype)))
    return (made, tensor(np.float32(step))) if retstep else made


def _between(start, stop, num, endpoint, retstep, axis):
    """linspace of symbols."""
    way = subtract(stop, start)
    step = divide(way, float(builtins.max(num - 1 if endpoint else num, 1)))
    rank = len(shape(way)) + 1
    axis = placed("linspace", axis, rank)
    places = np.arange(num, dtype=np.float32).reshape([num if each == axis else 1 for each in range(rank)])
    made = add(expand_dims(add(start, multiply(way, 0.0)), axis), multiply(expand_dims(step, axis), places))
    return (made, step) if retstep else made


def logspace(start, stop, num=50, endpoint=True, base=10, dtype=None, axis=0):
    """base to the power of linspace."""
    if has_symbols([start, stop]):
        return exp(multiply(linspace(start, stop, num, endpoint, axis=axis), math.log(base)))
    return tensor(np.logspace(now(start), now(stop), num, endpoint, base, axis=axis).astype(_type(dtype)))


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """num numbers from start to stop at equal quotients; of symbols above 0."""
    if has_symbols([start, stop]):
        return exp(linspace(log(start), log(stop), num, endpoint, axis=axis))
    return tensor(np.geomspace(now(start), now(stop), num, endpoint, axis=axis).astype(_type(dtype)))


def eye(N, M=None, k=0, dtype=None):
    """1 on the kth diagonal of a matrix."""
    for name, size in (("N", N), ("M", M)):
        if isinstance(size, float) or getattr(size, "dtype", np.dtype(int)).kind == "f":
            raise TypeError(f"eye: invalid value for {name}. Expected an integer. Received: {name}={size}")
    return tensor(np.eye(int(N), None if M is None else int(M), int(k), _type(dtype)))


def identity(n, dtype=None):
    """1 on the diagonal of a square matrix."""
    return eye(n, dtype=dtype)


def tri(N, M=None, k=0, dtype=None):
    """1 on and below the kth diagonal of a matrix."""
    return tensor(np.tri(N, M, k, _type(dtype)))


def array(x, dtype=None):
    """x as an array, or the symbol itself."""
    if isinstance(x, Symbol):
        return x
    if dtype is not None:
        return tensor(np.asarray(now(x), _type(dtype)))
    from .control import convert_to_tensor
    return convert_to_tensor(x)


def meshgrid(*x, indexing="xy"):
    """Vectors repeated to the grid that they span."""
    if indexing not in ("xy", "ij"):
        raise ValueError(f"meshgrid: invalid value for indexing. Expected 'xy' or 'ij'. Received: indexing={indexing!r}")
    if has_symbols(x):
        rank, order = len(x), list(range(len(x)))
        if indexing == "xy" and rank > 1:
            order[:2] = [1, 0]
        whole = [math.prod(shape(x[order[place]])) for place in range(rank)]
        return [broadcast_to(reshape(each, [-1 if order[place] == at else 1 for place in range(rank)]), whole) for at, each in enumerate(x)]
    values = [np.asarray(now(each)) for each in x]
    return list(as_keras(np.meshgrid(*values, indexing=indexing), x))


for _name, _doc in {"bartlett": "A triangle.", "blackman": "Blackman's.", "hamming": "Hamming's.", "hanning": "Hann's."}.items():
    globals()[_name] = arrays_alone(_name, getattr(np, _name), f"A window of x numbers: {_doc}", "x")
kaiser = arrays_alone("kaiser", np.kaiser, "A window of x numbers: Kaiser's.", "x, beta")
