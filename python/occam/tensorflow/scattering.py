"""Numbers taken from and put into many places at once. Source: TensorFlow 2, tf."""

import numpy as _np

from .. import ops as _ops


def gather_nd(params, indices, batch_dims=0, name=None):
    """The parts of an array at the places that the rows of `indices` name."""
    if batch_dims:
        raise ValueError(f"gather_nd: invalid value for batch_dims. Expected 0. Received: batch_dims={batch_dims}")
    return _ops.convert_to_tensor(_np.asarray(params)[tuple(_np.moveaxis(_np.asarray(indices), -1, 0))])


def scatter_nd(indices, updates, shape, name=None):
    """Zeros of a shape with these values added in these places."""
    return _ops.scatter(indices, updates, shape)


def tensor_scatter_nd_add(tensor, indices, updates, name=None):
    """An array with values added in these places."""
    return _ops.scatter_update(tensor, indices, updates, "add")


def tensor_scatter_nd_max(tensor, indices, updates, name=None):
    """An array with the larger of two numbers in these places."""
    return _ops.scatter_update(tensor, indices, updates, "max")


def tensor_scatter_nd_min(tensor, indices, updates, name=None):
    """An array with the smaller of two numbers in these places."""
    return _ops.scatter_update(tensor, indices, updates, "min")


def tensor_scatter_nd_sub(tensor, indices, updates, name=None):
    """An array with values taken away in these places."""
    return _ops.scatter_update(tensor, indices, _ops.negative(updates), "add")


def tensor_scatter_nd_update(tensor, indices, updates, name=None):
    """An array with other values in these places."""
    return _ops.scatter_update(tensor, indices, updates)
