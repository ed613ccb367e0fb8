"""What programs wrote losses and metrics with before keras.ops: `from tensorflow.keras import backend as K`, `K.mean(K.square(y_true - y_pred))`. Each is an
operation of `occam.ops` by the old argument names, order and defaults. Source: Keras 3, keras.src.legacy.backend.
"""

import numpy as np

from . import ops, random
from .ops import (  # noqa: F401
    abs, concatenate, cos, elu, equal, exp, eye, greater, greater_equal, less, less_equal, log, maximum, minimum, not_equal, one_hot, prod, reshape, round, shape, sign,
    sin, softmax, softplus, softsign, square, squeeze, stop_gradient, tanh, transpose)
from .variables import Variable


def all(x, axis=None, keepdims=False):
    """Are all true?"""
    return ops.all(ops.cast(x, "bool"), axis, keepdims)


def any(x, axis=None, keepdims=False):
    """Is one true?"""
    return ops.any(ops.cast(x, "bool"), axis, keepdims)


def arange(start, stop=None, step=1, dtype="int32"):
    """Numbers from `start`, or 0, up to an end that is not reached."""
    return ops.arange(start, stop, step, dtype)


def argmax(x, axis=-1):
    """Places of the largest numbers."""
    return ops.cast(ops.argmax(x, axis), "int64")


def argmin(x, axis=-1):
    """Places of the smallest numbers."""
    return ops.cast(ops.argmin(x, axis), "int64")


def batch_dot(x, y, axes=None):
    """Products of each sample's arrays, summed along one axis of each; the last, and the last but one, if no other is said."""
    rank_x, rank_y = len(x.shape), len(y.shape)
    axes = [rank_x - 1, rank_y - 1 if rank_y == 2 else rank_y - 2] if axes is None else [axes, axes] if isinstance(axes, int) else list(axes)
    first, second = axes[0] % rank_x, axes[1] % rank_y
    if 0 in (first, second):
        raise ValueError(f"batch_dot: invalid value for axes. Expected other axes than 0, which is the batch's. Received: axes={axes}")
    letters = iter("cdefghijklm")
    left = ["a"] + ["b" if place == first else next(letters) for place in range(1, rank_x)]
    right = ["a"] + ["b" if place == second else next(letters) for place in range(1, rank_y)]
    kept = "".join(["a"] + [each for each in left + right if each not in "ab"])
    result = ops.einsum(f"{''.join(left)},{''.join(right)}->{kept}", x, y)
    return expand_dims(result) if kept == "a" else result


def batch_flatten(x):
    """A row a sample."""
    return ops.reshape(x, (-1, int(np.prod(x.shape[1:]))))


def batch_get_value(tensors):
    """The arrays of variables."""
    return [get_value(each) for each in tensors]


def batch_normalization(x, mean, var, beta, gamma, axis=-1, epsilon=1e-3):
    """gamma (x - mean) / sqrt(var + epsilon) + beta."""
    return ops.batch_normalization(x, mean, var, axis, beta, gamma, epsilon)


def batch_set_value(tuples):
    """Variables and their new values."""
    for variable_, value in tuples:
        set_value(variable_, value)


def bias_add(x, bias, data_format=None):
    """x + bias, along the last axis."""
    return ops.add(x, bias)


def binary_crossentropy(target, output, from_logits=False):
    """-target log(output) - (1 - target) log(1 - output), number by number."""
    if from_logits:
        return ops.binary_crossentropy(target, output, True)
    target, output = ops.cast(target, "float32"), ops.clip(output, 1e-7, 1 - 1e-7)
    return -(target * ops.log(output + 1e-7) + (1 - target) * ops.log(1 - output + 1e-7))


def cast(x, dtype):
    """The same numbers in another type."""
    return ops.cast(x, dtype)


def cast_to_floatx(x):
    """The same numbers as float32."""
    return ops.cast(x, "float32") if ops.is_tensor(x) else np.asarray(x, "float32")


def categorical_crossentropy(target, output, from_logits=False, axis=-1):
    """-sum of target log(output), where the output sums to 1."""
    return ops.categorical_crossentropy(target, output, from_logits, axis)


def clip(x, min_value, max_value):
    """Numbers below the least are the least, numbers above the largest the largest."""
    return ops.clip(x, -np.inf if min_value is None else min_value, np.inf if max_value is None else max_value)


def constant(value, dtype=None, shape=None, name=None):
    """An array of these numbers; of one number as many as a shape has."""
    made = ops.convert_to_tensor(value, dtype or "float32")
    return made if shape is None else ops.broadcast_to(made, shape) if made.size == 1 else ops.reshape(made, shape)


def count_params(x):
    """How many numbers."""
    return np.prod(x.shape)


def cumprod(x, axis=0):
    """Products of the numbers up to each."""
    return ops.cumprod(x, axis)


def cumsum(x, axis=0):
    """Sums of the numbers up to each."""
    return ops.cumsum(x, axis)


def dot(x, y):
    """The matrix product; of more axes, sums along x's last axis and y's last but one."""
    return ops.dot(x, y)


def dropout(x, level, noise_shape=None, seed=None):
    """Each number 0 with this probability, else over 1 - level."""
    return random.dropout(x, level, noise_shape, seed)


def dtype(x):
    """The name of the element type."""
    return np.dtype(x.dtype).name


def eval(x):  # noqa: A001
    """The values as an array."""
    return get_value(x)


def expand_dims(x, axis=-1):
    """One axis of length 1 more."""
    return ops.expand_dims(x, axis)


def flatten(x):
    """All numbers along one axis."""
    return ops.reshape(x, (-1,))


def gather(reference, indices):
    """The parts at these places of the first axis."""
    return ops.take(reference, indices, 0)


def get_value(x):
    """The values as an array."""
    return x.numpy() if hasattr(x, "numpy") else x


def hard_sigmoid(x):
    """0.2 x + 0.5 from 0 to 1."""
    return ops.clip(0.2 * x + 0.5, 0.0, 1.0)


def in_top_k(predictions, targets, k):
    """Is each target among the k largest of its row?"""
    return ops.in_top_k(targets, predictions, k)


def int_shape(x):
    """The lengths of the axes."""
    return tuple(x.shape)


def l2_normalize(x, axis=None):
    """x over its l2 norm."""
    return ops.divide(x, ops.sqrt(ops.maximum(ops.sum(ops.square(x), axis, keepdims=True), 1e-12)))


def logsumexp(x, axis=None, keepdims=False):
    """log(sum(exp(x)))."""
    return ops.logsumexp(x, axis, keepdims)


def map_fn(fn, elems, name=None, dtype=None):
    """A function of each part along the first axis."""
    return ops.map(fn, elems)


def max(x, axis=None, keepdims=False):
    """The largest."""
    return ops.max(x, axis, keepdims)


def mean(x, axis=None, keepdims=False):
    """The mean."""
    return ops.mean(ops.cast(x, "float32") if getattr(x, "dtype", None) == "bool" else x, axis, keepdims)


def min(x, axis=None, keepdims=False):
    """The smallest."""
    return ops.min(x, axis, keepdims)


def ndim(x):
    """The number of axes."""
    return len(x.shape)


def ones(shape, dtype=None, name=None):
    """Ones of a shape."""
    return ops.ones(shape, dtype)


def ones_like(x, dtype=None, name=None):
    """As many ones."""
    return ops.ones_like(x, dtype)


def permute_dimensions(x, pattern):
    """The axes in another order."""
    return ops.transpose(x, pattern)


def pow(x, a):
    """x to the power of a."""
    return ops.power(x, a)


def random_bernoulli(shape, p=0.0, dtype=None, seed=None):
    """1 with probability p, else 0."""
    return ops.cast(ops.less_equal(random.uniform(shape, seed=seed), p), dtype or "float32")


def random_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Normal numbers."""
    return random.normal(shape, mean, stddev, dtype, seed)


def random_uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    """Numbers from minval to maxval."""
    return random.uniform(shape, minval, maxval, dtype, seed)


def relu(x, alpha=0.0, max_value=None, threshold=0.0):
    """x above the threshold, at most max_value; below alpha (x - threshold)."""
    above = ops.cast(ops.greater(x, threshold), "float32") * x
    if max_value is not None:
        above = ops.minimum(above, max_value)
    return above if not alpha else above + alpha * ops.minimum(x - threshold, 0.0)


def repeat(x, n):
    """A matrix n times, along a new second axis."""
    return ops.repeat(expand_dims(x, 1), n, 1)


def repeat_elements(x, rep, axis):
    """Each part along an axis so many times."""
    return ops.repeat(x, rep, axis)


def reverse(x, axes):
    """In the opposite order along axes."""
    return ops.flip(x, axes)


def set_value(x, value):
    """A variable's new values."""
    x.assign(np.asarray(value, np.dtype(x.dtype)))


def sigmoid(x):
    """1 / (1 + exp(-x))."""
    return ops.sigmoid(x)


def sparse_categorical_crossentropy(target, output, from_logits=False, axis=-1, ignore_class=None):
    """-log of the output at the place that the target names."""
    if ignore_class is not None:
        raise ValueError(f"sparse_categorical_crossentropy: invalid value for ignore_class. Expected None. Received: ignore_class={ignore_class}")
    return ops.sparse_categorical_crossentropy(target, output, from_logits, axis)


def sqrt(x):
    """The root; of negative numbers 0."""
    return ops.sqrt(ops.maximum(x, 0.0))


def stack(x, axis=0):
    """Arrays side by side along a new axis."""
    return ops.stack(x, axis)


def std(x, axis=None, keepdims=False):
    """The standard deviation."""
    return ops.std(x, axis, keepdims)


def sum(x, axis=None, keepdims=False):
    """The sum."""
    return ops.sum(x, axis, keepdims)


def switch(condition, then_expression, else_expression):
    """One of two, or number by number."""
    parts = [each() if callable(each) else each for each in (then_expression, else_expression)]
    return ops.where(ops.cast(condition, "bool"), *parts)


def tile(x, n):
    """So many times along each axis."""
    return ops.tile(x, [n] if isinstance(n, int) else n)


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Normal numbers less than two deviations from the mean."""
    return random.truncated_normal(shape, mean, stddev, dtype, seed)


def update(x, new_x):
    """A variable's new values."""
    return x.assign(new_x)


def update_add(x, increment):
    """A variable with something added."""
    return x.assign_add(increment)


def update_sub(x, decrement):
    """A variable with something taken away."""
    return x.assign_sub(decrement)


def var(x, axis=None, keepdims=False):
    """The variance."""
    return ops.var(x, axis, keepdims)


def variable(value, dtype=None, name=None, constraint=None):
    """A variable with these values."""
    return Variable(value, dtype=dtype or "float32", name=name)


def zeros(shape, dtype=None, name=None):
    """Zeros of a shape."""
    return ops.zeros(shape, dtype)


def zeros_like(x, dtype=None, name=None):
    """As many zeros."""
    return ops.zeros_like(x, dtype)


NAMES = [name for name, value in list(globals().items()) if callable(value) and not name.startswith("_") and name != "Variable"]
