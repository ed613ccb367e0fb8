# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex



class Symbol:
    """A value that has a shape and no numbers yet."""
    def __add__(self, other: Any) -> Any: ...
    def __getitem__(self, key: Any) -> Any: ...
    def __init__(self, symbol: Any) -> None: ...
    def __radd__(self, other: Any) -> Any: ...
    dtype: Any
    @property
    def ndim(self) -> Any: ...
    @property
    def shape(self) -> Any: ...
def symbols_of(*values: Any) -> Any: """The engine's of symbols and of arrays, which become constants."""
def negative(x: Any) -> Any: """-x"""
def abs(x: Any) -> Any: """|x|"""
def sign(x: Any) -> Any: """-1, 0 or 1"""
def exp(x: Any) -> Any: """e^x"""
def expm1(x: Any) -> Any: """e^x - 1"""
def log(x: Any) -> Any: """natural logarithm"""
def log1p(x: Any) -> Any: """log(1 + x)"""
def sqrt(x: Any) -> Any: """square root; gradient 0 at 0"""
def square(x: Any) -> Any: """x^2"""
def sin(x: Any) -> Any: """sine"""
def cos(x: Any) -> Any: """cosine"""
def tanh(x: Any) -> Any: """hyperbolic tangent"""
def sigmoid(x: Any) -> Any: """1 / (1 + e^-x)"""
def relu(x: Any) -> Any: """max(x, 0)"""
def isfinite(x: Any) -> Any: """1 where x is neither NaN nor infinite"""
def stop_gradient(x: Any) -> Any: """x, a constant to gradients"""
def add(x1: Any, x2: Any) -> Any: """x1 + x2"""
def subtract(x1: Any, x2: Any) -> Any: """x1 - x2"""
def multiply(x1: Any, x2: Any) -> Any: """x1 x2"""
def divide(x1: Any, x2: Any) -> Any: """x1 / x2"""
def maximum(x1: Any, x2: Any) -> Any: """the larger"""
def minimum(x1: Any, x2: Any) -> Any: """the smaller"""
def equal(x1: Any, x2: Any) -> Any: """1 where equal"""
def greater(x1: Any, x2: Any) -> Any: """1 where x1 > x2"""
def greater_equal(x1: Any, x2: Any) -> Any: """1 where x1 >= x2"""
def matmul(x1: Any, x2: Any) -> Any: """matrix product"""
def absolute(x: Any) -> Any: """|x|"""
def power(x1: Any, x2: Any) -> Any: """x1^x2: for a whole number by multiplication, else exp(x2 log x1)."""
def less(x1: Any, x2: Any) -> Any: """1 where x1 < x2."""
def less_equal(x1: Any, x2: Any) -> Any: """1 where x1 <= x2."""
def not_equal(x1: Any, x2: Any) -> Any: """1 where they differ."""
def where(condition: Any, x1: Any, x2: Any) -> Any: """x1 where the condition is not 0, else x2."""
def clip(x: Any, x_min: Any, x_max: Any) -> Any: """x between two limits."""
def sum(x: Any, axis: Any = None, keepdims: Any = False) -> Any: """Sum over axes, or of all."""
def mean(x: Any, axis: Any = None, keepdims: Any = False) -> Any: """Mean over axes, or of all."""
def max(x: Any, axis: Any = None, keepdims: Any = False) -> Any: """Largest over axes, or of all."""
def min(x: Any, axis: Any = None, keepdims: Any = False) -> Any: """Smallest over axes, or of all."""
def var(x: Any, axis: Any = None, keepdims: Any = False) -> Any: """Mean of squared deviations from the mean."""
def std(x: Any, axis: Any = None, keepdims: Any = False) -> Any: """Root of var."""
def norm(x: Any, axis: Any = None, keepdims: Any = False) -> Any: """Euclidean norm over axes, or of all."""
def softmax(x: Any, axis: Any = -1) -> Any: """exp(x) over its sum, along an axis or over several."""
def log_softmax(x: Any, axis: Any = -1) -> Any: """log(softmax(x)), along an axis or over several."""
def argmax(x: Any, axis: Any = -1) -> Any: """Place of the largest number of the last axis."""
def softplus(x: Any) -> Any: """log(1 + e^x)."""
def reshape(x: Any, newshape: Any) -> Any: """The same numbers in another shape; one size may be -1."""
def transpose(x: Any, axes: Any = None) -> Any: """Axes in another order, by default reversed."""
def take(x: Any, indices: Any, axis: Any = 0) -> Any: """Rows of x by whole numbers; along the first axis."""
def one_hot(x: Any, num_classes: Any, axis: Any = -1, dtype: Any = None) -> Any: """1 in the place of each class number, along a new last axis."""
def pad(x: Any, pad_width: Any, mode: Any = 'constant', constant_values: Any = 0) -> Any: """More numbers around x: pairs of how many before and behind, one an axis or one of all."""
def slice(inputs: Any, start_indices: Any, shape: Any) -> Any: """The box that begins at start_indices and has this shape."""
def expand_dims(x: Any, axis: Any) -> Any: """One more axis of size 1."""
def squeeze(x: Any, axis: Any = None) -> Any: """Without axes of size 1."""
def broadcast_to(x: Any, shape: Any) -> Any: """Repeated to a shape."""
def concatenate(xs: Any, axis: Any = -1) -> Any: """One behind the other along an axis."""
def shape(x: Any) -> Any: """Sizes of the axes."""
def cast(x: Any, dtype: Any) -> Any: """x itself: the engine computes in float32."""
def convert_to_tensor(x: Any, dtype: Any = None) -> Any: """x itself, or the array of it."""
def zeros(shape: Any, dtype: Any = None) -> Any: """An array of zeros."""
def ones(shape: Any, dtype: Any = None) -> Any: """An array of ones."""
def full(shape: Any, fill_value: Any, dtype: Any = None) -> Any: """An array of one number, or of values repeated to a shape."""
def zeros_like(x: Any) -> Any: """Zeros of x's shape."""
def ones_like(x: Any) -> Any: """Ones of x's shape."""

__all__ = ['Symbol', 'symbols_of', 'negative', 'abs', 'sign', 'exp', 'expm1', 'log', 'log1p', 'sqrt', 'square', 'sin', 'cos', 'tanh', 'sigmoid', 'relu', 'isfinite', 'stop_gradient', 'add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum', 'equal', 'greater', 'greater_equal', 'matmul', 'absolute', 'power', 'less', 'less_equal', 'not_equal', 'where', 'clip', 'sum', 'mean', 'max', 'min', 'var', 'std', 'norm', 'softmax', 'log_softmax', 'argmax', 'softplus', 'reshape', 'transpose', 'take', 'one_hot', 'pad', 'slice', 'expand_dims', 'squeeze', 'broadcast_to', 'concatenate', 'shape', 'cast', 'convert_to_tensor', 'zeros', 'ones', 'full', 'zeros_like', 'ones_like']
