"""TensorFlow's names of what losses, metrics, layers and input pipelines are written with: `import occam as tf`. Each is an operation of
`occam.ops` by TensorFlow's argument names, order and defaults, which differ: `tf.argmax` takes axis 0, `keras.ops.argmax` all axes.
Source: TensorFlow 2, tf, tf.math, tf.nn, tf.linalg.
"""

import builtins as _builtins
import contextlib as _contextlib
import logging as _logging

import numpy as _np

from .. import ops as _ops, tree as nest  # noqa: F401
from ..gradient_tape import GradientTape  # noqa: F401
from ..initializers import (  # noqa: F401
    Constant as constant_initializer, Ones as ones_initializer, RandomNormal as random_normal_initializer, RandomUniform as random_uniform_initializer,
    Zeros as zeros_initializer)
from ..specs import TensorSpec  # noqa: F401
from ..tensor import Tensor  # noqa: F401
from .shapes import TensorShape, broadcast_static_shape  # noqa: F401
from .variable import Variable  # noqa: F401
from .module import Module  # noqa: F401
from . import autograph, compat, debugging, distribute, dtypes, errors, io, linalg, math, nn, test
from .debugging import assert_equal, assert_greater, assert_less, assert_rank  # noqa: F401
from .dtypes import (  # noqa: F401
    as_dtype, bool, cast, double, float16, float32, float64, half, int8, int16, int32, int64, string, uint8, uint16, uint32, uint64)
from .linalg import eye, matmul, norm, tensordot  # noqa: F401
from .math import (  # noqa: F401
    abs, acos, acosh, add, add_n, argmax, argmin, asin, asinh, atan, atan2, atanh, ceil, cos, cosh, cumsum, divide, equal, exp, floor, floordiv, floormod, greater, greater_equal, less,
    less_equal, logical_and, logical_not, logical_or, logical_xor, maximum, minimum, mod, multiply, negative, not_equal, pow, reduce_all, reduce_any, reduce_logsumexp, reduce_max, reduce_mean, reduce_min,
    reduce_prod, reduce_sum, round, sigmoid, sign, sin, sinh, sqrt, square, subtract, tan, tanh, truediv)
from .scattering import (  # noqa: F401
    gather_nd, scatter_nd, tensor_scatter_nd_add, tensor_scatter_nd_max, tensor_scatter_nd_min, tensor_scatter_nd_sub, tensor_scatter_nd_update)

newaxis = None


def argsort(values, axis=-1, direction="ASCENDING", stable=False, name=None):
    """Places of the numbers along an axis in ascending or descending order; of equal ones the earlier first."""
    return _ops.argsort(_ops.negative(values) if _descends("argsort", direction) else values, axis)


def boolean_mask(tensor, mask, axis=None, name="boolean_mask"):
    """The parts of an array where `mask` is true. How many that are, only arrays tell."""
    at = 0 if axis is None else axis
    return _ops.convert_to_tensor(_np.asarray(tensor)[(_builtins.slice(None),) * at + (_np.asarray(mask, _np.bool_),)])


def broadcast_to(input, shape, name=None):
    """Repeated along axes of length 1 up to a shape."""
    return _ops.broadcast_to(input, shape)


def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None):
    """(arrays made smaller so that the l2 norm of all together is at most `clip_norm`, that norm before)."""
    length = _ops.sqrt(_ops.sum(_ops.stack([_ops.sum(_ops.square(each)) for each in t_list]))) if use_norm is None else use_norm
    return [each * clip_norm / _ops.maximum(length, clip_norm) for each in t_list], length


def clip_by_norm(t, clip_norm, axes=None, name=None):
    """t clip_norm / max(l2 norm of t, clip_norm), of all numbers or along axes."""
    length = _ops.sqrt(_ops.sum(_ops.square(t), axes, keepdims=True))
    return t * clip_norm / _ops.maximum(length, clip_norm)


def clip_by_value(t, clip_value_min, clip_value_max, name=None):
    """Numbers below the least are the least, numbers above the largest the largest."""
    return _ops.clip(t, clip_value_min, clip_value_max)


def concat(values, axis, name="concat"):
    """Arrays one behind the other along an axis."""
    return _ops.concatenate(values, axis)


def case(pred_fn_pairs, default=None, exclusive=False, strict=False, name="case"):
    """What the function behind the first true condition returns, or `default`'s."""
    pairs = list(pred_fn_pairs.items() if isinstance(pred_fn_pairs, dict) else pred_fn_pairs)
    if not pairs:
        if default is None:
            raise ValueError("case: invalid value for pred_fn_pairs. Expected at least one pair, or a default. Received: none")
        return default()
    (pred, true_fn), rest = pairs[0], pairs[1:]
    if not rest and default is None:
        return true_fn()
    return _ops.cond(pred, true_fn, lambda: case(rest, default))


def cond(pred, true_fn=None, false_fn=None, name=None):
    """What one of two functions returns."""
    return _ops.cond(pred, true_fn, false_fn)


def constant(value, dtype=None, shape=None, name="Const"):
    """An array of these numbers; of one number as many as a shape has."""
    made = _ops.convert_to_tensor(value, dtype)
    if shape is None:
        return made
    return _ops.broadcast_to(made, shape) if made.size == 1 else _ops.reshape(made, shape)


def control_dependencies(control_inputs):
    """For `with`: what comes before, which it does wherever it is said."""
    return _contextlib.nullcontext()


def convert_to_tensor(value, dtype=None, dtype_hint=None, name=None):
    """An array of these numbers."""
    return _ops.convert_to_tensor(value, dtype)


def device(device_name):
    """For `with`: where to compute, which is on the processor wherever it is said."""
    return _contextlib.nullcontext()


def dynamic_partition(data, partitions, num_partitions, name=None):
    """A list of `num_partitions` arrays: the parts along the first axis that have each number."""
    array, places = _np.asarray(data), _np.asarray(partitions)
    return [_ops.convert_to_tensor(array[places == each]) for each in _builtins.range(num_partitions)]


def einsum(equation, *inputs, **kwargs):
    """Sums of products by Einstein's notation."""
    return _ops.einsum(equation, *inputs)


def ensure_shape(x, shape, name=None):
    """The same values, if they have this shape; None for any size."""
    own = _ops.shape(x)
    if len(own) != len(shape) or any(size not in (None, found) for size, found in zip(shape, own)):
        raise ValueError(f"ensure_shape: invalid value for x. Expected shape {tuple(shape)}. Received: shape {own}")
    return x


def executing_eagerly():
    """Are values computed at once? Yes; functions that the engine traces are called with symbols."""
    return True


def expand_dims(input, axis, name=None):
    """One axis of length 1 more."""
    return _ops.expand_dims(input, axis)


def fill(dims, value, name=None):
    """An array of one number."""
    return _ops.full(dims, value, _ops.convert_to_tensor(value).dtype)


def function(func=None, **options):
    """The function itself: what the engine calls it traces anyway."""
    return func if func is not None else lambda each: each


def foldl(fn, elems, initializer=None, **options):
    """A function of its last result and each part along the first axis, from `initializer` or the first part on."""
    return _folded(fn, elems, initializer, False)[-1]


def foldr(fn, elems, initializer=None, **options):
    """The same from the last part to the first."""
    return _folded(fn, elems, initializer, True)[-1]


def _folded(fn, elems, initializer, backwards):
    parts = _ops.unstack(elems)
    parts = parts[::-1] if backwards else parts
    found = [parts.pop(0)] if initializer is None else []
    last = found[0] if initializer is None else initializer
    for part in parts:
        last = fn(last, part)
        found.append(last)
    return found


def gather(params, indices, validate_indices=None, axis=None, batch_dims=0, name=None):
    """The parts of an array at these places along an axis."""
    if batch_dims:
        raise ValueError(f"gather: batch_dims is not supported. Expected 0, or take_along_axis. Received: batch_dims={batch_dims!r}")
    return _ops.take(params, indices, 0 if axis is None else axis)


def get_logger():
    """A logger of this package's name, to which occam writes nothing: its warnings are Python's."""
    return _logging.getLogger("occam")


def group(*inputs, **options):
    """Nothing: what is given has been done."""


def histogram_fixed_width(values, value_range, nbins=100, dtype=int32, name=None):
    """How many numbers lie in each of `nbins` equal parts of a range, those beyond in its first and last."""
    low, high = (float(each) for each in value_range)
    places = _np.floor((_np.asarray(values, _np.float64).reshape(-1) - low) / (high - low) * nbins)
    return _ops.convert_to_tensor(_np.bincount(_np.clip(places, 0, nbins - 1).astype(int), minlength=nbins).astype(dtype))


def identity(input, name=None):
    """The same values."""
    return _ops.convert_to_tensor(input)


def identity_n(input, name=None):
    """The same values."""
    return [_ops.convert_to_tensor(each) for each in input]


def init_scope():
    """For `with`: outside of what is traced, where everything is anyway."""
    return _contextlib.nullcontext()


def is_tensor(x):
    """Is it an array of occam or a symbol?"""
    return _ops.is_tensor(x)


def linspace(start, stop, num, name=None, axis=0):
    """`num` numbers at equal distances from the first to the last."""
    return _ops.linspace(start, stop, num, axis=axis)


def map_fn(fn, elems, **options):
    """A function of each part along the first axis, one above the other."""
    return _ops.map(fn, elems)


def meshgrid(*args, indexing="xy", name=None):
    """The coordinates of a grid."""
    return _ops.meshgrid(*args, indexing=indexing)


def name_scope(name):
    """For `with`: a prefix of names in a graph that is shown, without effect here."""
    return _contextlib.nullcontext()


def no_op(name=None):
    """Nothing."""


def numpy_function(func=None, inp=None, Tout=None, stateful=True, name=None):
    """What a function of NumPy's makes of arrays, in these element types."""
    return py_function(func, inp, Tout)


def one_hot(indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None):
    """1 (or `on_value`) at the place of each index, 0 (or `off_value`) elsewhere; an index outside has none."""
    hot = _ops.one_hot(indices, depth, -1 if axis is None else axis, dtype)
    on, off = 1 if on_value is None else on_value, 0 if off_value is None else off_value
    return hot if (on, off) == (1, 0) else hot * (on - off) + off


def ones(shape, dtype=float32, name=None):
    """Ones of a shape."""
    return _ops.ones(shape, dtype)


def ones_like(input, dtype=None, name=None):
    """As many ones."""
    return _ops.ones_like(input, dtype)


def pad(tensor, paddings, mode="CONSTANT", constant_values=0, name=None):
    """So many numbers more before and behind along each axis."""
    return _ops.pad(tensor, paddings, mode.lower(), constant_values if mode.upper() == "CONSTANT" else None)


def py_function(func=None, inp=None, Tout=None, name=None):
    """What a function of Python's makes of arrays, in these element types."""
    found, several = func(*inp), isinstance(Tout, (list, tuple))
    made = [_ops.convert_to_tensor(_np.asarray(each).astype(kind)) for each, kind in zip(found if several else [found], Tout if several else [Tout])]
    return made if several else made[0]


def print(*inputs, output_stream=None, summarize=3, sep=" ", end="\n", name=None):  # noqa: A001
    """Writes values to the stream of errors, as TensorFlow does."""
    import sys
    _builtins.print(*inputs, sep=sep, end=end, file=sys.stderr if output_stream is None else output_stream)


def range(start, limit=None, delta=1, dtype=None, name="range"):
    """Numbers from `start`, or 0, up to a limit that is not reached."""
    return _ops.arange(0, start, delta, dtype) if limit is None else _ops.arange(start, limit, delta, dtype)


def rank(input, name=None):
    """The number of axes."""
    return _ops.ndim(input)


def repeat(input, repeats, axis=None, name=None):
    """Each part so many times; without an axis each number."""
    return _ops.repeat(input, repeats, axis)


def reshape(tensor, shape, name=None):
    """The same numbers in another shape."""
    return _ops.reshape(tensor, shape)


def reverse(tensor, axis, name=None):
    """In the opposite order along axes."""
    return _ops.flip(tensor, axis)


def roll(input, shift, axis, name=None):
    """Moved along axes; what leaves at one end comes in at the other."""
    return _ops.roll(input, shift, axis)


def saturate_cast(value, dtype, name=None):
    """The same numbers in another type, its least and largest for those beyond."""
    return _ops.saturate_cast(value, dtype)


def scalar_mul(scalar, x, name=None):
    """A number times an array."""
    return _ops.multiply(scalar, x)


def scan(fn, elems, initializer=None, parallel_iterations=10, back_prop=True, swap_memory=False, infer_shape=True, reverse=False, name=None):
    """All results of a function of its last result and each part along the first axis, one above the other."""
    found = _folded(fn, elems, initializer, reverse)
    return _ops.stack(found[::-1] if reverse else found)


def searchsorted(sorted_sequence, values, side="left", out_type=int32, name=None):
    """Where values would stand in an ascending sequence."""
    return _ops.cast(_ops.searchsorted(sorted_sequence, values, side), out_type)


def sequence_mask(lengths, maxlen=None, dtype=_np.dtype("bool"), name=None):
    """For each length a row that is true in so many places."""
    lengths = _ops.convert_to_tensor(lengths)
    size = int(_np.max(lengths)) if maxlen is None else maxlen
    return _ops.cast(_ops.less(_ops.arange(size), _ops.expand_dims(lengths, -1)), dtype)


def shape(input, out_type=int32, name=None):
    """The lengths of the axes, as a tuple."""
    return _ops.shape(input)


def size(input, out_type=int32, name=None):
    """How many numbers there are."""
    return _ops.size(input)


def slice(input_, begin, size, name=None):
    """A part of `size` from `begin` on along each axis; -1 is up to the end."""
    lengths = [length - first if wanted == -1 else wanted for length, first, wanted in zip(_ops.shape(input_), begin, size)]
    return _ops.slice(input_, begin, lengths)


def sort(values, axis=-1, direction="ASCENDING", name=None):
    """The numbers along an axis in ascending or descending order."""
    sorted_values = _ops.sort(values, axis)
    return _ops.flip(sorted_values, axis) if _descends("sort", direction) else sorted_values


def _descends(where, direction):
    if direction not in ("ASCENDING", "DESCENDING"):
        raise ValueError(f"{where}: invalid value for direction. Expected 'ASCENDING' or 'DESCENDING'. Received: direction={direction!r}")
    return direction == "DESCENDING"


def split(value, num_or_size_splits, axis=0, num=None, name="split"):
    """So many equal parts along an axis, or parts of these sizes, of which one may be -1: what is left."""
    if not isinstance(num_or_size_splits, (list, tuple)):
        return _ops.split(value, num_or_size_splits, axis)
    sizes = [int(size) for size in num_or_size_splits]
    if -1 in sizes:
        sizes[sizes.index(-1)] = _ops.shape(value)[axis] - sum(size for size in sizes if size != -1)
    return _ops.split(value, _np.cumsum(sizes)[:-1].tolist(), axis)


def squeeze(input, axis=None, name=None):
    """Without axes of length 1."""
    return _ops.squeeze(input, axis)


def stack(values, axis=0, name="stack"):
    """Arrays side by side along a new axis."""
    return _ops.stack(values, axis)


def stop_gradient(input, name=None):
    """The same values, which are constants to the gradient."""
    return _ops.stop_gradient(input)


def switch_case(branch_index, branch_fns, default=None, name="switch_case"):
    """What the function of this number returns, `default`'s or the last one's for a number without one."""
    given = branch_fns if isinstance(branch_fns, dict) else dict(enumerate(branch_fns))
    numbered = sorted((number, each) for number, each in (given.items() if all(isinstance(each, int) for each in given) else given))
    *firsts, (_, last) = numbered if default is None else [*numbered, (None, default)]
    return case([(_ops.equal(branch_index, number), each) for number, each in firsts], last)


def tile(input, multiples, name=None):
    """So many times along each axis."""
    return _ops.tile(input, multiples)


def transpose(a, perm=None, conjugate=False, name="transpose"):
    """The axes in another order, or in the opposite one."""
    return _ops.transpose(a, perm)


def unique(x, out_idx=int32, name=None):
    """The different values of an array in the order of their first places, and of each number its place among them."""
    values, first, inverse = _np.unique(_np.asarray(_ops.convert_to_tensor(x)), return_index=True, return_inverse=True)
    order = _np.argsort(first)
    places = _np.empty_like(order)
    places[order] = _np.arange(len(order))
    return _ops.convert_to_tensor(values[order]), _ops.convert_to_tensor(places[inverse.reshape(-1)].astype(out_idx))


def unique_with_counts(x, out_idx=int32, name=None):
    """unique(x), and how often each value is there."""
    values, places = unique(x, out_idx)
    return values, places, _ops.convert_to_tensor(_np.bincount(_np.asarray(places), minlength=len(values)).astype(out_idx))


def unravel_index(indices, dims, name=None):
    """The places along each axis of a shape, a row an axis, of places among all numbers."""
    places = _ops.convert_to_tensor(indices)
    return _ops.convert_to_tensor(_np.stack(_np.unravel_index(_np.asarray(places), tuple(_np.asarray(dims).tolist()))).astype(places.dtype))


def unstack(value, num=None, axis=0, name="unstack"):
    """The parts along an axis, as a list."""
    return _ops.unstack(value, num, axis)


def vectorized_map(fn, elems, fallback_to_while_loop=True, warn=True):
    """A function of each part along the first axis, one above the other."""
    return _ops.vectorized_map(fn, elems)


def where(condition, x=None, y=None, name=None):
    """Numbers of x where the condition holds and of y elsewhere; of a condition alone the places, a row each."""
    if x is None and y is None:
        return _ops.convert_to_tensor(_np.argwhere(_np.asarray(condition)))
    return _ops.where(condition, x, y)


def while_loop(cond, body, loop_vars, shape_invariants=None, parallel_iterations=10, back_prop=True, swap_memory=False, maximum_iterations=None, name=None):
    """A function of its own results again while a condition of them holds."""
    return _ops.while_loop(cond, body, loop_vars, maximum_iterations)


def zeros(shape, dtype=float32, name=None):
    """Zeros of a shape."""
    return _ops.zeros(shape, dtype)


def zeros_like(input, dtype=None, name=None):
    """As many zeros."""
    return _ops.zeros_like(input, dtype)
