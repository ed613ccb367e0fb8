"""What a model computes with: memory, seed, threads. By the names of C++."""

from . import data
from .arguments import whole_between, whole_numbers
from .callbacks import engine_callbacks


class Resources:
    """Of a model: `_core` is the engine's."""

    def fit_memory(self, x, y, batch_size=None, *, validation_split=0.0, validation_batch_size=None, callbacks=None):
        """Bytes that fit will need at its peak beside the data, before any of it is allocated: a dict of parts and their `total`.

        x, y: arrays, or their shapes as tuples. By C++'s name; the parts are FitMemory's.
        """
        self._need_compiled("fit_memory")
        options = {"validation_split": float(validation_split), "callbacks": engine_callbacks(callbacks, self, {})}
        options |= whole_numbers("fit_memory", batch_size=batch_size, validation_batch_size=validation_batch_size)
        return self._core.fit_memory(_shapes("x", x), _shapes("y", y), options)

    def set_seed(self, seed):
        """What the weights, masks and orders of this model are a function of; before its weights are made. By C++'s name."""
        seed = whole_between("set_seed", "seed", seed, 0, 2**64, "from 0 to 2^64 - 1")
        self._core.set_seed(seed)
        self._seed = seed

    def set_threads(self, threads):
        """How many threads this model computes with; the bits are the same for any number. By C++'s name."""
        threads = whole_between("set_threads", "threads", threads, 1, 2**31, "from 1 on")
        self._core.set_threads(threads)
        self._threads = threads


def _shapes(where, given):
    """(shapes, names) of arrays, or of one tuple of sizes."""
    if isinstance(given, tuple) and given and all(hasattr(each, "__index__") for each in given):
        return [[each.__index__() for each in given]], []
    arrays, names = data.arrays(where, given)
    return [list(each.shape) for each in arrays], names
