"""Boxes of a tensor: from one place on, of one shape. Source: Keras 3, keras.ops.core."""

import builtins

import numpy as np

from ..tensor import tensor
from .elementwise import add, equal, where
from .linalg import matmul
from .shapes import moveaxis, pad, take
from .symbol import apply, has_symbols, now, shape


def slice(inputs, start_indices, shape):
    """The box that begins at start_indices and has this shape."""
    if len(shape) != len(inputs.shape):
        raise ValueError(f"The number of dimensions in `inputs` must match the number of dimensions in `shape`. Received: inputs.shape={tuple(inputs.shape)}, shape={shape}")
    if _rows_of(start_indices) != len(inputs.shape):
        raise ValueError(f"The number of dimensions in `start_indices` must match the number of dimensions in `inputs`. Received: {_rows_of(start_indices)} and inputs.shape={tuple(inputs.shape)}")
    if has_symbols([start_indices]):
        return _slice_at(inputs, start_indices, shape)
    if not has_symbols([inputs]):
        inputs = np.asarray(now(inputs))
        sizes = [full - int(first) if int(size) == -1 else int(size) for full, first, size in zip(inputs.shape, start_indices, shape)]
        return tensor(inputs[tuple(builtins.slice(int(first), int(first) + size) for first, size in zip(start_indices, sizes))].copy())
    sizes = [full - int(first) if int(size) == -1 and full is not None else int(size) for full, first, size in zip(inputs.shape, start_indices, shape)]
    return apply("slice", [inputs], begin=[int(each) for each in start_indices], shape=sizes)


def _rows_of(value):
    """The size of the first axis."""
    sizes = shape(value)
    return sizes[0] if sizes else 1


def _starts(start_indices):
    """As a list of numbers and symbols of one number each."""
    return list(start_indices) if isinstance(start_indices, (list, tuple)) else [start_indices[place] for place in range(shape(start_indices)[0])]


def _slice_at(inputs, start_indices, sizes):
    """slice from places that are values of a graph."""
    if builtins.any(int(size) == -1 for size in sizes):
        raise ValueError(f"slice: invalid value for shape. Expected sizes, where start_indices are values of a graph. Received: shape={sizes}")
    for axis, (first, size) in enumerate(zip(_starts(start_indices), sizes)):
        inputs = take(inputs, add(np.arange(int(size), dtype=np.float32), first), axis)
    return inputs


def _placed_at(box, start_indices, whole):
    """Zeros, where the box that begins at start_indices, values of a graph, has these numbers."""
    for axis, (first, size, full) in enumerate(zip(_starts(start_indices), shape(box), whole)):
        own = equal(np.arange(full, dtype=np.float32), add(np.arange(size, dtype=np.float32)[:, np.newaxis], first))
        box = moveaxis(matmul(moveaxis(box, axis, -1), own), -1, axis)
    return box


def slice_update(inputs, start_indices, updates):
    """inputs, where the box that begins at start_indices has other numbers."""
    if len(shape(updates)) != len(shape(inputs)):
        raise ValueError(f"The number of dimensions in `updates` must match the number of dimensions in `inputs`. Received: updates.shape={shape(updates)}, inputs.shape={shape(inputs)}")
    if _rows_of(start_indices) != len(shape(inputs)):
        raise ValueError(f"The number of dimensions in `start_indices` must match the number of dimensions in `inputs`. Received: {_rows_of(start_indices)} and inputs.shape={shape(inputs)}")
    if has_symbols([start_indices]):
        inside = _placed_at(np.ones(shape(updates), np.float32), start_indices, shape(inputs))
        return where(inside, _placed_at(updates, start_indices, shape(inputs)), inputs)
    begin = [int(each) for each in start_indices]
    if not has_symbols([inputs, updates]):
        made = np.array(now(inputs))
        made[tuple(builtins.slice(first, first + size) for first, size in zip(begin, shape(updates)))] = np.asarray(now(updates))
        return tensor(made)
    around = [(first, whole - first - own) for first, whole, own in zip(begin, shape(inputs), shape(updates))]
    inside = np.pad(np.ones(shape(updates), np.float32), around)
    return where(inside, pad(updates, around), inputs)
