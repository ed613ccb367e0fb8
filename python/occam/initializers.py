"""Initial weights. Source: Keras 3, keras.initializers."""

import inspect

import numpy as np

from . import _core
from .described import MEMBERS, Described, define, deserializer, get as _get, serialize
from .random import SeedGenerator, next_seed
from .tensor import numbers, tensor


class Initializer(Described):
    """Called with a shape: initial values. Without a seed another draw for every object, as in Keras."""

    concept = "initializers"

    def _own_config(self):
        return {}

    def is_engines(self):
        """One with a seed is drawn here, as the engine's draws go by the model's seed."""
        return type(self).class_name is not None and self._kept.get("seed") is None and super().is_engines()

    def get_config(self):
        config = super().get_config()
        if "_arguments" in self.__dict__ and "seed" in inspect.signature(type(self)).parameters:
            seed = self._kept.get("seed")
            config["seed"] = seed.get_config()["seed"] if isinstance(seed, SeedGenerator) else seed
        return config

    @classmethod
    def from_config(cls, config):
        made = super().from_config(config)
        if "_kept" in made.__dict__ and config.get("seed") is not None:
            made._kept["seed"] = config["seed"]
        return made

    def __call__(self, shape, dtype=None):
        if self.class_name is None:
            raise NotImplementedError("Initializer subclasses must implement the `__call__()` method.")
        if dtype is not None and np.dtype(str(dtype)) != np.float32:
            raise ValueError(f"{type(self).__name__}: Expected dtype float32. Received: dtype={dtype}")
        if "_seed" not in self.__dict__:
            seed = self._kept.get("seed")
            self._seed = next_seed() if seed is None else int(getattr(seed, "_initial_seed", seed)) % 2**63
        return tensor(_core.call_initializer(self.class_name, self._arguments, [int(size) for size in shape], self._seed))


class _Constant(Initializer):
    """An array is a value too, of weights of its shape or of one that it is repeated to: it is known in Python alone."""

    def _take(self, kept, arguments):
        value = arguments.get("value")
        if isinstance(value, dict) and value.get("class_name") == "__numpy__":
            value = value["config"]["value"]
        if np.ndim(value):
            self.__dict__["_values"] = np.asarray(numbers("Constant", value), np.float32)
            arguments = {}
        super()._take(kept, arguments)

    def is_engines(self):
        return "_values" not in self.__dict__

    @property
    def value(self):
        return self._arguments["value"] if self.is_engines() else self._values

    def __call__(self, shape, dtype=None):
        if self.is_engines():
            return super().__call__(shape, dtype)
        return tensor(np.broadcast_to(self._values, [int(size) for size in shape]).copy())

    def get_config(self):
        if self.is_engines():
            return super().get_config()
        return {"value": {"class_name": "__numpy__", "config": {"value": self._values.tolist(), "dtype": "float32"}}}

    @classmethod
    def from_config(cls, config):
        return cls(**config) if isinstance(config.get("value"), dict) else super().from_config(config)

    def __eq__(self, other):
        return self is other or type(self) is type(other) and np.array_equal(self.value, other.value)

    __hash__ = object.__hash__


define("initializers", Initializer, globals(), {"Constant": _Constant})
deserialize = deserializer("initializers")
__all__ += ["Initializer", "deserialize", "get", "serialize"]
#: Keras's second names of the classes, as in `initializers.he_normal(seed=1)`.
for _name, _class in MEMBERS["initializers"].items():
    if _name != _class.__name__:
        globals()[_name] = _class
        __all__.append(_name)


def get(identifier):
    """An initializer of a name, a class, a config, an object, or of an array, the values themselves."""
    if isinstance(identifier, np.ndarray):
        return Constant(identifier)  # noqa: F821 - made by define()
    return _get("initializers", Initializer, identifier)
