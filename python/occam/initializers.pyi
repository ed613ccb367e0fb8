# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import Described as Described
from .random import SeedGenerator as SeedGenerator


class Initializer(Described):
    """Called with a shape: initial values. Without a seed another draw for every object, as in Keras."""
    def __call__(self, shape: Any, dtype: Any = None) -> Any: ...
    concept: Any
    @classmethod
    def from_config(cls: Any, config: Any) -> Any: ...
    def get_config(self) -> Any: ...
    def is_engines(self) -> Any: ...

class _Constant(Initializer):
    """An array is a value too, of weights of its shape or of one that it is repeated to: it is known in Python alone."""
    def __call__(self, shape: Any, dtype: Any = None) -> Any: ...
    @classmethod
    def from_config(cls: Any, config: Any) -> Any: ...
    def get_config(self) -> Any: ...
    def is_engines(self) -> Any: ...
    @property
    def value(self) -> Any: ...

class Constant(_Constant):
    """Constant: the engine's `constant`."""
    value: Any
    def __init__(self, value: SupportsFloat = 0.0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class GlorotNormal(Initializer):
    """GlorotNormal: the engine's `glorot_normal`."""
    def __init__(self, seed: Any = None, input_axes: Any = None, output_axes: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

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

class HeUniform(Initializer):
    """HeUniform: the engine's `he_uniform`."""
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

class Identity(Initializer):
    """Identity: the engine's `identity`."""
    gain: Any
    def __init__(self, gain: SupportsFloat = 1.0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class LecunNormal(Initializer):
    """LecunNormal: the engine's `lecun_normal`."""
    def __init__(self, seed: Any = None, input_axes: Any = None, output_axes: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class LecunUniform(Initializer):
    """LecunUniform: the engine's `lecun_uniform`."""
    def __init__(self, seed: Any = None, input_axes: Any = None, output_axes: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Ones(Initializer):
    """Ones: the engine's `ones`."""
    def __init__(self) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Orthogonal(Initializer):
    """Orthogonal: the engine's `orthogonal`."""
    gain: Any
    def __init__(self, gain: SupportsFloat = 1.0, seed: Any = None) -> None: ...
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

class TruncatedNormal(Initializer):
    """TruncatedNormal: the engine's `truncated_normal`."""
    mean: Any
    stddev: Any
    def __init__(self, mean: SupportsFloat = 0.0, stddev: SupportsFloat = 0.05, seed: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class UnitDeviation(Initializer):
    """UnitDeviation: the engine's `unit_deviation`."""
    def __init__(self) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class VarianceScaling(Initializer):
    """VarianceScaling: the engine's `variance_scaling`."""
    scale: Any
    mode: Any
    distribution: Any
    def __init__(self, scale: SupportsFloat = 1.0, mode: str | None = 'fan_in', distribution: str | None = 'truncated_normal', seed: Any = None, input_axes: Any = None, output_axes: Any = None) -> None: ...
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
def get(identifier: Any) -> Any: """An initializer of a name, a class, a config, an object, or of an array, the values themselves."""
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
zeros = Zeros
zero = Zeros
ones = Ones
one = Ones
constant = Constant
identity = Identity
IdentityInitializer = Identity
glorot_uniform = GlorotUniform
glorot_normal = GlorotNormal
he_normal = HeNormal
he_uniform = HeUniform
lecun_normal = LecunNormal
lecun_uniform = LecunUniform
variance_scaling = VarianceScaling
orthogonal = Orthogonal
OrthogonalInitializer = Orthogonal
random_uniform = RandomUniform
uniform = RandomUniform
random_normal = RandomNormal
normal = RandomNormal
truncated_normal = TruncatedNormal
unit_deviation = UnitDeviation
hull_bias = HullBias
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def next_seed() -> Any: """The seed of the next thing that draws."""
def numbers(where: Any, value: Any) -> Any: """What np.asarray makes of `value`, as a row-major array of an element type of the engine's."""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""

__all__ = ['Constant', 'GlorotNormal', 'GlorotUniform', 'HeNormal', 'HeUniform', 'HullBias', 'Identity', 'LecunNormal', 'LecunUniform', 'Ones', 'Orthogonal', 'RandomNormal', 'RandomUniform', 'TruncatedNormal', 'UnitDeviation', 'VarianceScaling', 'Zeros', 'Initializer', 'deserialize', 'get', 'serialize', 'zeros', 'zero', 'ones', 'one', 'constant', 'identity', 'IdentityInitializer', 'glorot_uniform', 'glorot_normal', 'he_normal', 'he_uniform', 'lecun_normal', 'lecun_uniform', 'variance_scaling', 'orthogonal', 'OrthogonalInitializer', 'random_uniform', 'uniform', 'random_normal', 'normal', 'truncated_normal', 'unit_deviation', 'hull_bias']
