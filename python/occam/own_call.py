"""Subclasses of the library's layers with a `call` or `build` of their own: layers written in Python that hold the library's. Source: Keras 3, where layers are Layers."""

import inspect

from .described import arguments_of, own_members
from .layer import Layer

#: Of a class what its own base says, not Layer.
_KEPT = {"__class__", "__dict__", "__doc__", "__init__", "__init_subclass__", "__module__", "__new__", "__subclasshook__", "__weakref__", "call", "get_config"}


def builds_itself(cls):
    """Has a user's class a `build` of its own, or one of the methods by which files have it?"""
    return any(not inspect.getattr_static(cls, name).__module__.startswith(f"{__package__}.")
               for name in ("build", "save_own_variables", "load_own_variables", "get_build_config", "build_from_config"))


def become_python(cls):
    """Makes a user's subclass of a layer of the engine's one written in Python, but for what it and its users' bases say."""
    base = next(each for each in cls.__mro__ if each.__module__.startswith(f"{__package__}."))
    own = {name for each in cls.__mro__[:cls.__mro__.index(base)] for name in vars(each)}
    for name in set(dir(Layer)) - _KEPT - own:
        plain = inspect.getattr_static(Layer, name)
        if inspect.getattr_static(cls, name, None) is not plain:
            setattr(cls, name, plain)
    cls.class_name, cls.computes_as, cls.__getattr__ = None, getattr(base, "computes_as", base), _of_held
    cls.weights = property(_weights)
    if "from_config" not in own:
        cls.from_config = classmethod(_from_config)


def hold(layer, kept, arguments):
    """The constructor of such a class: the layer of the engine's that `super().call` asks."""
    base = type(layer).computes_as
    held = base.__new__(base)
    held._take({**kept, "name": None, "trainable": None}, {name: value for name, value in arguments.items() if name not in ("name", "input_shape")})
    trainable = kept.get("trainable")
    Layer.__init__(layer, name=kept.get("name") or arguments.get("name"), trainable=True if trainable is None else trainable, dtype=kept.get("dtype"),
                   input_shape=arguments.get("input_shape"), input_dim=kept.get("input_dim"))
    layer._computes = held


def _weights(self):
    """Those of the library's layer first, as in Keras, whose they are."""
    held = {each.path for each in self._computes.weights}
    return sorted(Layer.weights.fget(self), key=lambda each: each.path not in held)


def _of_held(self, name):
    held = self.__dict__.get("_computes")
    if held is None or name.startswith("__"):
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
    return getattr(held, name)


def _from_config(cls, config):
    base = cls.computes_as
    engines, own = own_members({name: value for name, value in config.items() if name in base._fields and name not in ("name", "input_shape")})
    made = arguments_of(base, engines)
    return cls(**{name: value for name, value in config.items() if name not in base._fields or name == "name"}, **made, **own)
