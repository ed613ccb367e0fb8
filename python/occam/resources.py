"""What a model computes with: memory, seed, threads. By the names of C++."""

from . import data
from .arguments import whole
from .callbacks import engine_callbacks

class Resources:
    """Of a model: `_core` is the engine's."""

    def fit_memory(self, x, y, batch_size=None, *, validation_split=0.0, validation_batch_size=None, callbacks=None):
        """Bytes that fit will need at its peak beside the data, before any of it is allocated: a dict of parts and their `total`.

        x, y: arrays, or their shapes as tuples. By C++'s name; the parts are FitMemory's.
        """
        self._need_compiled("fit_memory")
        options = {"validation_split": float(validation_split), "callbacks": engine_callbacks(callbacks, self, {})}
        for name, value in (("batch_size", batch_size), ("validation_batch_size", validation_batch_size)):
            if value is not None:
                options[name] = whole("fit_memory", name, value)
        return self._core.fit_memory(_shapes("x", x), _shapes("y", y), options)

    def set_seed(self, seed):
        """What the weights, masks and orders of this model are a function of; before its weights are made. By C++'s name."""
        seed = whole("set_seed", "seed", seed)
        if not 0 <= seed < 2**64:
            raise ValueError(f"set_seed: invalid value for seed. Expected an integer from 0 to 2^64 - 1. Received: seed={seed}")
        self._core.set_seed(seed)
        self._seed = seed

    def set_threads(self, threads):
        """How many threads this model computes with; the bits are the same for any number. By C++'s name."""
        threads = whole("set_threads", "threads", threads)
        if not 1 <= threads < 2**31:
            raise ValueError(f"set_threads: invalid value for threads. Expected an integer from 1 on. Received: threads={threads}")
        self._core.set_threads(threads)
        self._threads = threads


def _shapes(where, given):
    """(shapes, names) of arrays, or of one tuple of sizes."""
    if isinstance(given, tuple) and given and all(hasattr(each, "__index__") for each in given):
        return [[each.__index__() for each in given]], []
    arrays, names = data.arrays(where, given)
    return [list(each.shape) for each in arrays], names
