"""Symbols, the values of a graph, and how operations are applied: to arrays at once, to symbols as the graph is written.

Source: Keras 3, keras.ops.
"""

import functools
import inspect

import numpy as np

from .. import _core, tracing
from ..tensor import Tensor, numbers, tensor


class UnknownSize(ValueError):
    """A size has to be known that is not."""


class Symbol:
    """A value that has a shape and no numbers yet."""

    __array_ufunc__ = None  # NumPy's operators leave it to the ones here

    def __new__(cls, symbol):
        tape = tracing.tape()
        return object.__new__(cls if tape is None else tape.value_class)  # on a tape it has numbers that can be asked for

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

    def __len__(self):
        if not self.shape:
            raise TypeError("a symbol of shape () has no length")
        return self.shape[0]

    def __array__(self, *args, **kwargs):
        raise TypeError("a symbol is no array: it has no numbers yet. Expected operations of occam.ops")

    __hash__ = object.__hash__


def apply(op, values, **options):
    """An operation of the engine's."""
    values = [now(each) for each in values]
    one = next((each for each in values if isinstance(each, Symbol)), None)
    if one is not None:
        return Symbol(_core.apply_op(op, [_argument(op, each, one.symbol) for each in values], options))
    return tensor(_core.compute_op(op, [numbers(op, each) for each in values], options))


def now(value):
    """What a weight is now; another value as it is."""
    return value.now() if hasattr(value, "now") else value


def _argument(op, value, beside):
    if isinstance(value, Symbol):
        return value.symbol
    if np.ndim(value) == 0:
        return float(value)
    return _constant(numbers(op, value), beside)


def _constant(array, beside):
    """An array as the engine's symbol, in the graph of the one `beside` it."""
    trace = tracing.place_now()
    if tracing.tape() is None:  # what a layer makes for the sizes that it is called on, which change, is a part of the graph and not of the layer's values
        if array.size and (array == array.flat[0]).all():
            return _core.constant_beside(beside, array)
        if _is_counted(array):
            return _counted(array, beside)
    return _core.constant_beside(beside, array) if trace is None else trace.constant(array).symbol


def _is_counted(array):
    """Is it a row of whole numbers at equal distances, exact in float32?"""
    row = array.reshape(-1)
    if len(row) < 2 or max(array.shape) != len(row) or (array.dtype.kind == "f" and not np.array_equal(row, np.floor(row))):
        return False
    first, last = float(row[0]), float(row[-1])
    return abs(first) < 2**24 and abs(last) < 2**24 and np.array_equal(row, first + np.arange(len(row)) * (float(row[1]) - first))


def _counted(array, beside):
    """first + step (0, 1, 2, ...), of ones that are summed up by doubling."""
    row, done = array.reshape(-1).astype(np.float64), 1
    size, first, step = len(row), row[0], row[1] - row[0]
    made = _core.constant_beside(beside, np.ones(size, np.float32))
    while done < size:
        before = _core.constant_beside(beside, np.zeros(done, np.float32))
        moved = _core.apply_op("concatenate", [before, _core.apply_op("slice", [made], {"begin": [0], "shape": [size - done]})], {"axis": 0})
        made, done = _core.apply_op("add", [made, moved], {}), 2 * done
    made = _core.apply_op("add", [_core.apply_op("multiply", [made, step], {}), first - step], {})
    return _core.apply_op("reshape", [made], {"shape": list(array.shape)})


def symbols_of(*values):
    """The engine's of symbols, of which one at least is one, and of arrays and numbers, which become constants."""
    values = [now(each) for each in values]
    one = next((each for each in values if isinstance(each, Symbol)), None)
    if one is None:
        raise ValueError("symbols_of: Expected a symbol among the values. Received: none")
    return [each.symbol if isinstance(each, Symbol) else _constant(numbers("constant", each), one.symbol) for each in values]


def has_symbols(values):
    """Are symbols among these, or in a list among them?"""
    return any(has_symbols(each) if isinstance(each, (list, tuple)) else isinstance(now(each), Symbol) for each in values)


def as_keras(result, given):
    """NumPy's result with Keras's element type: of numbers of Python, and of arrays of smaller types, it is float32 or int32."""
    if isinstance(result, (list, tuple)):
        return type(result)(as_keras(each, given) for each in result) if type(result) in (list, tuple) else tuple(as_keras(each, given) for each in result)
    result = np.asarray(result)
    large = {each.dtype for each in given if isinstance(each, (np.ndarray, np.generic))}
    if result.dtype == np.float64 and np.dtype(np.float64) not in large or result.dtype == np.float16 and np.dtype(np.float16) not in large:
        result = result.astype(np.float32)
    elif result.dtype == np.int64 and not {np.dtype(np.int64), np.dtype(np.uint32), np.dtype(np.uint64)} & large:
        result = result.astype(np.int32)
    elif result.dtype == np.uint64 and np.dtype(np.uint64) not in large:
        result = result.astype(np.uint32)
    return tensor(result)


def given_in(values):
    """The arrays among these, those in lists too."""
    return [leaf for each in values for leaf in (given_in(each) if isinstance(each, (list, tuple)) else [each])]


def plain(value):
    """An argument as NumPy takes it: weights as arrays."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(plain, value)) if type(value) in (list, tuple) else value
    value = now(value)
    if isinstance(value, Tensor):
        return np.asarray(value)
    return value if isinstance(value, (np.ndarray, np.generic, str, int, float, type(None))) or not hasattr(value, "__array__") else np.asarray(value)


def on_arrays(of_arrays):
    """The function on arrays is NumPy's, with the arguments in Keras's order; on symbols it is the decorated one."""
    def decorate(of_symbols):
        signature = inspect.signature(of_symbols)

        @functools.wraps(of_symbols)
        def either(*args, **kwargs):
            try:
                bound = signature.bind(*args, **kwargs)
            except TypeError as error:
                raise TypeError(f"{of_symbols.__name__}: {error}") from None
            bound.apply_defaults()
            values = [now(each) for each in bound.arguments.values()]
            if has_symbols(values):
                return of_symbols(*args, **kwargs)
            values = [plain(each) for each in values]
            made = of_arrays(*values)
            if bound.arguments.get("dtype") is not None:
                return tensor(np.asarray(made).astype(_type_of(bound.arguments["dtype"])))
            return as_keras(made, given_in(values))
        return either
    return decorate


def arrays_alone(name, of_arrays, doc, parameters):
    """A function of arrays; symbols have no numbers yet. parameters: as they stand in a def."""
    signature = inspect.signature(eval(f"lambda {parameters}: None"))

    def of_symbols(*args, **kwargs):
        raise ValueError(f"{name}: of a symbol, which has no numbers yet. Expected arrays")

    of_symbols.__name__ = of_symbols.__qualname__ = name
    of_symbols.__doc__ = doc
    of_symbols.__signature__ = signature
    return on_arrays(of_arrays)(of_symbols)


def _type_of(dtype):
    return np.dtype(dtype if isinstance(dtype, (type, np.dtype)) else str(dtype))


def axes_of(axis):
    """Axes as a list, or None."""
    return None if axis is None else [int(each) for each in (axis if isinstance(axis, (list, tuple)) else [axis])]


def shape(x):
    """Sizes of the axes."""
    return tuple(x.shape) if hasattr(x, "shape") else np.shape(x)


def placed(where, axis, rank, name="axis"):
    """The axis counted from 0."""
    if not hasattr(axis, "__index__") or not -rank <= axis < rank:
        raise ValueError(f"{where}: invalid value for {name}: axis {axis} is out of bounds. Expected an axis of a tensor of rank {rank}. Received: {name}={axis}")
    return axis.__index__() % rank


def public(names, module):
    """The functions and classes that a module defines for users."""
    return [name for name, value in names.items() if not name.startswith("_") and callable(value)
            and (getattr(value, "__module__", module) == module or getattr(value, "__wrapped__", None) is not None)]
