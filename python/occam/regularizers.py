"""Penalties on weights. Source: Keras 3, keras.regularizers."""

from . import _core, tracing
from .described import MEMBERS, Described, define, deserializer, get as _get, serialize
from .ops import Symbol
from .ops.symbol import now
from .tensor import numbers, tensor


class Regularizer(Described):
    """A penalty: called on a weight, its value."""

    concept = "regularizers"

    def __call__(self, x):
        if self.class_name is None:
            return 0.0  # as Keras: the base is no penalty
        x = now(x)
        if isinstance(x, Symbol):
            described = self.described()
            return tracing.place_now().place.penalty(described["class_name"], described["config"], x)
        array = numbers(type(self).__name__, x)
        return tensor(self._compiled(_core.RegularizerCall)(array if array.ndim else array.reshape(1)))


define("regularizers", Regularizer, globals())
l1, l2, l1_l2, orthogonal_regularizer = L1, L2, L1L2, OrthogonalRegularizer  # noqa: F821 - made by define()
deserialize = deserializer("regularizers")
__all__ += ["Regularizer", "deserialize", "get", "l1", "l1_l2", "l2", "serialize"]


def get(identifier):
    """A regularizer of a name, a class, a config or an object."""
    if isinstance(identifier, str) and identifier in MEMBERS["regularizers"]:
        return MEMBERS["regularizers"][identifier]()  # Keras's defaults: "l1" is the subgradient too
    return _get("regularizers", Regularizer, identifier)
