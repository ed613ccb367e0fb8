"""Numbers of arrays by TensorFlow's names. Source: TensorFlow 2, tf.math."""

import numpy as _np

from .. import ops as _ops
from ..tensor import float32, int32, int64

#: Functions of one array whose argument is called x, and of two called x and y.
_OF_ONE = {"abs": "abs", "acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh", "atan": "arctan", "atanh": "arctanh", "ceil": "ceil", "cos": "cos",
           "cosh": "cosh", "erf": "erf", "erfc": "erfc", "erfinv": "erfinv", "exp": "exp", "expm1": "expm1", "floor": "floor", "is_finite": "isfinite", "is_inf": "isinf",
           "is_nan": "isnan", "log": "log", "log1p": "log1p", "log_sigmoid": "log_sigmoid", "logical_not": "logical_not", "negative": "negative", "reciprocal": "reciprocal",
           "rint": "round", "round": "round", "rsqrt": "rsqrt", "sigmoid": "sigmoid", "sign": "sign", "sin": "sin", "sinh": "sinh", "sqrt": "sqrt", "square": "square",
           "tan": "tan", "tanh": "tanh"}
_OF_TWO = {"add": "add", "atan2": "arctan2", "divide": "divide", "divide_no_nan": "divide_no_nan", "equal": "equal", "floordiv": "floor_divide", "floormod": "mod",
           "greater": "greater", "greater_equal": "greater_equal", "less": "less", "less_equal": "less_equal", "logical_and": "logical_and", "logical_or": "logical_or",
           "logical_xor": "logical_xor", "maximum": "maximum", "minimum": "minimum", "mod": "mod", "multiply": "multiply", "not_equal": "not_equal", "pow": "power",
           "subtract": "subtract", "truediv": "divide"}


def _called(name, function, doc):
    """The function under TensorFlow's name."""
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


def _of_one(name, operation):
    def of(x, name=None):
        return operation(x)
    return _called(name, of, operation.__doc__)


def _of_two(name, operation):
    def of(x, y, name=None):
        return operation(x, y)
    return _called(name, of, operation.__doc__.replace("x1", "x").replace("x2", "y"))


for _name, _own in _OF_ONE.items():
    globals()[_name] = _of_one(_name, getattr(_ops, _own))
for _name, _own in _OF_TWO.items():
    globals()[_name] = _of_two(_name, getattr(_ops, _own))


def _reduction(name, operation):
    def reduced(input_tensor, axis=None, keepdims=False, name=None):
        return operation(input_tensor, axis, keepdims=keepdims)
    return _called(name, reduced, operation.__doc__)


for _name, _own in {"all": "all", "any": "any", "logsumexp": "logsumexp", "max": "max", "mean": "mean", "min": "min", "prod": "prod", "std": "std", "sum": "sum",
                    "variance": "var"}.items():
    globals()[f"reduce_{_name}"] = _reduction(f"reduce_{_name}", getattr(_ops, _own))


def _of_type(values, dtype):
    """As the caller wants them; symbols have no other type than the engine's."""
    return values if isinstance(values, _ops.Symbol) or hasattr(values, "node") else _ops.cast(values, dtype)


def add_n(inputs, name=None):
    """The sum of several arrays."""
    total = inputs[0]
    for each in inputs[1:]:
        total = _ops.add(total, each)
    return _ops.convert_to_tensor(total)


def argmax(input, axis=None, output_type=int64, name=None):
    """The place of the largest number along an axis, by default the first."""
    return _of_type(_ops.argmax(input, 0 if axis is None else axis), output_type)


def argmin(input, axis=None, output_type=int64, name=None):
    """The place of the least number along an axis, by default the first."""
    return _of_type(_ops.argmin(input, 0 if axis is None else axis), output_type)


def bincount(arr, weights=None, minlength=None, maxlength=None, dtype=int32, name=None):
    """How often each whole number occurs, from 0 to the largest."""
    counts = _ops.bincount(arr, weights, minlength or 0)
    return counts if maxlength is None else counts[:maxlength]


def confusion_matrix(labels, predictions, num_classes=None, weights=None, dtype=int32, name=None):
    """Of each class how often each is predicted: a row a class of the labels. Of arrays alone."""
    labels, predictions = (_np.asarray(each).astype(_np.int64).reshape(-1) for each in (labels, predictions))
    size = int(max(labels.max(initial=-1), predictions.max(initial=-1))) + 1 if num_classes is None else int(num_classes)
    for where, values in (("labels", labels), ("predictions", predictions)):
        outside = values[(values < 0) | (values >= size)]
        if outside.size:
            raise ValueError(f"confusion_matrix: invalid value for {where}. Expected classes from 0 to {size - 1}. Received: {int(outside[0])}")
    counts = _np.zeros((size, size), dtype)
    _np.add.at(counts, (labels, predictions), 1 if weights is None else _np.asarray(weights).reshape(-1))
    return _ops.convert_to_tensor(counts)


def count_nonzero(input, axis=None, keepdims=None, dtype=int64, name=None):
    """How many numbers are not 0."""
    counts = _of_type(_ops.count_nonzero(input, axis), dtype)
    return _ops.expand_dims(counts, axis) if keepdims and axis is not None else counts


def cumsum(x, axis=0, exclusive=False, reverse=False, name=None):
    """Sums of each number and those before it; without it if `exclusive`, of those behind it if `reverse`."""
    turned = _ops.flip(x, axis) if reverse else x
    sums = _ops.cumsum(turned, axis)
    if exclusive:
        sums = _ops.subtract(sums, turned)
    return _ops.flip(sums, axis) if reverse else sums


def cumprod(x, axis=0, exclusive=False, reverse=False, name=None):
    """Products of each number and those before it; without it if `exclusive`, of those behind it if `reverse`."""
    turned = _ops.flip(x, axis) if reverse else x
    if exclusive:
        lengths = _ops.shape(turned)
        first = [slice(None)] * len(lengths)
        first[axis] = slice(0, 1)
        rest = list(first)
        rest[axis] = slice(0, -1)
        turned = _ops.concatenate([_ops.ones_like(turned[tuple(first)]), turned[tuple(rest)]], axis)
    products = _ops.cumprod(turned, axis)
    return _ops.flip(products, axis) if reverse else products


def in_top_k(targets, predictions, k, name=None):
    """Is the class of a row among its k largest numbers?"""
    return _ops.in_top_k(targets, predictions, k)


def l2_normalize(x, axis=None, epsilon=1e-12, name=None):
    """x / sqrt(max(sum of x^2, epsilon)) along axes."""
    return x * _ops.rsqrt(_ops.maximum(_ops.sum(_ops.square(x), axis, keepdims=True), epsilon))


def log_softmax(logits, axis=None, name=None):
    """log(softmax) along an axis, by default the last."""
    return _ops.log_softmax(logits, -1 if axis is None else axis)


def multiply_no_nan(x, y, name=None):
    """x y, and 0 where y is 0, whatever x is."""
    return _ops.where(_ops.equal(y, 0), _ops.zeros_like(y), _ops.multiply(x, y))


def polyval(coeffs, x, name=None):
    """A polynomial of x, the coefficient of the largest power first."""
    value = _ops.zeros_like(x)
    for each in coeffs:
        value = value * x + each
    return value


def segment_sum(data, segment_ids, name=None):
    """Sums of the rows of each segment; segments ascend from 0."""
    return _ops.segment_sum(data, segment_ids)


def softmax(logits, axis=None, name=None):
    """exp(x) / sum of exp(x) along an axis, by default the last."""
    return _ops.softmax(logits, -1 if axis is None else axis)


def softplus(features, name=None):
    """log(1 + exp(x))."""
    return _ops.softplus(features)


def softsign(features, name=None):
    """x / (1 + |x|)."""
    return _ops.softsign(features)


def squared_difference(x, y, name=None):
    """(x - y)^2."""
    return _ops.square(_ops.subtract(x, y))


def top_k(input, k=1, sorted=True, index_type=int32, name=None):
    """The k largest numbers along the last axis, the largest first, and their places."""
    return _ops.top_k(input, k, sorted)


def unsorted_segment_sum(data, segment_ids, num_segments, name=None):
    """Sums of the rows of each segment."""
    return _ops.segment_sum(data, segment_ids, num_segments)


def xlogy(x, y, name=None):
    """x log(y), and 0 where x is 0."""
    return _ops.where(_ops.equal(x, 0), _ops.zeros_like(x), x * _ops.log(_ops.where(_ops.equal(x, 0), _ops.ones_like(y), y)))


def zero_fraction(value, name=None):
    """The share of numbers that are 0."""
    return _ops.mean(_ops.cast(_ops.equal(value, 0), float32))


__all__ = sorted(name for name, each in globals().items() if callable(each) and not name.startswith("_"))
