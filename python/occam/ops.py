"""Operations on arrays, and on symbols: the values of a graph that losses, metrics, regularizers, constraints, activations
and schedules written in Python are called on. On arrays they compute at once. Source: Keras 3, keras.ops.
"""

import builtins as _builtins
import functools as _functools
import math as _math

import numpy as _np

from . import _core, tracing as _tracing
from .tensor import numbers as _numbers, tensor as _tensor

_slice = _builtins.slice
_OPERATORS = {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide"}


class Symbol:
    """A value that has a shape and no numbers yet."""

    __array_ufunc__ = None  # NumPy's operators leave it to the ones here

    def __init__(self, symbol):
        self.symbol = symbol

    @property
    def shape(self):
        return self.symbol.shape

    @property
    def ndim(self):
        return len(self.shape)

    dtype = "float32"

    def __repr__(self):
        return f"<symbol of shape {self.shape}>"

    def __bool__(self):
        raise TypeError("a symbol has no truth value: it has no numbers yet. Expected occam.ops.where")

    def __array__(self, *args, **kwargs):
        raise TypeError("a symbol is no array: it has no numbers yet. Expected operations of occam.ops")

    def __neg__(self):
        return negative(self)

    def __abs__(self):
        return abs(self)

    def __pow__(self, exponent):
        return power(self, exponent)

    def __matmul__(self, other):
        return matmul(self, other)

    def __rmatmul__(self, other):
        return matmul(other, self)

    def __rpow__(self, other):
        return power(other, self)

    def __getitem__(self, key):
        return _part(self, key)

    def __gt__(self, other):
        return greater(self, other)

    def __ge__(self, other):
        return greater_equal(self, other)

    def __lt__(self, other):
        return less(self, other)

    def __le__(self, other):
        return less_equal(self, other)


def _operator(op, swapped):
    def method(self, other):
        return _apply(op, [other, self] if swapped else [self, other])
    return method


for _name, _op in _OPERATORS.items():
    setattr(Symbol, f"__{_name}__", _operator(_op, False))
    setattr(Symbol, f"__r{_name}__", _operator(_op, True))


def _apply(op, values, **options):
    values = [each.now() if hasattr(each, "now") else each for each in values]
    if any(isinstance(each, Symbol) for each in values):
        return Symbol(_core.apply_op(op, [_argument(op, each) for each in values], options))
    return _tensor(_core.compute_op(op, [_numbers(op, each) for each in values], options))


def _argument(op, value):
    if isinstance(value, Symbol):
        return value.symbol
    if _np.ndim(value) == 0:
        return float(value)
    trace = _tracing.current()
    if trace is not None:
        return trace.place.constant(_numbers(op, value)).symbol
    raise ValueError(f"{op}: an array beside a symbol. Expected symbols and numbers. Received: an array of shape {_np.shape(value)}")


def symbols_of(*values):
    """The engine's of symbols and of arrays, which become constants."""
    return [_argument("constant", each) for each in values]


def _function(op, arity, doc):
    def unary(x):
        return _apply(op, [x])

    def binary(x1, x2):
        return _apply(op, [x1, x2])

    made = unary if arity == 1 else binary
    made.__name__ = made.__qualname__ = op
    made.__doc__ = doc
    return made


_UNARY = {"negative": "-x", "abs": "|x|", "sign": "-1, 0 or 1", "exp": "e^x", "expm1": "e^x - 1", "log": "natural logarithm",
          "log1p": "log(1 + x)", "sqrt": "square root; gradient 0 at 0", "square": "x^2", "sin": "sine", "cos": "cosine",
          "tanh": "hyperbolic tangent", "sigmoid": "1 / (1 + e^-x)", "relu": "max(x, 0)",
          "isfinite": "1 where x is neither NaN nor infinite", "stop_gradient": "x, a constant to gradients"}
_BINARY = {"add": "x1 + x2", "subtract": "x1 - x2", "multiply": "x1 x2", "divide": "x1 / x2", "maximum": "the larger",
           "minimum": "the smaller", "equal": "1 where equal", "greater": "1 where x1 > x2", "greater_equal": "1 where x1 >= x2",
           "matmul": "matrix product"}
for _table, _arity in ((_UNARY, 1), (_BINARY, 2)):
    for _name, _doc in _table.items():
        globals()[_name] = _function(_name, _arity, _doc)
absolute = abs  # noqa: F821 - made above


def power(x1, x2):
    """x1^x2: for a whole number by multiplication, else exp(x2 log x1)."""
    if _np.ndim(x2) == 0 and not isinstance(x2, Symbol):
        return _apply("power", [x1], exponent=float(x2))
    return _apply("power", [x1, x2])


def less(x1, x2):
    """1 where x1 < x2."""
    return _apply("greater", [x2, x1])


def less_equal(x1, x2):
    """1 where x1 <= x2."""
    return _apply("greater_equal", [x2, x1])


def not_equal(x1, x2):
    """1 where they differ."""
    return _apply("subtract", [1.0, _apply("equal", [x1, x2])])


def where(condition, x1, x2):
    """x1 where the condition is not 0, else x2."""
    return _apply("where", [condition, x1, x2])


def clip(x, x_min, x_max):
    """x between two limits."""
    return minimum(maximum(x, x_min), x_max)  # noqa: F821


def _axes(axis):
    return None if axis is None else [int(each) for each in (axis if isinstance(axis, (list, tuple)) else [axis])]


def sum(x, axis=None, keepdims=False):
    """Sum over axes, or of all."""
    return _apply("sum", [x], axes=_axes(axis), keepdims=bool(keepdims))


def mean(x, axis=None, keepdims=False):
    """Mean over axes, or of all."""
    return _apply("mean", [x], axes=_axes(axis), keepdims=bool(keepdims))


def max(x, axis=None, keepdims=False):
    """Largest over axes, or of all."""
    return _apply("max", [x], axes=_axes(axis), keepdims=bool(keepdims))


def min(x, axis=None, keepdims=False):
    """Smallest over axes, or of all."""
    return negative(max(negative(x), axis, keepdims))  # noqa: F821


def var(x, axis=None, keepdims=False):
    """Mean of squared deviations from the mean."""
    return mean(square(subtract(x, mean(x, axis, True))), axis, keepdims)  # noqa: F821


def std(x, axis=None, keepdims=False):
    """Root of var."""
    return sqrt(var(x, axis, keepdims))  # noqa: F821


def norm(x, axis=None, keepdims=False):
    """Euclidean norm over axes, or of all."""
    return sqrt(sum(square(x), axis, keepdims))  # noqa: F821


def softmax(x, axis=-1):
    """exp(x) over its sum, along an axis or over several."""
    return _along("softmax", x, axis, lambda rows: _apply("softmax", [rows]))


def log_softmax(x, axis=-1):
    """log(softmax(x)), along an axis or over several."""
    return _along("log_softmax", x, axis, _log_softmax)


def _log_softmax(rows):
    shifted = subtract(rows, max(rows, -1, True))  # noqa: F821
    return subtract(shifted, log(sum(exp(shifted), -1, True)))  # noqa: F821


def _along(where, x, axis, of_rows):
    """What `of_rows` makes of the last axis of a matrix or more, over these axes of x."""
    sizes = shape(x)
    axes = _axes(axis)
    if any(not -len(sizes) <= each < len(sizes) for each in axes):
        raise ValueError(f"{where}: invalid value for axis. Expected axes of a tensor of rank {len(sizes)}. Received: axis={axis}")
    axes = [each % len(sizes) for each in axes]
    if axes == [len(sizes) - 1] and len(sizes) > 1:
        return of_rows(x)
    order = [each for each in range(len(sizes)) if each not in axes] + axes
    moved = [sizes[each] for each in order]
    rows = reshape(transpose(x, order), [*(moved[:-len(axes)] or [1]), _math.prod(moved[-len(axes):])])
    return transpose(reshape(of_rows(rows), moved), [order.index(each) for each in range(len(sizes))])


def argmax(x, axis=-1):
    """Place of the largest number of the last axis."""
    _last("argmax", x, axis)
    return _apply("argmax", [x])


def _last(where, x, axis):
    if axis not in (-1, len(_np.shape(x) if not isinstance(x, Symbol) else x.shape) - 1):
        raise ValueError(f"{where}: invalid value for axis. Expected the last, -1. Received: axis={axis}")


def softplus(x):
    """log(1 + e^x)."""
    return add(relu(x), log1p(exp(negative(abs(x)))))  # noqa: F821


def reshape(x, newshape):
    """The same numbers in another shape; one size may be -1."""
    sizes = [int(size) for size in newshape]
    if -1 in sizes:
        known = -_math.prod(sizes)
        sizes[sizes.index(-1)] = _math.prod(shape(x)) // known if known else 0
    return _apply("reshape", [x], shape=sizes)


def transpose(x, axes=None):
    """Axes in another order, by default reversed."""
    return _apply("transpose", [x], axes=list(axes) if axes is not None else list(range(len(shape(x))))[::-1])


def take(x, indices, axis=0):
    """Rows of x by whole numbers; along the first axis."""
    if axis != 0:
        raise ValueError(f"take: invalid value for axis. Expected 0. Received: axis={axis}")
    return _apply("take", [x, indices])


def one_hot(x, num_classes, axis=-1, dtype=None):
    """1 in the place of each class number, along a new last axis."""
    if axis != -1:
        raise ValueError(f"one_hot: invalid value for axis. Expected the last, -1. Received: axis={axis}")
    return _apply("one_hot", [x], num_classes=int(num_classes))


def pad(x, pad_width, mode="constant", constant_values=0):
    """More numbers around x: pairs of how many before and behind, one an axis or one of all."""
    if mode != "constant":
        raise ValueError(f"pad: invalid value for mode. Expected 'constant'. Received: mode={mode!r}")
    widths = _np.broadcast_to(_np.asarray(pad_width, int), (len(shape(x)), 2)).tolist()
    return _apply("pad", [x], pad_width=[tuple(each) for each in widths], constant_values=float(constant_values))


def slice(inputs, start_indices, shape):
    """The box that begins at start_indices and has this shape."""
    return _apply("slice", [inputs], begin=[int(each) for each in start_indices], shape=[int(each) for each in shape])


def _part(x, key):
    """x[key] of a symbol: numbers, slices of step 1, None and ... ."""
    keys = list(key) if isinstance(key, tuple) else [key]
    used = len([each for each in keys if each is not None and each is not Ellipsis])
    if used > x.ndim:
        raise IndexError(f"too many indices: a symbol of shape {x.shape} indexed by {key!r}")
    place = keys.index(Ellipsis) if Ellipsis in keys else len(keys)
    keys[place:place + 1] = [_slice(None)] * (x.ndim - used)
    begin, box, result, axis = [], [], [], 0
    for each in keys:
        if each is None:
            result.append(1)
            continue
        size = x.shape[axis]
        axis += 1
        if isinstance(each, _slice):
            first, last, step = each.indices(size)
            if step != 1:
                raise ValueError(f"a symbol is indexed by slices of step 1. Received: {each}")
            begin.append(first)
            box.append(_builtins.max(last - first, 0))
            result.append(box[-1])
            continue
        if not hasattr(each, "__index__"):
            raise TypeError(f"a symbol is indexed by integers and slices. Received: {each!r}")
        if not -size <= each.__index__() < size:
            raise IndexError(f"index {each} is out of bounds for an axis of size {size}")
        begin.append(each.__index__() % size)
        box.append(1)
    return reshape(slice(x, begin, box), result)


def expand_dims(x, axis):
    """One more axis of size 1."""
    sizes = list(shape(x))
    sizes.insert(axis if axis >= 0 else len(sizes) + 1 + axis, 1)
    return reshape(x, sizes)


def squeeze(x, axis=None):
    """Without axes of size 1."""
    sizes = shape(x)
    gone = _axes(axis) if axis is not None else [place for place, size in enumerate(sizes) if size == 1]
    if any(not -len(sizes) <= place < len(sizes) for place in gone):
        raise ValueError(f"squeeze: invalid value for axis. Expected axes of a tensor of rank {len(sizes)}. Received: axis={axis}")
    gone = {place % len(sizes) for place in gone}
    return reshape(x, [size for place, size in enumerate(sizes) if place not in gone])


def broadcast_to(x, shape):
    """Repeated to a shape."""
    return _apply("broadcast_to", [x], shape=[int(size) for size in shape])


def concatenate(xs, axis=-1):
    """One behind the other along an axis."""
    return _apply("concatenate", list(xs), axis=int(axis))


def shape(x):
    """Sizes of the axes."""
    return tuple(x.shape) if hasattr(x, "shape") else _np.shape(x)


def cast(x, dtype):
    """x itself: the engine computes in float32."""
    return x if isinstance(x, Symbol) else _tensor(_np.asarray(x).astype(str(dtype)))


def convert_to_tensor(x, dtype=None):
    """x itself, or the array of it."""
    return x if isinstance(x, Symbol) else _tensor(_numbers("convert_to_tensor", x))


def zeros(shape, dtype=None):
    """An array of zeros."""
    return full(shape, 0.0, dtype)


def ones(shape, dtype=None):
    """An array of ones."""
    return full(shape, 1.0, dtype)


def full(shape, fill_value, dtype=None):
    """An array of one number, or of values repeated to a shape."""
    sizes = tuple(int(size) for size in shape) if hasattr(shape, "__len__") else int(shape)
    return _tensor(_np.full(sizes, fill_value, str(dtype or "float32")))


def zeros_like(x):
    """Zeros of x's shape."""
    return multiply(x, 0.0)  # noqa: F821


def ones_like(x):
    """Ones of x's shape."""
    return add(zeros_like(x), 1.0)  # noqa: F821


def _on_values(function):
    """The same, which of values of a functional model makes one more layer."""
    @_functools.wraps(function)
    def on(*args, **kwargs):
        first = args[0] if args else None
        values = (*first, *args[1:]) if isinstance(first, (list, tuple)) else args
        if any(hasattr(each, "node") for each in values):
            from .operations import Operation
            return Operation(function, function.__name__)(*args, **kwargs)
        return function(*args, **kwargs)
    return on


__all__ = [name for name in globals() if not name.startswith("_")]
for _name in __all__:
    if _name not in ("Symbol", "shape"):
        globals()[_name] = _on_values(globals()[_name])
