"""What becomes of all numbers along axes: sums, largest ones, orders. Source: Keras 3, keras.ops.numpy and keras.ops.math."""

import math

import numpy as np

from .elementwise import _are_whole, add, divide, equal, exp, greater, isclose, log, maximum, minimum, multiply, negative, not_equal, sqrt, square, subtract, where
from .creation import full_like
from .shapes import concatenate, diff, expand_dims, flip, moveaxis, one_hot, reshape, split, squeeze, stack, take_along_axis
from .symbol import apply, arrays_alone, as_keras, axes_of, has_symbols, now, on_arrays, placed, shape

#: How many steps a composition takes that does one number of an axis after the other.
_MOST_STEPS = 128


def _reduction(op, doc, whole=None):
    def reduced(x, axis=None, keepdims=False):
        if whole is not None and not has_symbols([x]) and (_are_whole([x]) or np.asarray(now(x)).dtype == np.bool_):
            return of_whole(x, axis, keepdims)
        return apply(op, [x], axes=axes_of(axis), keepdims=bool(keepdims))

    if whole is not None:
        of_whole = on_arrays(lambda x, axis, keepdims: whole(x, axis=_tuple(axis), keepdims=keepdims))(reduced)
    reduced.__name__ = reduced.__qualname__ = op
    reduced.__doc__ = doc
    return reduced


def _tuple(axis):
    return tuple(axis) if isinstance(axis, list) else axis


sum = _reduction("sum", "Sum over axes, or of all.", np.sum)
mean = _reduction("mean", "Mean over axes, or of all.")
_largest = _reduction("max", "Largest over axes, or of all.", np.max)


def max(x, axis=None, keepdims=False, initial=None):
    """Largest over axes, or of all."""
    if initial is None:
        return _largest(x, axis, keepdims)
    return maximum(_largest(x, axis, keepdims), initial) if has_symbols([x]) else _with_initial(np.max, x, axis, keepdims, initial)


def min(x, axis=None, keepdims=False, initial=None):
    """Smallest over axes, or of all."""
    if initial is None:
        return negative(_largest(negative(x), axis, keepdims))
    return minimum(min(x, axis, keepdims), initial) if has_symbols([x]) else _with_initial(np.min, x, axis, keepdims, initial)


def _with_initial(of_arrays, x, axis, keepdims, initial):
    """Of no numbers too, where it is `initial`."""
    return as_keras(of_arrays(np.asarray(now(x)), axis=_tuple(axis), keepdims=keepdims, initial=initial), [x])


amax, amin = max, min


@on_arrays(lambda x, axis, keepdims: np.any(x, axis=_tuple(axis), keepdims=keepdims))
def any(x, axis=None, keepdims=False):
    """1 where one is not 0."""
    return max(not_equal(x, 0.0), axis, keepdims)


@on_arrays(lambda x, axis, keepdims: np.all(x, axis=_tuple(axis), keepdims=keepdims))
def all(x, axis=None, keepdims=False):
    """1 where none is 0."""
    return min(not_equal(x, 0.0), axis, keepdims)


@on_arrays(lambda x, axis: np.int32(np.count_nonzero(x, axis=_tuple(axis))))
def count_nonzero(x, axis=None):
    """How many are not 0."""
    return sum(not_equal(x, 0.0), axis)


def var(x, axis=None, keepdims=False):
    """Mean of squared deviations from the mean."""
    return mean(square(subtract(x, mean(x, axis, True))), axis, keepdims)


def std(x, axis=None, keepdims=False):
    """Root of var."""
    return sqrt(var(x, axis, keepdims))


def moments(x, axes, keepdims=False, synchronized=False):
    """Mean and variance over axes."""
    return mean(x, axes, keepdims), var(x, axes, keepdims)


def ptp(x, axis=None, keepdims=False):
    """Largest less smallest."""
    return subtract(max(x, axis, keepdims), min(x, axis, keepdims))


def average(x, axis=None, weights=None):
    """Mean, weighted: weights of x's shape, or one for each place of the axis."""
    if weights is None:
        return mean(x, axis)
    sizes = shape(x)
    if len(shape(weights)) != len(sizes):
        weights = reshape(weights, [size if place == placed("average", axis, len(sizes)) else 1 for place, size in enumerate(sizes)])
    return divide(sum(multiply(x, weights), axis), sum(multiply(weights, full_like(x, 1.0)), axis))


def logsumexp(x, axis=None, keepdims=False):
    """log of the sum of e^x."""
    largest = apply("stop_gradient", [max(x, axis, True)])
    found = add(log(sum(exp(subtract(x, largest)), axis, True)), largest)
    if keepdims:
        return found
    return squeeze(found, axis) if axis is not None else reshape(found, ())


@on_arrays(lambda x, axis, keepdims, dtype: np.prod(x, axis=_tuple(axis), keepdims=keepdims))
def prod(x, axis=None, keepdims=False, dtype=None):
    """Product over axes, or of all."""
    rank = len(shape(x))
    axes = sorted({placed("prod", each, rank) for each in (range(rank) if axis is None else axes_of(axis))})
    for place in axes:
        while shape(x)[place] > 1:
            size, half = shape(x)[place], shape(x)[place] // 2
            first, second, *rest = split(x, [half, 2 * half][:1 + size % 2], place)
            x = concatenate([multiply(first, second), *rest], place)
    return x if keepdims else squeeze(x, axes) if axes else x


# --- places

def _place(op, x, axis, keepdims):
    rank = len(shape(x))
    if axis is None:
        found = apply(op, [reshape(x, (1, -1))])
        return reshape(found, (1,) * rank) if keepdims else reshape(found, ())
    axis = placed(op, axis, rank)
    rows = moveaxis(x, axis, -1)
    found = apply(op, [reshape(rows, (1, -1))]) if rank == 1 else apply(op, [rows])
    found = reshape(found, ()) if rank == 1 else found
    return expand_dims(found, axis) if keepdims else found


@on_arrays(lambda x, axis, keepdims: np.argmax(x, axis, keepdims=keepdims).astype(np.int32))
def argmax(x, axis=None, keepdims=False):
    """Place of the largest number along an axis, or of all; of several the first."""
    return _place("argmax", x, axis, keepdims)


@on_arrays(lambda x, axis, keepdims: np.argmin(x, axis, keepdims=keepdims).astype(np.int32))
def argmin(x, axis=None, keepdims=False):
    """Place of the smallest number along an axis, or of all; of several the first."""
    return _place("argmax", negative(x), axis, keepdims)


def _top_k(x, k, sorted):
    order = np.argsort(-np.asarray(x, np.float64), axis=-1, kind="stable")[..., :k]
    return np.take_along_axis(np.asarray(x), order, -1), order.astype(np.int32)


@on_arrays(_top_k)
def top_k(x, k, sorted=True):
    """The k largest numbers of the last axis, and their places."""
    size = shape(x)[-1]
    if not 0 < k <= _MOST_STEPS:
        raise ValueError(f"top_k: invalid value for k. Expected 1 to {_MOST_STEPS} of symbols. Received: k={k}")
    values, places = [], []
    for _ in range(k):
        place = argmax(x, -1)
        seen = one_hot(place, size)
        values.append(sum(multiply(where(seen, x, 0.0), seen), -1))
        places.append(place)
        x = where(seen, -math.inf, x)
    return stack(values, -1), stack(places, -1)


@on_arrays(lambda x, axis: np.sort(x, axis))
def sort(x, axis=-1):
    """The numbers of an axis in ascending order."""
    if axis is None:
        x, axis = reshape(x, (-1,)), -1
    rows = moveaxis(x, axis, -1)
    return moveaxis(flip(top_k(rows, shape(rows)[-1])[0], -1), -1, axis)


@on_arrays(lambda x, axis: np.argsort(x, axis, kind="stable").astype(np.int32))
def argsort(x, axis=-1):
    """Places of the numbers of an axis in ascending order."""
    if axis is None:
        x, axis = reshape(x, (-1,)), -1
    rows = negative(moveaxis(x, axis, -1))
    return moveaxis(top_k(rows, shape(rows)[-1])[1], -1, axis)


@on_arrays(lambda x, axis, keepdims: np.median(x, axis=_tuple(axis), keepdims=keepdims))
def median(x, axis=None, keepdims=False):
    """The number in the middle, or the mean of the two there."""
    return quantile(x, 0.5, axis, "linear", keepdims)


@on_arrays(lambda x, q, axis, method, keepdims: np.quantile(x, q, axis=_tuple(axis), method=method, keepdims=keepdims))
def quantile(x, q, axis=None, method="linear", keepdims=False):
    """The number below which a share q of the others lie."""
    if method != "linear" or np.ndim(q) or isinstance(axis, (list, tuple)):
        raise ValueError(f"quantile: of symbols. Expected one q, one axis and method='linear'. Received: q={q}, axis={axis}, method={method!r}")
    rows = reshape(x, (1, -1)) if axis is None else moveaxis(x, axis, -1)
    rows = sort(reshape(rows, (1, -1)) if len(shape(rows)) == 1 else rows)
    place = float(q) * (shape(rows)[-1] - 1)
    below = math.floor(place)
    found = rows[..., below]
    if place > below:
        found = add(found, multiply(place - below, subtract(rows[..., below + 1], found)))
    rank = len(shape(x))
    if axis is None or rank == 1:
        return reshape(found, (1,) * rank if keepdims else ())
    return expand_dims(found, axis) if keepdims else found


@on_arrays(lambda x, q, axis, method, keepdims: np.percentile(x, q, axis=_tuple(axis), method=method, keepdims=keepdims))
def percentile(x, q, axis=None, method="linear", keepdims=False):
    """quantile of q / 100."""
    return quantile(x, q / 100, axis, method, keepdims)


# --- from the first number of an axis on

def _kept(x, dtype):
    """The element type of sums of whole numbers up to each: their own."""
    kind = getattr(x, "dtype", np.dtype(np.float32))
    return kind if dtype is None and kind.kind in "iu" else dtype


def _running(op, nothing, x, axis):
    """By doubling: after a step each place has the result of so many numbers up to it."""
    if axis is None:
        x, axis = reshape(x, (-1,)), 0
    axis = axis[0] if isinstance(axis, (list, tuple)) and len(axis) == 1 else axis
    axis = placed("axis", axis, len(shape(x)))
    size, step = shape(x)[axis], 1
    while step < size:
        before = full_like(split(x, [step], axis)[0], nothing)
        x = op(x, concatenate([before, split(x, [size - step], axis)[0]], axis))
        step *= 2
    return x


@on_arrays(lambda x, axis, dtype: np.cumsum(x, axis, _kept(x, dtype)))
def cumsum(x, axis=None, dtype=None):
    """Sums up to each place."""
    return _running(add, 0.0, x, axis)


@on_arrays(lambda x, axis, dtype: np.cumprod(x, axis, _kept(x, dtype)))
def cumprod(x, axis=None, dtype=None):
    """Products up to each place."""
    return _running(multiply, 1.0, x, axis)


@on_arrays(lambda y, x, dx, axis: (np.trapezoid if hasattr(np, "trapezoid") else np.trapz)(y, x, dx, axis))
def trapezoid(y, x=None, dx=1.0, axis=-1):
    """Integral of y over x, or over steps dx, by trapezoids."""
    widths = dx if x is None else diff(x, axis=axis)
    size = shape(y)[axis]
    halves = multiply(0.5, add(split(y, [1], axis)[1], split(y, [size - 1], axis)[0]))
    return sum(multiply(halves, widths), axis)


# --- by classes and segments

def _counts(x, weights, minlength, sparse):
    size = np.maximum(minlength, int(np.max(x, initial=-1)) + 1)
    x = np.asarray(x)
    rows = x.reshape(-1, x.shape[-1])
    weights = [None] * len(rows) if weights is None else np.asarray(weights).reshape(rows.shape)
    found = np.array([np.bincount(row, own, size) for row, own in zip(rows, weights)])
    found = found.astype(np.int32) if found.dtype == np.int64 else found
    return found.reshape(*x.shape[:-1], size)


@on_arrays(_counts)
def bincount(x, weights=None, minlength=0, sparse=False):
    """How many, or what weight, of each whole number from 0 on; of symbols below minlength."""
    if not minlength:
        raise ValueError("bincount: invalid value for minlength. Expected the number of classes, of symbols. Received: minlength=0")
    counts = one_hot(x, minlength)
    return sum(counts if weights is None else multiply(counts, expand_dims(weights, -1)), -2)


def _segments(start, combine):
    def of(data, segment_ids, num_segments, sorted):
        data, ids = np.asarray(data), np.asarray(segment_ids)
        if ids.ndim != 1 or ids.dtype.kind not in "iu":
            raise ValueError(f"Argument `segment_ids` should be an 1-D vector of integers. Received: shape={ids.shape}, dtype={ids.dtype}")
        if data.shape[:1] != ids.shape:
            raise ValueError(f"Argument `segment_ids` and `data` should have same leading dimension. Received: shapes {ids.shape} and {data.shape}")
        found = np.full((int(ids.max(initial=-1)) + 1 if num_segments is None else num_segments, *data.shape[1:]), start(data.dtype), data.dtype)
        inside = (ids >= 0) & (ids < len(found))
        combine.at(found, ids[inside], data[inside])
        return found
    return of


def _least(dtype):
    return (np.finfo if dtype.kind == "f" else np.iinfo)(dtype).min


def _most(dtype):
    return (np.finfo if dtype.kind == "f" else np.iinfo)(dtype).max


@on_arrays(_segments(lambda dtype: 0, np.add))
def segment_sum(data, segment_ids, num_segments=None, sorted=False):
    """Sums of the rows of each number of a segment."""
    if num_segments is None:
        raise ValueError("segment_sum: invalid value for num_segments. Expected a number, of symbols. Received: num_segments=None")
    rows = shape(data)[0]
    members = apply("transpose", [one_hot(segment_ids, num_segments)], axes=[1, 0])
    return reshape(apply("matmul", [members, reshape(data, (rows, -1))]), (num_segments, *shape(data)[1:]))


segment_max = arrays_alone("segment_max", _segments(_least, np.maximum), "Largest of the rows of each segment.", "data, segment_ids, num_segments=None, sorted=False")
segment_min = arrays_alone("segment_min", _segments(_most, np.minimum), "Smallest of the rows of each segment.", "data, segment_ids, num_segments=None, sorted=False")
segment_prod = arrays_alone("segment_prod", _segments(lambda dtype: 1, np.multiply), "Products of the rows of each segment.", "data, segment_ids, num_segments=None, sorted=False")


def _in_top_k(targets, predictions, k):
    predictions = np.asarray(predictions)
    own = np.take_along_axis(predictions, np.asarray(targets, np.int64)[..., None], -1)
    return (np.sum(predictions > own, -1) < k) & np.isfinite(own[..., 0])


@on_arrays(_in_top_k)
def in_top_k(targets, predictions, k):
    """1 where the prediction of the target's class is among the k largest."""
    own = take_along_axis(predictions, expand_dims(targets, -1), -1)
    return apply("greater", [float(k), sum(greater(predictions, own), -1)])


# --- places among others

@on_arrays(lambda a, v, side: np.searchsorted(a, v, side).astype(np.int32))
def searchsorted(sorted_sequence, values, side="left"):
    """How many of an ascending sequence are below each value; or with side="right" not above it."""
    if side not in ("left", "right"):
        raise ValueError(f"searchsorted: invalid value for side. Expected 'left' or 'right'. Received: side={side!r}")
    if len(shape(sorted_sequence)) != 1:
        raise ValueError(f"searchsorted: Expected a sequence of one axis. Received: shape {shape(sorted_sequence)}")
    apart = expand_dims(values, -1)
    return sum(greater(apart, sorted_sequence) if side == "left" else subtract(1.0, greater(sorted_sequence, apart)), -1)


@on_arrays(lambda x, bins: np.digitize(x, bins).astype(np.int32))
def digitize(x, bins):
    """How many of the ascending bins begin at or below each number."""
    return searchsorted(np.asarray(bins) if not has_symbols([bins]) else bins, x, "right")


@on_arrays(np.allclose)
def allclose(x1, x2, rtol=1e-5, atol=1e-8, equal_nan=False):
    """Are all numbers close?"""
    return min(isclose(x1, x2, rtol, atol, equal_nan))


@on_arrays(np.isin)
def isin(x1, x2, assume_unique=False, invert=False):
    """Is the number one of x2's?"""
    found = max(equal(expand_dims(x1, -1), reshape(x2, (-1,))), -1)
    return subtract(1.0, found) if invert else found


@on_arrays(np.corrcoef)
def corrcoef(x):
    """Correlations of the rows."""
    if len(shape(x)) != 2:
        raise ValueError(f"corrcoef: of symbols. Expected a matrix. Received: shape {shape(x)}")
    centred = subtract(x, mean(x, 1, True))
    rows = divide(centred, sqrt(sum(square(centred), 1, True)))
    return apply("matmul", [rows, apply("transpose", [rows], axes=[1, 0])])


def _histogram(x, bins, range):
    if not isinstance(bins, int) or bins < 0:
        raise ValueError(f"Argument `bins` should be a non-negative integer. Received: bins={bins}")
    if range is not None and (len(range) != 2 or range[1] < range[0]):
        raise ValueError(f"Argument `range` must be a tuple of two numbers, the least first. Received: range={range}")
    if np.ndim(x) != 1:
        raise ValueError(f"Input tensor must be 1-dimensional. Received: input.shape={np.shape(x)}")
    counts, edges = np.histogram(x, bins, range)
    return counts.astype(np.int32), edges


histogram = arrays_alone("histogram", _histogram, "Counts in bins, and their edges.", "x, bins=10, range=None")
correlate = arrays_alone("correlate", np.correlate, "Cross-correlation of two vectors.", "x1, x2, mode='valid'")


@on_arrays(lambda x, kth, axis: np.argpartition(x, kth, axis).astype(np.int32))
def argpartition(x, kth, axis=-1):
    """Places, the kth in its place in ascending order; of symbols all are."""
    size = math.prod(shape(x)) if axis is None else shape(x)[placed("argpartition", axis, len(shape(x)))]
    if any(not -size <= each < size for each in np.atleast_1d(kth)):
        raise ValueError(f"argpartition: invalid value for kth. Expected a place of {size}. Received: kth={kth}")
    return argsort(x, axis)



def _unique(x, sorted, return_index, return_inverse, return_counts, axis, size, fill_value):
    found = np.unique(x, return_index=return_index, return_inverse=return_inverse, return_counts=return_counts, axis=axis, equal_nan=False)
    if size is None:
        return found
    values, *others = found if isinstance(found, tuple) else (found,)
    if return_counts:  # 0 of what fills up
        others[-1] = np.concatenate([others[-1][:size], np.zeros(np.maximum(size - len(others[-1]), 0), others[-1].dtype)])
    if return_index:  # the first of them for what fills up
        others[0] = np.concatenate([others[0][:size], np.repeat(others[0][:1], np.maximum(size - len(others[0]), 0))])
    place = (axis or 0) % values.ndim
    more = size - values.shape[place]
    widths = [(0, np.maximum(more, 0) if at == place else 0) for at in range(values.ndim)]
    values = np.pad(np.take(values, range(np.minimum(size, values.shape[place])), place), widths, constant_values=0 if fill_value is None else fill_value)
    return (values, *others) if others else values


unique = arrays_alone("unique", _unique, "The different numbers in ascending order; so many of them where `size` is given.",
                      "x, sorted=True, return_index=False, return_inverse=False, return_counts=False, axis=None, size=None, fill_value=None")
