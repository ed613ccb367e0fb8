# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import Described as Described
from .optimizers.schedules import LearningRateSchedule


class Constraint(Described):
    """Called on a weight: the weight moved to where it may lie."""
    def __call__(self, w: Any) -> Any: ...
    concept: Any

class MaxNorm(Constraint):
    """MaxNorm: the engine's `max_norm`."""
    max_value: Any
    axis: Any
    def __init__(self, max_value: SupportsFloat | LearningRateSchedule = 2, axis: SupportsIndex = 0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MinMaxNorm(Constraint):
    """MinMaxNorm: the engine's `min_max_norm`."""
    min_value: Any
    max_value: Any
    rate: Any
    axis: Any
    def __init__(self, min_value: SupportsFloat | LearningRateSchedule = 0.0, max_value: SupportsFloat | LearningRateSchedule = 1.0, rate: SupportsFloat | LearningRateSchedule = 1.0, axis: SupportsIndex = 0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class NonNeg(Constraint):
    """NonNeg: the engine's `non_neg`."""
    def __init__(self) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class UnitNorm(Constraint):
    """UnitNorm: the engine's `unit_norm`."""
    axis: Any
    def __init__(self, axis: SupportsIndex = 0) -> None: ...
    class_name: Any
    concept: Any
    member: Any
def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def get(identifier: Any) -> Any: """A constraint of a name, a class, a config or an object."""
max_norm = MaxNorm
min_max_norm = MinMaxNorm
non_neg = NonNeg
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
unit_norm = UnitNorm
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def numbers(where: Any, value: Any) -> Any: """What np.asarray makes of `value`, as a row-major array of an element type of the engine's."""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""

__all__ = ['MaxNorm', 'MinMaxNorm', 'NonNeg', 'UnitNorm', 'Constraint', 'deserialize', 'get', 'max_norm', 'min_max_norm', 'non_neg', 'serialize', 'unit_norm']
