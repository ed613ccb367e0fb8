"""Kinds of values, choices and loops, which on symbols are written out. Source: Keras 3, keras.ops.core."""

import builtins

import numpy as np

from .. import tree
from ..tensor import Tensor, numbers, tensor
from .elementwise import floor, multiply, not_equal, sign, where
from .elementwise import abs as _abs
from .shapes import concatenate, expand_dims, flip, stack
from .symbol import Symbol, arrays_alone, has_symbols, now, placed, shape


def ndim(x):
    """How many axes."""
    return len(shape(x))


def size(x):
    """How many numbers."""
    return int(np.prod(shape(x)))


def dtype(x):
    """The element type's name."""
    own = getattr(x, "dtype", None)
    return np.dtype(own).name if own is not None else np.asarray(x).dtype.name


def is_tensor(x):
    """Is it a result of occam's, or a value of a graph?"""
    return isinstance(x, (Symbol, Tensor)) or hasattr(x, "node")


def cast(x, dtype):
    """x as another element type; a symbol's numbers are float32, whole for whole types, 1 and 0 for truth values."""
    dtype = "float32" if dtype is None else dtype
    x, kind = now(x), np.dtype(dtype if isinstance(dtype, (type, np.dtype)) else str(dtype))
    if not isinstance(x, Symbol):
        return tensor(np.asarray(x).astype(kind))
    if kind.kind == "b":
        return not_equal(x, 0.0)
    return multiply(sign(x), floor(_abs(x))) if kind.kind in "iu" else x


def saturate_cast(x, dtype):
    """cast of x between the least and the largest number of that type."""
    dtype = "float32" if dtype is None else dtype
    kind = np.dtype(dtype if isinstance(dtype, (type, np.dtype)) else str(dtype))
    if kind.kind in "iu":
        limits = np.iinfo(kind)
        x = where(x < limits.min, float(limits.min), where(x > limits.max, float(limits.max), x)) if has_symbols([x]) else np.clip(np.asarray(now(x)), limits.min, limits.max)
    return cast(x, dtype)


def convert_to_tensor(x, dtype=None, sparse=None, ragged=None):
    """x itself, or the array of it."""
    x = now(x)
    if isinstance(x, Symbol):
        return x if dtype is None else cast(x, dtype)
    if isinstance(x, (str, bytes, list, tuple)) or hasattr(x, "__array__"):
        given = np.asarray(x)
        if given.dtype.kind in "UST" or given.dtype.kind == "O" and given.size and isinstance(given.flat[0], (str, bytes)):
            from ..array_layer import texts
            return tensor(texts("convert_to_tensor", given))  # for layers of texts
    array = np.asarray(x) if isinstance(x, (np.ndarray, np.generic)) and x.dtype.kind in "fiu" else numbers("convert_to_tensor", x)
    if dtype is not None:
        return tensor(array.astype(str(dtype)))
    plain = not isinstance(x, (np.ndarray, np.generic))
    if np.asarray(x).dtype == np.bool_:
        array = np.asarray(x)
    return tensor(array.astype({"float64": "float32", "int64": "int32"}.get(array.dtype.name, array.dtype)) if plain else array)


def convert_to_numpy(x):
    """x as an array of NumPy's."""
    if hasattr(x, "node"):
        raise ValueError(f"convert_to_numpy: Expected numbers. Received: {x}")
    return np.asarray(now(x))


# --- choices and loops

def cond(pred, true_fn, false_fn):
    """true_fn() where pred is not 0, else false_fn(); of a symbol both are computed."""
    pred = now(pred)
    if not isinstance(pred, Symbol):
        return true_fn() if pred else false_fn()
    return _chosen(pred, true_fn(), false_fn())


def _chosen(pred, one, other):
    if isinstance(one, (list, tuple)):
        return type(one)(_chosen(pred, *pair) for pair in zip(one, other))
    if isinstance(one, dict):
        return {name: _chosen(pred, one[name], other[name]) for name in one}
    return where(pred, one, other)


def switch(index, branches, *operands):
    """What the branch of this number makes of the operands."""
    index = now(index)
    if isinstance(index, Symbol):
        raise ValueError("switch: invalid value for index. Expected a number. Received: a symbol")
    if not isinstance(branches, (list, tuple)) or not branches:
        raise ValueError(f"switch: invalid value for branches. Expected a list of functions. Received: branches={branches!r}")
    return branches[builtins.min(builtins.max(int(index), 0), len(branches) - 1)](*operands)


def fori_loop(lower, upper, body_fun, init_val):
    """body_fun(i, value) for i from lower to below upper."""
    for index in range(int(lower), int(upper)):
        init_val = body_fun(index, init_val)
    return init_val


_LONGEST = 10_000  # rounds that are written out


def while_loop(cond, body, loop_vars, maximum_iterations=None):
    """body of the variables while cond of them is true: of arrays and numbers, whose values are known."""
    several = isinstance(loop_vars, (list, tuple))
    state, steps = tuple(loop_vars) if several else (loop_vars,), 0
    while (maximum_iterations is None or steps < maximum_iterations) and cond(*state):
        found = body(*state)
        state = tuple(found) if isinstance(found, (list, tuple)) else (found,)
        steps += 1
        if steps == _LONGEST and has_symbols(state):
            raise ValueError(f"while_loop: of values of a graph. Expected that it ends. Received: {steps} rounds")
    return type(loop_vars)(state) if several else state[0]


def _rows(xs):
    """How many rows there are, and the structure of row i."""
    parts = list(xs.values()) if isinstance(xs, dict) else list(xs) if isinstance(xs, (list, tuple)) else [xs]
    if not parts or not all(shape(each) for each in parts):
        raise ValueError(f"Expected arrays of rows. Received: {xs!r}")
    parts = [each if isinstance(each, Symbol) else np.asarray(each) for each in builtins.map(now, parts)]
    if isinstance(xs, dict):
        return len(parts[0]), lambda i: {name: each[i] for name, each in zip(xs, parts)}
    if isinstance(xs, (list, tuple)):
        return len(parts[0]), lambda i: type(xs)(each[i] for each in parts)
    return len(parts[0]), lambda i: parts[0][i]


def _stacked(rows):
    if not rows:
        raise ValueError("Expected one row at least. Received: none")
    if isinstance(rows[0], dict):
        return {name: _stacked([row[name] for row in rows]) for name in rows[0]}
    if isinstance(rows[0], (list, tuple)):
        return type(rows[0])(_stacked(list(parts)) for parts in zip(*rows))
    return None if rows[0] is None else stack(rows)


def map(f, xs):
    """f of each row, one behind the other."""
    count, row = _rows(xs)
    return _stacked([f(row(index)) for index in range(count)])


def vectorized_map(function, elements):
    """function of each row, one behind the other."""
    return map(function, elements)


def vectorize(pyfunc, *, excluded=None, signature=None):
    """A function of numbers as one of arrays."""
    called = np.vectorize(pyfunc, excluded=excluded, signature=signature)
    return lambda *args: tensor(called(*[np.asarray(now(each)) for each in args]))


def scan(f, init, xs=None, length=None, reverse=False, unroll=1):
    """(carry, y) = f(carry, x) of each row in turn: the last carry, and the ys one behind the other."""
    if not callable(f):
        raise TypeError(f"`f` should be a callable. Received: f={f}")
    if not isinstance(unroll, bool) and (not isinstance(unroll, int) or unroll < 1):
        raise ValueError(f"`unroll` must be an positive integer or boolean. Received: unroll={unroll}")
    if xs is None and length is None:
        raise ValueError("Got no `xs` to scan over and `length` not provided.")
    count, row = (int(length), lambda index: None) if xs is None else _rows(xs)
    if length is not None and int(length) != count:
        raise ValueError(f"scan: invalid value for length. Expected that of xs, {count}. Received: length={length}")
    order, found = range(count), []
    for index in reversed(order) if reverse else order:
        init, made = f(init, row(index))
        found.append(made)
    return init, _stacked(found[::-1] if reverse else found)


def associative_scan(f, elems, reverse=False, axis=0):
    """[a, f(a, b), f(f(a, b), c), ...] of the parts of an axis, of arrays or structures of them: f takes many parts at once. Source: Keras 3, ops.associative_scan."""
    if not callable(f):
        raise TypeError(f"associative_scan: invalid value for f. Expected a function. Received: f={f!r}")
    leaves = [now(each) for each in tree.flatten(elems)]
    leaves = [each if isinstance(each, Symbol) or hasattr(each, "node") else np.asarray(each) for each in leaves]
    places = {placed("associative_scan", axis, len(shape(each))) for each in leaves}
    sizes = {shape(each)[axis] for each in leaves}
    if len(sizes) != 1 or len(places) != 1:
        raise ValueError(f"associative_scan: Expected arrays of one size along axis {axis}. Received: shapes {[shape(each) for each in leaves]}")
    size, place = sizes.pop(), places.pop()

    def part(values, first, last):
        return [each[(slice(None),) * place + (slice(first, last),)] for each in values]

    values, done = [flip(each, place) for each in leaves] if reverse else leaves, 1
    while done < size:  # each part holds those of `done` before it, then of twice as many
        made = f(tree.pack_sequence_as(elems, part(values, 0, size - done)), tree.pack_sequence_as(elems, part(values, done, size)))
        values = [concatenate([first, each], place) for first, each in zip(part(values, 0, done), tree.flatten(made))]
        done *= 2
    return tree.pack_sequence_as(elems, [flip(each, place) if reverse else each for each in values])


def _scatter(indices, values, shape):
    made = np.zeros([int(size) for size in shape], np.asarray(values).dtype)
    np.add.at(made, tuple(np.moveaxis(np.asarray(indices), -1, 0)), values)
    return made


def _scatter_update(inputs, indices, updates, reduction):
    made = np.array(inputs)
    place = tuple(np.moveaxis(np.asarray(indices), -1, 0))
    if reduction is None:
        made[place] = updates
        return made
    known = {"add": np.add, "max": np.maximum, "min": np.minimum, "mul": np.multiply}
    if reduction not in known:
        raise ValueError(f"scatter_update: invalid value for reduction. Expected None or one of {', '.join(known)}. Received: reduction={reduction!r}")
    known[reduction].at(made, place, updates)
    return made


scatter = arrays_alone("scatter", _scatter, "Zeros with these values added in these places.", "indices, values, shape")
scatter_update = arrays_alone("scatter_update", _scatter_update, "inputs with these values in these places.", "inputs, indices, updates, reduction=None")
