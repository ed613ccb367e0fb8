"""Functions of a layer's result. Source: Keras 3, keras.activations."""

from . import _core
from .described import MEMBERS, Described, as_function, define, deserializer, get as _get, serialize
from .ops import Symbol
from .tensor import numbers, tensor


class Activation(Described):
    """A function that can be called on arrays and given to layers."""

    concept = "activations"

    def __call__(self, x):
        if isinstance(x, Symbol):
            return Symbol(_core.apply_activation(self.class_name, self._arguments, x.symbol))
        array = numbers(type(self).__name__, x)
        call = self._compiled(_core.ActivationCall)
        return tensor(call(array)) if array.ndim else tensor(call(array.reshape(1))).reshape(())

    @property
    def __name__(self):
        return self.member["name"]


define("activations", Activation, {"__name__": __name__})


def _function(cls):
    """Keras's function of a class's name: relu(x), relu(x, negative_slope=0.1)."""

    plain = []  # with its defaults, from the first call on

    def call(x, **arguments):
        if arguments:
            return cls(**arguments)(x)
        if not plain:
            plain.append(cls())
        return plain[0](x)

    return as_function(cls, cls.member["name"], call)


deserialize = deserializer("activations")
__all__ = ["deserialize", "get", "serialize"]
for _name, _cls in dict(MEMBERS["activations"]).items():
    if _name.isidentifier() and _name.islower():
        globals()[_name] = _function(_cls)
        __all__.append(_name)


def get(identifier):
    """A function of a name, a config or a function; None is linear."""
    if identifier is None:
        return globals()["linear"]
    if isinstance(identifier, str) and identifier in __all__:
        return globals()[identifier]
    return _get("activations", Activation, identifier)
