"""The same numbers in other places: shapes, parts and repetitions. Source: Keras 3, keras.ops.numpy and keras.ops.core."""

import builtins
import math

import numpy as np

from .. import _core
from ..tensor import tensor
from .elementwise import add, less_equal, multiply, power, subtract, where
from .symbol import UnknownSize, apply, arrays_alone, axes_of, has_symbols, now, on_arrays, placed, shape


def _sizes(newshape):
    sizes = [int(size) for size in (newshape if hasattr(newshape, "__len__") else [newshape])]
    if any(size < -1 for size in sizes):
        raise ValueError(f"reshape: Expected non-negative integers, one of them may be -1. Received: newshape={newshape}")
    return sizes


@on_arrays(lambda x, newshape: np.reshape(x, _sizes(newshape)))
def reshape(x, newshape):
    """The same numbers in another shape; one size may be -1."""
    sizes = _sizes(newshape)
    if -1 in sizes:
        known = -math.prod(sizes)
        sizes[sizes.index(-1)] = math.prod(shape(x)) // known if known else 0
    if not sizes and math.prod(shape(x)) == 1:
        return apply("sum", [x], axes=None, keepdims=False)
    if not shape(x):
        return apply("broadcast_to", [x], shape=sizes)
    return apply("reshape", [x], shape=sizes)


def ravel(x):
    """All numbers as a vector."""
    return reshape(x, (-1,))


@on_arrays(lambda x, axes: np.transpose(x, axes))
def transpose(x, axes=None):
    """Axes in another order, by default reversed."""
    rank = len(shape(x))
    return apply("transpose", [x], axes=[placed("transpose", each, rank, "axes") for each in axes] if axes is not None else list(range(rank))[::-1])


@on_arrays(np.swapaxes)
def swapaxes(x, axis1, axis2):
    """Two axes in each other's place."""
    order = list(range(len(shape(x))))
    axis1, axis2 = placed("swapaxes", axis1, len(order), "axis1"), placed("swapaxes", axis2, len(order), "axis2")
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return transpose(x, order)


@on_arrays(np.moveaxis)
def moveaxis(x, source, destination):
    """Axes in other places."""
    rank = len(shape(x))
    moved = [placed("moveaxis", each, rank, "source") for each in axes_of(source)]
    order = [each for each in range(rank) if each not in moved]
    for place, axis in sorted(zip([placed("moveaxis", each, rank, "destination") for each in axes_of(destination)], moved)):
        order.insert(place, axis)
    return x if order == list(range(rank)) else transpose(x, order)


@on_arrays(lambda x, axis: np.expand_dims(x, tuple(axes_of(axis))))
def expand_dims(x, axis):
    """One more axis of size 1, or several."""
    sizes, axes = list(shape(x)), axes_of(axis)
    rank = len(sizes) + len(axes)
    for place in sorted(placed("expand_dims", each, rank) for each in axes):
        sizes.insert(place, 1)
    return reshape(x, sizes)


def squeeze(x, axis=None):
    """Without axes of size 1."""
    sizes = shape(x)
    gone = axes_of(axis) if axis is not None else [place for place, size in enumerate(sizes) if size == 1]
    if any(not -len(sizes) <= place < len(sizes) for place in gone):
        raise ValueError(f"squeeze: invalid value for axis. Expected axes of a tensor of rank {len(sizes)}. Received: axis={axis}")
    gone = {place % len(sizes) for place in gone}
    if any(sizes[place] != 1 for place in gone):
        raise ValueError(f"squeeze: invalid value for axis. Expected axes of size 1 of a tensor of shape {sizes}. Received: axis={axis}")
    return reshape(x, [size for place, size in enumerate(sizes) if place not in gone])


@on_arrays(lambda x, shape: np.broadcast_to(x, [int(size) for size in shape]).copy())
def broadcast_to(x, shape):
    """Repeated to a shape."""
    return apply("broadcast_to", [x], shape=[int(size) for size in shape])


# --- several in one, one in several

def concatenate(xs, axis=0):
    """One behind the other along an axis."""
    xs = list(xs) if axis is not None else [ravel(each) for each in xs]
    axis = 0 if axis is None else axis
    return apply("concatenate", xs, axis=int(axis)) if has_symbols(xs) else _concatenated(xs, int(axis))


_concatenated = on_arrays(lambda xs, axis: np.concatenate([np.asarray(each) for each in xs], axis))(lambda xs, axis: None)


def stack(x, axis=0):
    """Along a new axis."""
    return concatenate([expand_dims(each, axis) for each in x], axis)


def unstack(x, num=None, axis=0):
    """The parts of an axis, which they have not."""
    size = shape(x)[placed("unstack", axis, len(shape(x)))]
    if num is None and has_symbols([x]) and size and size % _core.probe_size == 0:
        raise UnknownSize(f"Cannot infer argument `num` from shape: the axis has no known size. Expected a number. Received: axis={axis}, num=None")
    if num is not None and num != size:
        if size % _core.probe_size:
            raise ValueError(f"unstack: invalid value for num. Expected that of the axis, {size}. Received: num={num}")
        size = num
    return [get_item(x, (builtins.slice(None),) * placed("unstack", axis, len(shape(x))) + (place,)) for place in range(size)]


def append(x1, x2, axis=None):
    """x2 behind x1; without an axis as vectors."""
    return concatenate([ravel(x1), ravel(x2)], 0) if axis is None else concatenate([x1, x2], axis)


def hstack(xs):
    """Along the second axis, vectors along the first."""
    return concatenate(list(xs), 0 if len(shape(xs[0])) == 1 else 1)


def vstack(xs):
    """Along the first axis, vectors as rows."""
    return concatenate([expand_dims(each, 0) if len(shape(each)) == 1 else each for each in xs], 0)


def dstack(xs):
    """Along the third axis."""
    return concatenate([expand_dims(each, (0, 2)) if len(shape(each)) == 1 else expand_dims(each, 2) if len(shape(each)) == 2 else each for each in xs], 2)


@on_arrays(lambda x, parts, axis: list(np.split(x, parts if isinstance(parts, int) else list(parts), axis)))
def split(x, indices_or_sections, axis=0):
    """Equal parts of an axis, so many, or the parts between these places."""
    sizes = shape(x)
    axis = placed("split", axis, len(sizes))
    if isinstance(indices_or_sections, (int, np.integer)):
        if sizes[axis] % indices_or_sections:
            raise ValueError(f"split: invalid value for indices_or_sections. Expected a number that divides {sizes[axis]}. Received: {indices_or_sections}")
        each = sizes[axis] // indices_or_sections
        places = list(range(each, sizes[axis], each))
    else:
        places = [int(place) for place in indices_or_sections]
    edges = [0, *places, sizes[axis]]
    if builtins.any(first >= last for first, last in zip(edges, edges[1:])):
        raise ValueError(f"split: an empty part of a symbol. Expected ascending places from 1 to {sizes[axis] - 1}. Received: {places}")
    return [x[(builtins.slice(None),) * axis + (builtins.slice(first, last),)] for first, last in zip(edges, edges[1:])]


def array_split(x, indices_or_sections, axis=0):
    """split, where the first parts may be larger by one."""
    size, count = shape(x)[axis], indices_or_sections
    return split(x, np.cumsum([size // count + (part < size % count) for part in range(count)])[:-1].tolist(), axis)


def hsplit(x, indices_or_sections):
    """split of the second axis, of a vector the first."""
    return split(x, indices_or_sections, 0 if len(shape(x)) == 1 else 1)


def vsplit(x, indices_or_sections):
    """split of the first axis."""
    return split(x, indices_or_sections, 0)


def dsplit(x, indices_or_sections):
    """split of the third axis."""
    return split(x, indices_or_sections, 2)


# --- repetitions and turns

@on_arrays(lambda x, repeats: np.tile(x, repeats))
def tile(x, repeats):
    """The whole, so many times along each axis."""
    times = [int(each) for each in (repeats if hasattr(repeats, "__len__") else [repeats])]
    sizes = list(shape(x))
    rank = builtins.max(len(sizes), len(times))
    times, sizes = [1] * (rank - len(times)) + times, [1] * (rank - len(sizes)) + sizes
    paired = [size for pair in zip([1] * rank, sizes) for size in pair]
    whole = [size for pair in zip(times, sizes) for size in pair]
    return reshape(broadcast_to(reshape(x, paired), whole), [time * size for time, size in zip(times, sizes)])


@on_arrays(lambda x, repeats, axis: np.repeat(x, repeats, axis))
def repeat(x, repeats, axis=None):
    """Each number of an axis, so many times."""
    if has_symbols([repeats]):
        raise ValueError("repeat: invalid value for repeats. Expected numbers. Received: a symbol")
    if axis is None:
        x, axis = ravel(x), 0
    sizes = list(shape(x))
    axis = placed("repeat", axis, len(sizes))
    if np.ndim(repeats):
        return take(x, np.repeat(np.arange(sizes[axis]), repeats), axis)
    wide = broadcast_to(expand_dims(x, axis + 1), sizes[:axis + 1] + [int(repeats)] + sizes[axis + 1:])
    return reshape(wide, sizes[:axis] + [sizes[axis] * int(repeats)] + sizes[axis + 1:])


@on_arrays(lambda x, shift, axis: np.roll(x, shift, tuple(axis) if isinstance(axis, list) else axis))
def roll(x, shift, axis=None):
    """Moved along an axis; what leaves at its end comes at its beginning."""
    if axis is None:
        return reshape(roll(ravel(x), shift, 0), shape(x))
    for by, place in zip(np.broadcast_to(shift, (len(axes_of(axis)),)), axes_of(axis)):
        place = placed("roll", place, len(shape(x)))
        size = shape(x)[place]
        if by % size:
            first, last = split(x, [size - int(by) % size], place)
            x = concatenate([last, first], place)
    return x


@on_arrays(lambda x, axis: np.flip(x, tuple(axis) if isinstance(axis, list) else axis))
def flip(x, axis=None):
    """The other way round along axes, or along all."""
    for place in range(len(shape(x))) if axis is None else [placed("flip", each, len(shape(x))) for each in axes_of(axis)]:
        x = take(x, np.arange(shape(x)[place])[::-1], place)
    return x


def fliplr(x):
    """flip of the second axis."""
    return flip(x, 1)


def flipud(x):
    """flip of the first axis."""
    return flip(x, 0)


@on_arrays(lambda x, k, axes: np.rot90(x, k, axes))
def rot90(array, k=1, axes=(0, 1)):
    """Turned by k quarters in the plane of two axes."""
    order = {0: lambda x: x, 1: lambda x: swapaxes(flip(x, axes[1]), *axes), 2: lambda x: flip(x, list(axes)), 3: lambda x: flip(swapaxes(x, *axes), axes[1])}
    return order[k % 4](array)


# --- parts

def take(x, indices, axis=None):
    """Parts of an axis by whole numbers, from the end where they are below 0; without an axis numbers of all."""
    if not has_symbols([x, indices]):
        return _taken(x, indices, axis)
    if axis is None:
        x, axis = ravel(x), 0
    axis = placed("take", axis, len(shape(x)))
    size = shape(x)[axis]
    if not shape(indices):
        if not has_symbols([indices]):
            return get_item(x, (builtins.slice(None),) * axis + (int(now(indices)),))
        return squeeze(take(x, reshape(indices, (1,)), axis), axis)
    indices = where(less_equal(indices, -1.0), add(indices, float(size)), indices) if has_symbols([indices]) else np.asarray(now(indices)) % size
    found = apply("take", [moveaxis(x, axis, 0), indices])
    count = len(shape(indices))
    return moveaxis(found, list(range(count)), list(range(axis, axis + count)))


_taken = on_arrays(lambda x, indices, axis: np.take(x, np.asarray(indices).astype(np.int64), axis))(lambda x, indices, axis: None)


@on_arrays(lambda x, indices, axis: np.take_along_axis(np.asarray(x), np.asarray(indices).astype(np.int64), axis))
def take_along_axis(x, indices, axis=None):
    """Of each row along an axis the numbers of its own places; without an axis of all."""
    if axis is None:
        x, indices, axis = ravel(x), ravel(indices), 0
    axis = placed("take_along_axis", axis, len(shape(x)))
    rows, places = moveaxis(x, axis, -1), moveaxis(indices, axis, -1)
    size = shape(rows)[-1]
    places = where(less_equal(places, -1.0), add(places, float(size)), places)
    found = apply("sum", [multiply(one_hot(places, size), expand_dims(rows, -2))], axes=[-1], keepdims=False)
    return moveaxis(found, -1, axis)


def one_hot(x, num_classes, axis=-1, dtype=None, sparse=False):
    """1 in the place of each class number, along a new axis."""
    if not shape(x):
        return reshape(one_hot(reshape(x, (1,)), num_classes), (int(num_classes),))
    made = apply("one_hot", [x], num_classes=int(num_classes))
    made = made if axis in (-1, len(shape(x))) else moveaxis(made, -1, axis)
    if dtype is None:
        return made
    from .control import cast
    return cast(made, dtype)


def _padded(x, pad_width, mode, constant_values):
    if mode != "constant" and constant_values is not None:
        raise ValueError(f"pad: Argument `constant_values` can only be provided when `mode == 'constant'`. Received: mode={mode}, constant_values={constant_values}")
    return np.pad(x, pad_width, mode, **({"constant_values": constant_values or 0} if mode == "constant" else {}))


@on_arrays(_padded)
def pad(x, pad_width, mode="constant", constant_values=None):
    """More numbers around x: pairs of how many before and behind, one an axis or one of all."""
    widths = np.broadcast_to(np.asarray(pad_width, int), (len(shape(x)), 2)).tolist()
    if mode == "constant":
        return apply("pad", [x], pad_width=[tuple(each) for each in widths], constant_values=float(constant_values or 0))
    if mode not in ("reflect", "symmetric", "edge"):
        raise ValueError(f"pad: invalid value for mode. Expected 'constant', 'reflect', 'symmetric' or 'edge'. Received: mode={mode!r}")
    for axis, width in enumerate(widths):
        if builtins.any(width):
            x = take(x, np.pad(np.arange(shape(x)[axis]), width, mode), axis)
    return x


def get_item(x, key):
    """x[key]."""
    return now(x)[key]


def _part(x, key):
    """x[key] of a symbol: numbers, slices, None and ... ."""
    keys = list(key) if isinstance(key, tuple) else [key]
    used = len([each for each in keys if each is not None and each is not Ellipsis])
    if used > x.ndim:
        raise IndexError(f"too many indices: a symbol of shape {x.shape} indexed by {key!r}")
    place = next((at for at, each in enumerate(keys) if each is Ellipsis), len(keys))
    keys[place:place + 1] = [builtins.slice(None)] * (x.ndim - used)
    for axis, each in enumerate([each for each in keys if each is not None]):
        if isinstance(each, builtins.slice) and each.step not in (None, 1):
            x = take(x, np.arange(x.shape[axis])[each], axis)
    begin, box, result, axis = [], [], [], 0
    for each in keys:
        if each is None:
            result.append(1)
            continue
        size = x.shape[axis]
        axis += 1
        if isinstance(each, builtins.slice):
            first, last, _ = each.indices(size) if each.step in (None, 1) else (0, size, 1)
            begin.append(first)
            box.append(builtins.max(last - first, 0))
            result.append(box[-1])
            continue
        if not hasattr(each, "__index__"):
            raise TypeError(f"a symbol is indexed by integers and slices. Received: {each!r}")
        if not -size <= each.__index__() < size:
            raise IndexError(f"index {each} is out of bounds for an axis of size {size}")
        begin.append(each.__index__() % size)
        box.append(1)
    return reshape(apply("slice", [x], begin=begin, shape=box), result)


@on_arrays(lambda a, n, axis: np.diff(a, n, axis))
def diff(a, n=1, axis=-1):
    """Each number less the one before it, n times."""
    for _ in range(n):
        size = shape(a)[axis]
        a = subtract(split(a, [1], axis)[1], split(a, [size - 1], axis)[0])
    return a


# --- parts of matrices

def _triangle(name, of_arrays, doc):
    def of_symbols(x, k=0):
        return where(of_arrays(np.ones(shape(x)[-2:], np.float32), k), x, 0.0)

    made = on_arrays(of_arrays)(of_symbols)
    made.__name__ = made.__qualname__ = name
    made.__doc__ = doc
    return made


tril = _triangle("tril", np.tril, "Of matrices what is on and below the kth diagonal, else 0.")
triu = _triangle("triu", np.triu, "Of matrices what is on and above the kth diagonal, else 0.")


@on_arrays(np.diagonal)
def diagonal(x, offset=0, axis1=0, axis2=1):
    """The numbers of a diagonal of two axes, as the last one."""
    x = moveaxis(x, [axis1, axis2], [-2, -1])
    rows, columns = shape(x)[-2:]
    places = np.diagonal(np.arange(rows * columns).reshape(rows, columns), offset)
    return take(reshape(x, (*shape(x)[:-2], rows * columns)), places, -1)


@on_arrays(np.diag)
def diag(x, k=0):
    """A matrix with this diagonal; of a matrix its diagonal."""
    if len(shape(x)) not in (1, 2):
        raise ValueError(f"diag: Expected x of one or two axes. Received: shape {shape(x)}")
    if len(shape(x)) != 1:
        return diagonal(x, k)
    size = shape(x)[0]
    row = pad(reshape(x, (1, size)), ((0, 0), (builtins.max(k, 0), builtins.max(-k, 0))))
    return multiply(row, np.eye(size + builtins.abs(k), k=k, dtype=np.float32))


@on_arrays(np.trace)
def trace(x, offset=0, axis1=0, axis2=1):
    """Sum of a diagonal."""
    return apply("sum", [diagonal(x, offset, axis1, axis2)], axes=[-1], keepdims=False)


@on_arrays(np.diagflat)
def diagflat(x, k=0):
    """A matrix with these numbers as its kth diagonal."""
    return diag(ravel(x), k)


@on_arrays(np.vander)
def vander(x, N=None, increasing=False):
    """Powers of x, a column each."""
    if len(shape(x)) != 1:
        raise ValueError(f"vander: Expected a vector. Received: shape {shape(x)}")
    order = range(shape(x)[0] if N is None else N)
    return stack([power(x, float(each)) for each in (order if increasing else reversed(order))], -1)


unravel_index = arrays_alone("unravel_index", lambda indices, shape: np.unravel_index(indices, shape), "Places along each axis of places in all.", "indices, shape")
