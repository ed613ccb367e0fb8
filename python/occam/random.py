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


def _generator(seed):
    """NumPy's, of a seed, a SeedGenerator or the next seed."""
    value = seed.next() if isinstance(seed, SeedGenerator) else next_seed() if seed is None else int(seed)
    return np.random.default_rng(value % 2**63)


def _sizes(shape):
    return [int(size) for size in shape]


def _draw(kind, shape, seed):
    """A symbol of random numbers in a layer's trace, else an array."""
    shape = _sizes(shape)
    trace = tracing.current()
    if trace is not None:
        return trace.place.random(kind, shape)
    rng = _generator(seed)
    return tensor((rng.standard_normal(shape) if kind == "normal" else rng.random(shape)).astype(np.float32))


def normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Normal numbers; in a layer's `call` another draw every step, by the model's seed. Source: Keras 3, random.normal."""
    kind = _check_kind("normal", dtype, False)
    return _as_kind(_draw("normal", shape, seed) * stddev + mean, kind)


def _as_kind(drawn, kind):
    return drawn if kind is None or not isinstance(drawn, np.ndarray) else drawn.astype(kind)


def _check_kind(name, dtype, whole):
    """Refuses an element type of fractions where numbers are whole, and the other way round."""
    kind = np.dtype(dtype if isinstance(dtype, (type, np.dtype)) else str(dtype)) if dtype is not None else None
    if kind is not None and (kind.kind in "iu") != whole:
        raise ValueError(f"`keras.random.{name}` requires {'an integer' if whole else 'a floating point'} `dtype`. Received: dtype={dtype}")
    return kind


def uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    """Numbers from minval to maxval; of one of TensorFlow's whole types (tf.int32) whole ones below maxval. Source: Keras 3, random.uniform."""
    if isinstance(dtype, np.dtype) and dtype.kind in "iu":
        return randint(shape, minval, maxval, dtype, seed)
    kind = _check_kind("uniform", dtype, False)
    return _as_kind(_draw("uniform", shape, seed) * ((1.0 if maxval is None else maxval) - minval) + minval, kind)


def randint(shape, minval, maxval, dtype="int32", seed=None):
    """Whole numbers from minval to below maxval. Source: Keras 3, random.randint."""
    kind = _check_kind("randint", dtype, True)
    if tracing.current() is not None:
        from . import ops
        return ops.floor(uniform(shape, float(minval), float(maxval)))
    return tensor(_generator(seed).integers(int(minval), int(maxval), _sizes(shape)).astype(kind or np.int32))


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Normal numbers less than two deviations from the mean. Source: Keras 3, random.truncated_normal."""
    _on_arrays_alone("truncated_normal")
    rng = _generator(seed)
    drawn = rng.standard_normal(_sizes(shape))
    while (outside := np.abs(drawn) > 2).any():
        drawn = np.where(outside, rng.standard_normal(drawn.shape), drawn)
    return tensor((drawn * stddev + mean).astype(_check_kind("truncated_normal", dtype, False) or np.float32))


def dropout(inputs, rate, noise_shape=None, seed=None):
    """Each number 0 with this probability, else over 1 - rate. Source: Keras 3, random.dropout."""
    from . import ops
    if not 0 <= rate <= 1:
        raise ValueError(f"dropout: invalid value for rate. Expected a number in [0, 1]. Received: rate={rate}")
    if rate == 1:
        return ops.multiply(inputs, 0.0)
    sizes = ops.shape(inputs)
    drawn = [own if size is None else size for own, size in zip(sizes, noise_shape or (None,) * len(sizes))]
    return ops.multiply(inputs, ops.cast(ops.greater_equal(uniform(drawn, seed=seed), float(rate)), "float32") / (1 - rate))


def categorical(logits, num_samples, dtype="int32", seed=None):
    """Classes by the logits of each row, so many a row. Source: Keras 3, random.categorical."""
    from . import ops
    rows, classes = ops.shape(logits)
    # The largest of logits with noise of Gumbel's distribution.
    drawn = ops.maximum(uniform((rows, int(num_samples), classes), seed=seed), 1e-20)
    found = ops.argmax(ops.add(ops.expand_dims(logits, 1), ops.negative(ops.log(ops.negative(ops.log(drawn))))), -1)
    return ops.cast(found, dtype) if isinstance(found, np.ndarray) else found


def shuffle(x, axis=0, seed=None):
    """The parts of an axis in another order. Source: Keras 3, random.shuffle."""
    _on_arrays_alone("shuffle")
    array = np.asarray(x)
    return tensor(np.take(array, _generator(seed).permutation(array.shape[axis]), axis))


def binomial(shape, counts, probabilities, dtype=None, seed=None):
    """How many of `counts` trials succeed. Source: Keras 3, random.binomial."""
    _on_arrays_alone("binomial")
    return tensor(_generator(seed).binomial(np.asarray(counts).astype(np.int64), probabilities, _sizes(shape)).astype(np.float32))


def beta(shape, alpha, beta, dtype=None, seed=None):
    """Numbers of the beta distribution. Source: Keras 3, random.beta."""
    _on_arrays_alone("beta")
    return tensor(_generator(seed).beta(alpha, beta, _sizes(shape)).astype(np.float32))


def gamma(shape, alpha, dtype=None, seed=None):
    """Numbers of the gamma distribution with scale 1. Source: Keras 3, random.gamma."""
    _on_arrays_alone("gamma")
    return tensor(_generator(seed).gamma(alpha, size=_sizes(shape)).astype(np.float32))


def _on_arrays_alone(name):
    if tracing.current() is not None:
        raise ValueError(f"{name}: in a layer's call on symbols. Expected normal, uniform, randint, dropout or categorical there")


class SeedGenerator:
    """A sequence of seeds. Source: Keras 3, random.SeedGenerator."""

    def __init__(self, seed=None, name=None, **kwargs):
        if kwargs:
            raise ValueError(f"Unrecognized keyword arguments: {kwargs}")
        if seed is not None and (isinstance(seed, bool) or not hasattr(seed, "__index__")):
            raise ValueError(f"Argument `seed` must be an integer. Received: seed={seed!r}")
        self._initial_seed = next_seed() if seed is None else int(seed)
        self.name = name or "seed_generator"
        self._drawn = 0

    def next(self):
        self._drawn += 1
        return later(self._initial_seed, self._drawn)

    @property
    def state(self):
        """The seed and how many were drawn of it."""
        return tensor(np.array([self._initial_seed, self._drawn], np.int64))

    def get_config(self):
        return {"seed": self._initial_seed, "name": self.name}

    @classmethod
    def from_config(cls, config):
        """The sequence from its beginning."""
        return cls(**config)
