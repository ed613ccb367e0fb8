"""What networks are written with. Source: Keras 3, keras.ops.nn."""

import warnings

import numpy as np

from . import shapes
from .elementwise import add, clip, divide, log, log1p, exp, abs, maximum, minimum, multiply, negative, reciprocal, relu, sigmoid, sqrt, square, subtract, tanh, where
from .elementwise import greater, less_equal
from .reductions import max, mean, moments, sum
from .shapes import expand_dims, moveaxis, reshape, transpose
from .symbol import apply, axes_of, on_arrays, placed, shape

_EPSILON = 1e-7


def _rows(where_, x, axis, of_rows):
    """What `of_rows` makes of the last axis of a matrix or more, over these axes of x."""
    rank = len(shape(x))
    if axis is None:
        return reshape(of_rows(reshape(x, (1, -1))), shape(x))
    axes = [placed(where_, each, rank) for each in axes_of(axis)]
    if axes == [rank - 1] and rank > 1:
        return of_rows(x)
    order = [each for each in range(rank) if each not in axes] + axes
    moved = [shape(x)[each] for each in order]
    rows = reshape(transpose(x, order), [*(moved[:-len(axes)] or [1]), int(np.prod(moved[-len(axes):]))])
    return transpose(reshape(of_rows(rows), moved), [order.index(each) for each in range(rank)])


def softmax(x, axis=-1):
    """exp(x) over its sum, along an axis, over several or (None) all."""
    if isinstance(axis, int) and -len(shape(x)) <= axis < len(shape(x)) and shape(x)[axis] == 1:
        warnings.warn(f"You are using a softmax over axis {axis} of a tensor of shape {shape(x)}. This axis has size 1. The softmax operation will always return the value 1, "
                      "which is likely not what you intended. Did you mean to use a sigmoid instead?", stacklevel=2)
    return _rows("softmax", x, axis, lambda rows: apply("softmax", [rows]))


def log_softmax(x, axis=-1):
    """log(softmax(x)), along an axis, over several or (None) all."""
    def of_rows(rows):
        shifted = subtract(rows, max(rows, -1, True))
        return subtract(shifted, log(sum(exp(shifted), -1, True)))
    return _rows("log_softmax", x, axis, of_rows)


def softplus(x):
    """log(1 + e^x)."""
    return add(relu(x), log1p(exp(negative(abs(x)))))


def _activation(name, doc):
    def call(x, **arguments):
        from .. import activations
        return getattr(activations, name)(x, **arguments)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = doc
    return call


for _name, _doc in {"relu6": "x between 0 and 6.", "silu": "x sigmoid(x).", "log_sigmoid": "log(sigmoid(x)).", "softsign": "x / (1 + |x|).", "selu": "Scaled elu.",
                    "hard_sigmoid": "x / 6 + 1 / 2 between 0 and 1.", "hard_silu": "x hard_sigmoid(x).", "hard_tanh": "x between -1 and 1.",
                    "tanh_shrink": "x - tanh(x).", "sparse_plus": "0, a parabola, x.", "sparse_sigmoid": "(x + 1) / 2 between 0 and 1."}.items():
    globals()[_name] = _activation(_name, _doc)
swish, hard_swish = silu, hard_silu  # noqa: F821 - made above


def _of_one_number(name, argument, default, doc):
    own = _activation(name, doc)

    def call(x, *given, **arguments):
        return own(x, **{argument: given[0] if given else default, **arguments})

    call.__name__ = call.__qualname__ = name
    call.__doc__ = doc
    return call


for _name, _argument, _default, _doc in (("elu", "alpha", 1.0, "x, and alpha (e^x - 1) below 0."), ("celu", "alpha", 1.0, "x, and alpha (e^(x / alpha) - 1) below 0."),
                                         ("leaky_relu", "negative_slope", 0.2, "x, and negative_slope x below 0."), ("gelu", "approximate", True, "x Phi(x)."),
                                         ("soft_shrink", "threshold", 0.5, "x nearer to 0 by a threshold."), ("squareplus", "b", 4, "(x + sqrt(x^2 + b)) / 2."),
                                         ("hard_shrink", "threshold", 0.5, "x where |x| > threshold, else 0.")):
    globals()[_name] = _of_one_number(_name, _argument, _default, _doc)


def threshold(x, threshold, default_value):
    """x where it is above the threshold, else default_value."""
    return where(greater(x, threshold), x, default_value)


def glu(x, axis=-1):
    """The first half of an axis times sigmoid of the second."""
    first, second = shapes.split(x, 2, axis)
    return multiply(first, sigmoid(second))


def sparsemax(x, axis=-1):
    """The nearest point whose numbers are >= 0 and sum to 1, along an axis."""
    from .reductions import cumsum, sort
    axis = placed("sparsemax", axis, len(shape(x)))
    rows = moveaxis(x, axis, -1)
    ordered = shapes.flip(sort(rows), -1)
    places = np.arange(1, shape(rows)[-1] + 1, dtype=np.float32)
    kept = greater(add(1.0, multiply(places, ordered)), cumsum(ordered, -1))
    count = sum(kept, -1, True)
    level = divide(subtract(sum(where(kept, ordered, 0.0), -1, True), 1.0), count)
    return moveaxis(relu(subtract(rows, level)), -1, axis)


# --- losses of numbers and rows

def _alike(name, target, output):
    if shape(target) != shape(output):
        raise ValueError(f"{name}: Expected target and output of one shape. Received: shapes {shape(target)} and {shape(output)}")


def binary_crossentropy(target, output, from_logits=False):
    """-t log(p) - (1 - t) log(1 - p) of each number."""
    _alike("binary_crossentropy", target, output)
    if from_logits:
        return add(subtract(relu(output), multiply(output, target)), log1p(exp(negative(abs(output)))))
    output = clip(output, _EPSILON, 1 - _EPSILON)
    return negative(add(multiply(target, log(output)), multiply(subtract(1.0, target), log(subtract(1.0, output)))))


def categorical_crossentropy(target, output, from_logits=False, axis=-1):
    """-sum(t log(p)) along an axis."""
    _alike("categorical_crossentropy", target, output)
    return negative(sum(multiply(target, _log_probabilities(output, from_logits, axis)), axis))


def sparse_categorical_crossentropy(target, output, from_logits=False, axis=-1):
    """-log(p) of the class of this number, along an axis."""
    classes = shape(output)[placed("sparse_categorical_crossentropy", axis, len(shape(output)))]
    if len(shape(target)) == len(shape(output)) and shape(target)[-1] == 1:
        target = shapes.squeeze(target, -1)
    return negative(sum(multiply(shapes.one_hot(target, classes, axis), _log_probabilities(output, from_logits, axis)), axis))


def _log_probabilities(output, from_logits, axis):
    if from_logits:
        return log_softmax(output, axis)
    return log(clip(divide(output, sum(output, axis, True)), _EPSILON, 1 - _EPSILON))


def multi_hot(inputs, num_classes=None, axis=-1, dtype=None, sparse=False, num_tokens=None):
    """1 in the place of each of the classes of a sample: of a vector, or of the second axis."""
    classes = num_classes if num_classes is not None else num_tokens
    made = max(shapes.one_hot(inputs, classes, axis), 1 if len(shape(inputs)) > 1 else 0)
    if dtype is None:
        return made
    from .control import cast
    return cast(made, dtype)


# --- normalisations

def normalize(x, axis=-1, order=2, epsilon=None):
    """x over its norm along an axis."""
    if order != float("inf") and (isinstance(order, bool) or not isinstance(order, int) or order < 1):
        raise ValueError(f"Argument `order` must be an int >= 1. Received: order={order}")
    least = _EPSILON if epsilon is None else float(epsilon)
    if order == 2:
        return multiply(x, divide(1.0, sqrt(maximum(sum(square(x), axis, True), least * least))))
    size = max(abs(x), axis, True) if order == float("inf") else _power(sum(_power(abs(x), order), axis, True), 1 / order)
    return divide(x, maximum(size, least))


def _power(x, exponent):
    from .elementwise import power
    return x if exponent == 1 else power(x, exponent)


def batch_normalization(x, mean, variance, axis, offset=None, scale=None, epsilon=1e-3):
    """(x - mean) / sqrt(variance + epsilon) scale + offset, of vectors along an axis."""
    sizes = [1] * len(shape(x))
    sizes[axis] = shape(x)[axis]
    made = divide(subtract(x, reshape(mean, sizes)), sqrt(add(reshape(variance, sizes), float(epsilon))))
    made = made if scale is None else multiply(made, reshape(scale, sizes))
    return made if offset is None else add(made, reshape(offset, sizes))


def layer_normalization(x, gamma=None, beta=None, axis=-1, epsilon=None, rms_scaling=False):
    """x less its mean over axes, over the root of its variance there; with rms_scaling the mean stays."""
    if rms_scaling:
        warnings.warn("You passed `rms_scaling=True`, which is deprecated. Please use `rms_normalization` instead.", stacklevel=2)
    center, spread = moments(x, axis, True)
    made = divide(x if rms_scaling else subtract(x, center), sqrt(add(spread, _EPSILON if epsilon is None else float(epsilon))))
    places = [placed("layer_normalization", each, len(shape(x))) for each in axes_of(axis)]
    aligned = [size if place in places else 1 for place, size in enumerate(shape(x))]

    def beside(weights):
        return weights if len(shape(weights)) in (0, len(aligned)) else reshape(weights, aligned)

    made = made if gamma is None else multiply(made, beside(gamma))
    return made if beta is None else add(made, beside(beta))


def rms_normalization(x, scale=None, axis=-1, epsilon=None):
    """x over the root of the mean of its squares along axes."""
    made = divide(x, sqrt(add(mean(square(x), axis, True), _EPSILON if epsilon is None else float(epsilon))))
    return made if scale is None else multiply(made, scale)


def psnr(x1, x2, max_val):
    """10 log10(max_val^2 / mean((x1 - x2)^2))."""
    from .elementwise import log10
    return multiply(10.0, log10(divide(float(max_val)**2, mean(square(subtract(x1, x2))))))
