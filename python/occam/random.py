"""Seeds: Keras's random module and keras.utils.set_random_seed."""

import os

import numpy as np

from . import tracing
from .tensor import tensor

_state = {"seed": None, "drawn": 0}


def set_seed(seed):
    """From now on every model, mask and initial value is a function of `seed` and of the order of creation."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
        raise ValueError(f"set_random_seed: invalid value for seed. Expected an integer from 0 to 2^63 - 1. Received: seed={seed!r}")
    _state.update(seed=seed, drawn=0)


def later(seed, count):
    """The seed of the draw of this number in a sequence."""
    return (seed + count * 0xBF58476D1CE4E5B9) % 2**62


def next_seed():
    """The seed of the next thing that draws."""
    if _state["seed"] is None:
        return int.from_bytes(os.urandom(8), "little") >> 2
    _state["drawn"] += 1
    return later(_state["seed"] * 0x9E3779B97F4A7C15, _state["drawn"])


def _draw(kind, shape, seed):
    """A symbol of random numbers in a layer's trace, else an array."""
    shape = [int(size) for size in shape]
    trace = tracing.current()
    if trace is not None:
        return trace.place.random(kind, shape)
    value = seed.next() if isinstance(seed, SeedGenerator) else next_seed() if seed is None else int(seed)
    rng = np.random.default_rng(value % 2**63)
    return tensor((rng.standard_normal(shape) if kind == "normal" else rng.random(shape)).astype(np.float32))


def normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Normal numbers; in a layer's `call` another draw every step, by the model's seed. Source: Keras 3, random.normal."""
    return _draw("normal", shape, seed) * stddev + mean


def uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    """Numbers from minval to maxval. Source: Keras 3, random.uniform."""
    return _draw("uniform", shape, seed) * (maxval - minval) + minval


class SeedGenerator:
    """A sequence of seeds. Source: Keras 3, random.SeedGenerator."""

    def __init__(self, seed=None, name=None, **kwargs):
        self._initial_seed = next_seed() if seed is None else int(seed)
        self.name = name or "seed_generator"
        self._drawn = 0

    def next(self):
        self._drawn += 1
        return later(self._initial_seed, self._drawn)

    def get_config(self):
        return {"seed": self._initial_seed}
