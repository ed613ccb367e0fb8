"""Functions of a layer's result. Source: Keras 3, keras.activations."""

from . import _core, ops
from .described import MEMBERS, Described, as_function, define, deserializer, get as _get, serialize as _serialize
from .ops import Symbol
from .tensor import numbers, tensor


class Activation(Described):
    """A function that can be called on arrays and given to layers."""

    concept = "activations"

    @property
    def __name__(self):
        return self.member["name"]

    def __eq__(self, other):
        """Also to Keras's function, where its arguments are the function's."""
        if hasattr(other, "__code__"):
            return getattr(other, "__name__", None) == self.__name__ and hasattr(other, "described") and self._arguments == type(self)()._arguments
        return super().__eq__(other)

    __hash__ = Described.__hash__

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

    def call(x, *given, **arguments):
        if given or arguments:
            return cls(*given, **arguments)(x)
        if not plain:
            plain.append(cls())
        return plain[0](x)

    return as_function(cls, cls.member["name"], call)


def _with_more(plain, call):
    """The engine's function, with the arguments that Keras's function has beyond it."""
    call.__doc__, call.described = plain.__doc__, plain.described
    return call


deserialize = deserializer("activations")
__all__ = ["deserialize", "get", "glu", "serialize", "sparsemax", "threshold"]
for _name, _cls in dict(MEMBERS["activations"]).items():
    if _name.isidentifier() and _name.islower():
        globals()[_name] = _function(_cls)
        __all__.append(_name)

_relu, _softmax, _log_softmax = globals()["relu"], globals()["softmax"], globals()["log_softmax"]


def relu(x, negative_slope=0.0, max_value=None, threshold=0.0):
    if not negative_slope and max_value is None and not threshold:
        return _relu(x)
    below = ops.relu(ops.subtract(threshold, x))
    x = ops.multiply(x, ops.greater(x, threshold)) if threshold else ops.relu(x)
    if max_value is not None:
        x = ops.clip(x, 0.0, float(max_value))
    return ops.subtract(x, ops.multiply(float(negative_slope), below)) if negative_slope else x


def softmax(x, axis=-1):
    return ops.softmax(x, axis)


def log_softmax(x, axis=-1):
    return ops.log_softmax(x, axis)


relu, softmax, log_softmax = _with_more(_relu, relu), _with_more(_softmax, softmax), _with_more(_log_softmax, log_softmax)


def glu(x, axis=-1):
    """The first half of an axis times sigmoid of the second."""
    return ops.glu(x, axis)


def sparsemax(x, axis=-1):
    """The nearest point whose numbers are >= 0 and sum to 1, along an axis."""
    return ops.sparsemax(x, axis)


def threshold(x, threshold, default_value):
    """x where it is above the threshold, else default_value."""
    return ops.threshold(x, threshold, default_value)


def serialize(activation):
    """The name of one of these functions, of others the config. Source: Keras 3, activations.serialize."""
    name = getattr(activation, "__name__", None)
    if callable(activation) and name in __all__ and globals()[name] is activation:
        return name
    if isinstance(activation, Activation):
        return _serialize(activation)
    from .saving import serialize_keras_object
    return serialize_keras_object(activation)


def of_layer(where, layer):
    """What a layer without weights is as the activation of another one, as in Keras: LeakyReLU(0.2), ELU, ReLU, Softmax, Activation."""
    own = getattr(layer, "_arguments", {})
    if layer.class_name == "Activation":
        return layer.activation
    if layer.class_name == "LeakyReLU":
        return MEMBERS["activations"]["leaky_relu"](negative_slope=own["negative_slope"])
    if layer.class_name == "ELU":
        return MEMBERS["activations"]["elu"](alpha=own["alpha"])
    if layer.class_name == "Softmax" and layer.axis in (-1, [-1], (-1,)):
        return "softmax"
    if layer.class_name == "ReLU" and layer.max_value is None and not layer.threshold:
        return MEMBERS["activations"]["leaky_relu"](negative_slope=layer.negative_slope) if layer.negative_slope else "relu"
    raise ValueError(f"{where}: invalid value for activation. Expected a name, a function, or one of the layers LeakyReLU, ELU, Softmax(axis=-1) and ReLU without "
                     f"max_value and threshold; another layer by itself, behind this one. Received: activation={layer!r}")


def get(identifier):
    """A function of a name, a config or a function; None is linear."""
    if identifier is None:
        return globals()["linear"]
    if isinstance(identifier, str) and identifier in __all__:
        return globals()[identifier]
    return _get("activations", Activation, identifier)
