# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import Described as Described


class Initializer(Described):
    """Called with a shape: initial values. Without a seed another draw for every object, as in Keras."""
    def __call__(self, shape: Any, dtype: Any = None) -> Any: ...
    concept: Any

class GlorotUniform(Initializer):
    """GlorotUniform: the engine's `glorot_uniform`."""
    def __init__(self, seed: Any = None, input_axes: Any = None, output_axes: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class HeNormal(Initializer):
    """HeNormal: the engine's `he_normal`."""
    def __init__(self, seed: Any = None, input_axes: Any = None, output_axes: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class HullBias(Initializer):
    """HullBias: the engine's `hull_bias`."""
    points: Any
    def __init__(self, points: SupportsIndex = 5) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Ones(Initializer):
    """Ones: the engine's `ones`."""
    def __init__(self) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class RandomNormal(Initializer):
    """RandomNormal: the engine's `random_normal`."""
    mean: Any
    stddev: Any
    def __init__(self, mean: SupportsFloat = 0.0, stddev: SupportsFloat = 0.05, seed: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class RandomUniform(Initializer):
    """RandomUniform: the engine's `random_uniform`."""
    minval: Any
    maxval: Any
    def __init__(self, minval: SupportsFloat = -0.05, maxval: SupportsFloat = 0.05, seed: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class UnitDeviation(Initializer):
    """UnitDeviation: the engine's `unit_deviation`."""
    def __init__(self) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Zeros(Initializer):
    """Zeros: the engine's `zeros`."""
    def __init__(self) -> None: ...
    class_name: Any
    concept: Any
    member: Any
def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def get(identifier: Any) -> Any: """An initializer of a name, a class, a config or an object."""
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def next_seed() -> Any: """The seed of the next thing that draws."""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""

__all__ = ['GlorotUniform', 'HeNormal', 'HullBias', 'Ones', 'RandomNormal', 'RandomUniform', 'UnitDeviation', 'Zeros', 'Initializer', 'deserialize', 'get', 'serialize']
