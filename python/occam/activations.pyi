# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import Described as Described
from .ops.symbol import Symbol as Symbol

def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def get(identifier: Any) -> Any: """A function of a name, a config or a function; None is linear."""
def glu(x: Any, axis: Any = -1) -> Any: """The first half of an axis times sigmoid of the second."""
def serialize(activation: Any) -> Any: """The name of one of these functions, of others the config. Source: Keras 3, activations.serialize."""
def sparsemax(x: Any, axis: Any = -1) -> Any: """The nearest point whose numbers are >= 0 and sum to 1, along an axis."""
def threshold(x: Any, threshold: Any, default_value: Any) -> Any: """x where it is above the threshold, else default_value."""
def linear(x: Any, *given: Any, **arguments: Any) -> Any: """linear: the engine's `linear`."""
def relu(x: Any, negative_slope: Any = 0.0, max_value: Any = None, threshold: Any = 0.0) -> Any: """relu: the engine's `relu`."""
def leaky_relu(x: Any, *given: Any, **arguments: Any) -> Any: """leaky_relu: the engine's `leaky_relu`."""
def elu(x: Any, *given: Any, **arguments: Any) -> Any: """elu: the engine's `elu`."""
def selu(x: Any, *given: Any, **arguments: Any) -> Any: """selu: the engine's `selu`."""
def silu(x: Any, *given: Any, **arguments: Any) -> Any: """silu: the engine's `silu`."""
def swish(x: Any, *given: Any, **arguments: Any) -> Any: """silu: the engine's `silu`."""
def mish(x: Any, *given: Any, **arguments: Any) -> Any: """mish: the engine's `mish`."""
def softplus(x: Any, *given: Any, **arguments: Any) -> Any: """softplus: the engine's `softplus`."""
def sigmoid(x: Any, *given: Any, **arguments: Any) -> Any: """sigmoid: the engine's `sigmoid`."""
def tanh(x: Any, *given: Any, **arguments: Any) -> Any: """tanh: the engine's `tanh`."""
def softmax(x: Any, axis: Any = -1) -> Any: """softmax: the engine's `softmax`."""
def celu(x: Any, *given: Any, **arguments: Any) -> Any: """celu: the engine's `celu`."""
def exponential(x: Any, *given: Any, **arguments: Any) -> Any: """exponential: the engine's `exponential`."""
def gelu(x: Any, *given: Any, **arguments: Any) -> Any: """gelu: the engine's `gelu`."""
def hard_shrink(x: Any, *given: Any, **arguments: Any) -> Any: """hard_shrink: the engine's `hard_shrink`."""
def hard_sigmoid(x: Any, *given: Any, **arguments: Any) -> Any: """hard_sigmoid: the engine's `hard_sigmoid`."""
def hard_silu(x: Any, *given: Any, **arguments: Any) -> Any: """hard_silu: the engine's `hard_silu`."""
def hard_swish(x: Any, *given: Any, **arguments: Any) -> Any: """hard_silu: the engine's `hard_silu`."""
def hard_tanh(x: Any, *given: Any, **arguments: Any) -> Any: """hard_tanh: the engine's `hard_tanh`."""
def log_sigmoid(x: Any, *given: Any, **arguments: Any) -> Any: """log_sigmoid: the engine's `log_sigmoid`."""
def log_softmax(x: Any, axis: Any = -1) -> Any: """log_softmax: the engine's `log_softmax`."""
def relu6(x: Any, *given: Any, **arguments: Any) -> Any: """relu6: the engine's `relu6`."""
def soft_shrink(x: Any, *given: Any, **arguments: Any) -> Any: """soft_shrink: the engine's `soft_shrink`."""
def softsign(x: Any, *given: Any, **arguments: Any) -> Any: """softsign: the engine's `softsign`."""
def sparse_plus(x: Any, *given: Any, **arguments: Any) -> Any: """sparse_plus: the engine's `sparse_plus`."""
def sparse_sigmoid(x: Any, *given: Any, **arguments: Any) -> Any: """sparse_sigmoid: the engine's `sparse_sigmoid`."""
def squareplus(x: Any, *given: Any, **arguments: Any) -> Any: """squareplus: the engine's `squareplus`."""
def tanh_shrink(x: Any, *given: Any, **arguments: Any) -> Any: """tanh_shrink: the engine's `tanh_shrink`."""

class Activation(Described):
    """A function that can be called on arrays and given to layers."""
    def __call__(self, x: Any) -> Any: ...
    concept: Any
def as_function(cls: Any, name: Any, call: Any) -> Any: """Keras's function of a class's name, which arguments take as they take the class."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def numbers(where: Any, value: Any) -> Any: """What np.asarray makes of `value`, as a row-major array of an element type of the engine's."""
def of_layer(where: Any, layer: Any) -> Any: """What a layer without weights is as the activation of another one, as in Keras: LeakyReLU(0.2), ELU, ReLU, Softmax, Activation."""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""

__all__ = ['deserialize', 'get', 'glu', 'serialize', 'sparsemax', 'threshold', 'linear', 'relu', 'leaky_relu', 'elu', 'selu', 'silu', 'swish', 'mish', 'softplus', 'sigmoid', 'tanh', 'softmax', 'celu', 'exponential', 'gelu', 'hard_shrink', 'hard_sigmoid', 'hard_silu', 'hard_swish', 'hard_tanh', 'log_sigmoid', 'log_softmax', 'relu6', 'soft_shrink', 'softsign', 'sparse_plus', 'sparse_sigmoid', 'squareplus', 'tanh_shrink']
