# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import Described as Described
from .ops import Symbol as Symbol

def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def get(identifier: Any) -> Any: """A function of a name, a config or a function; None is linear."""
def log_softmax(x: Any, axis: Any = -1) -> Any: """log(softmax(x)), along an axis or over several."""
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
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

class Activation(Described):
    """A function that can be called on arrays and given to layers."""
    def __call__(self, x: Any) -> Any: ...
    concept: Any
def as_function(cls: Any, name: Any, call: Any) -> Any: """Keras's function of a class's name, which arguments take as they take the class."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def numbers(where: Any, value: Any) -> Any: """What np.asarray makes of `value`, as a row-major array of an element type of the engine's."""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""

__all__ = ['deserialize', 'get', 'log_softmax', 'serialize', 'linear', 'relu', 'leaky_relu', 'elu', 'selu', 'silu', 'swish', 'mish', 'softplus', 'sigmoid', 'tanh', 'softmax']
