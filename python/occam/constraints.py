"""Where weights may lie. Source: Keras 3, keras.constraints."""

from . import _core
from .described import Described, define, deserializer, get as _get, serialize
from .tensor import numbers, tensor


class Constraint(Described):
    """Called on a weight: the weight moved to where it may lie."""

    concept = "constraints"

    def _own_config(self):
        return {}

    def __call__(self, w):
        if self.class_name is None:
            return w  # as Keras: the base moves nothing
        return tensor(self._compiled(_core.ConstraintCall)(numbers(type(self).__name__, w)))


define("constraints", Constraint, globals())
max_norm, min_max_norm, non_neg, unit_norm = MaxNorm, MinMaxNorm, NonNeg, UnitNorm  # noqa: F821
deserialize = deserializer("constraints")
__all__ += ["Constraint", "deserialize", "get", "max_norm", "min_max_norm", "non_neg", "serialize", "unit_norm"]


def get(identifier):
    """A constraint of a name, a class, a config or an object."""
    return _get("constraints", Constraint, identifier)
