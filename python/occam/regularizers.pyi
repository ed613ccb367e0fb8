# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import Described as Described
from .ops.symbol import Symbol as Symbol
from .optimizers.schedules import LearningRateSchedule


class Regularizer(Described):
    """A penalty: called on a weight, its value."""
    def __call__(self, x: Any) -> Any: ...
    concept: Any

class GroupL1(Regularizer):
    """GroupL1: the engine's `group_l1`."""
    l1: Any
    groups: Any
    proximal: Any
    sparsity: Any
    def __init__(self, l1: SupportsFloat | LearningRateSchedule = 0.01, groups: str | None = 'rows', proximal: bool = True, sparsity: SupportsFloat | LearningRateSchedule | None = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class HierarchicalL1(Regularizer):
    """HierarchicalL1: the engine's `hierarchical_l1`."""
    l1: Any
    hierarchy: Any
    layer: Any
    def __init__(self, l1: SupportsFloat | LearningRateSchedule = 0.01, hierarchy: SupportsFloat | LearningRateSchedule = 10.0, layer: str | None = '') -> None: ...
    class_name: Any
    concept: Any
    member: Any

class L0(Regularizer):
    """L0: the engine's `l0`."""
    l0: Any
    def __init__(self, l0: SupportsFloat | LearningRateSchedule = 0.0001) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class L1(Regularizer):
    """L1: the engine's `l1`."""
    l1: Any
    proximal: Any
    sparsity: Any
    def __init__(self, l1: SupportsFloat | LearningRateSchedule = 0.01, *, proximal: bool = False, sparsity: SupportsFloat | LearningRateSchedule | None = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class L1L2(Regularizer):
    """L1L2: the engine's `l1_l2`."""
    l1: Any
    l2: Any
    proximal: Any
    def __init__(self, l1: SupportsFloat | LearningRateSchedule = 0.0, l2: SupportsFloat | LearningRateSchedule = 0.0, *, proximal: bool = False) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class L2(Regularizer):
    """L2: the engine's `l2`."""
    l2: Any
    def __init__(self, l2: SupportsFloat | LearningRateSchedule = 0.01) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class LHalf(Regularizer):
    """LHalf: the engine's `l_half`."""
    l_half: Any
    def __init__(self, l_half: SupportsFloat | LearningRateSchedule = 0.001) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MCP(Regularizer):
    """MCP: the engine's `mcp`."""
    l1: Any
    gamma: Any
    def __init__(self, l1: SupportsFloat | LearningRateSchedule = 0.01, gamma: SupportsFloat | LearningRateSchedule = 3.0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class OrthogonalRegularizer(Regularizer):
    """OrthogonalRegularizer: the engine's `orthogonal_regularizer`."""
    factor: Any
    mode: Any
    def __init__(self, factor: SupportsFloat | LearningRateSchedule = 0.01, mode: str | None = 'rows') -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SparseGroupL1(Regularizer):
    """SparseGroupL1: the engine's `sparse_group_l1`."""
    l1: Any
    group_l1: Any
    groups: Any
    proximal: Any
    sparsity: Any
    def __init__(self, l1: SupportsFloat | LearningRateSchedule = 0.01, group_l1: SupportsFloat | LearningRateSchedule = 0.01, groups: str | None = 'rows', proximal: bool = True, sparsity: SupportsFloat | LearningRateSchedule | None = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any
def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def get(identifier: Any) -> Any: """A regularizer of a name, a class, a config or an object."""
l1 = L1
l1_l2 = L1L2
l2 = L2
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def now(value: Any) -> Any: """What a weight is now; another value as it is."""
def numbers(where: Any, value: Any) -> Any: """What np.asarray makes of `value`, as a row-major array of an element type of the engine's."""
orthogonal_regularizer = OrthogonalRegularizer
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""

__all__ = ['GroupL1', 'HierarchicalL1', 'L0', 'L1', 'L1L2', 'L2', 'LHalf', 'MCP', 'OrthogonalRegularizer', 'SparseGroupL1', 'Regularizer', 'deserialize', 'get', 'l1', 'l1_l2', 'l2', 'serialize']
