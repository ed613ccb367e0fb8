"""Initial weights. Source: Keras 3, keras.initializers."""

import numpy as np

from . import _core
from .described import Described, define, deserializer, get as _get, serialize
from .random import next_seed
from .tensor import tensor


class Initializer(Described):
    """Called with a shape: initial values. Without a seed another draw for every object, as in Keras."""

    concept = "initializers"

    def __call__(self, shape, dtype=None):
        if dtype is not None and np.dtype(str(dtype)) != np.float32:
            raise ValueError(f"{type(self).__name__}: Expected dtype float32. Received: dtype={dtype}")
        if "_seed" not in self.__dict__:
            seed = self._kept.get("seed")
            self._seed = next_seed() if seed is None else int(getattr(seed, "_initial_seed", seed)) % 2**63
        return tensor(_core.call_initializer(self.class_name, self._arguments, [int(size) for size in shape], self._seed))


define("initializers", Initializer, globals())
deserialize = deserializer("initializers")
__all__ += ["Initializer", "deserialize", "get", "serialize"]


def get(identifier):
    """An initializer of a name, a class, a config or an object."""
    return _get("initializers", Initializer, identifier)
