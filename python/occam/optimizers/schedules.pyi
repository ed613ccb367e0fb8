# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from ..described import Described as Described


class LearningRateSchedule(Described):
    """Called with a step, counted from 0: the number there; with an array of steps the numbers there."""
    def __call__(self, step: Any) -> Any: ...
    concept: Any
    @staticmethod
    def extra_parameters() -> Any: ...

class CosineDecay(LearningRateSchedule):
    """CosineDecay: the engine's `cosine_decay`."""
    initial_learning_rate: Any
    decay_steps: Any
    alpha: Any
    warmup_target: Any
    warmup_steps: Any
    def __init__(self, initial_learning_rate: SupportsFloat | LearningRateSchedule, decay_steps: SupportsFloat | LearningRateSchedule, alpha: SupportsFloat | LearningRateSchedule = 0.0, name: Any = 'CosineDecay', warmup_target: SupportsFloat | LearningRateSchedule | None = None, warmup_steps: SupportsFloat | LearningRateSchedule = 0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CosineDecayRestarts(LearningRateSchedule):
    """CosineDecayRestarts: the engine's `cosine_decay_restarts`."""
    initial_learning_rate: Any
    first_decay_steps: Any
    t_mul: Any
    m_mul: Any
    alpha: Any
    def __init__(self, initial_learning_rate: SupportsFloat | LearningRateSchedule, first_decay_steps: SupportsFloat | LearningRateSchedule, t_mul: SupportsFloat | LearningRateSchedule = 2.0, m_mul: SupportsFloat | LearningRateSchedule = 1.0, alpha: SupportsFloat | LearningRateSchedule = 0.0, name: Any = 'SGDRDecay') -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CosineLog(LearningRateSchedule):
    """CosineLog: the engine's `cosine_log`."""
    initial_value: Any
    decay_steps: Any
    cycles: Any
    def __init__(self, initial_value: SupportsFloat | LearningRateSchedule = 0.001, decay_steps: SupportsFloat | LearningRateSchedule = 1000.0, cycles: SupportsIndex = 4, name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ExponentialDecay(LearningRateSchedule):
    """ExponentialDecay: the engine's `exponential_decay`."""
    initial_learning_rate: Any
    decay_steps: Any
    decay_rate: Any
    staircase: Any
    def __init__(self, initial_learning_rate: SupportsFloat | LearningRateSchedule, decay_steps: SupportsFloat | LearningRateSchedule, decay_rate: SupportsFloat | LearningRateSchedule, staircase: bool = False, name: Any = 'ExponentialDecay') -> None: ...
    class_name: Any
    concept: Any
    member: Any

class FlatCosine(LearningRateSchedule):
    """FlatCosine: the engine's `flat_cosine`."""
    initial_value: Any
    decay_steps: Any
    flat: Any
    def __init__(self, initial_value: SupportsFloat | LearningRateSchedule = 0.001, decay_steps: SupportsFloat | LearningRateSchedule = 1000.0, flat: SupportsFloat | LearningRateSchedule = 0.5, name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class InverseTimeDecay(LearningRateSchedule):
    """InverseTimeDecay: the engine's `inverse_time_decay`."""
    initial_learning_rate: Any
    decay_steps: Any
    decay_rate: Any
    staircase: Any
    def __init__(self, initial_learning_rate: SupportsFloat | LearningRateSchedule, decay_steps: SupportsFloat | LearningRateSchedule, decay_rate: SupportsFloat | LearningRateSchedule, staircase: bool = False, name: Any = 'InverseTimeDecay') -> None: ...
    class_name: Any
    concept: Any
    member: Any

class PiecewiseConstantDecay(LearningRateSchedule):
    """PiecewiseConstantDecay: the engine's `piecewise_constant_decay`."""
    boundaries: Any
    values: Any
    def __init__(self, boundaries: Sequence[Any], values: Sequence[Any], name: Any = 'PiecewiseConstant') -> None: ...
    class_name: Any
    concept: Any
    member: Any

class PolynomialDecay(LearningRateSchedule):
    """PolynomialDecay: the engine's `polynomial_decay`."""
    initial_learning_rate: Any
    decay_steps: Any
    end_learning_rate: Any
    power: Any
    cycle: Any
    def __init__(self, initial_learning_rate: SupportsFloat | LearningRateSchedule, decay_steps: SupportsFloat | LearningRateSchedule, end_learning_rate: SupportsFloat | LearningRateSchedule = 0.0001, power: SupportsFloat | LearningRateSchedule = 1.0, cycle: bool = False, name: Any = 'PolynomialDecay') -> None: ...
    class_name: Any
    concept: Any
    member: Any
def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""

__all__ = ['CosineDecay', 'CosineDecayRestarts', 'CosineLog', 'ExponentialDecay', 'FlatCosine', 'InverseTimeDecay', 'PiecewiseConstantDecay', 'PolynomialDecay', 'LearningRateSchedule', 'deserialize', 'serialize']
