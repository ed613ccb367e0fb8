"""Texts and whole numbers in bins of a fixed number, by FarmHash or SipHash. Source: Keras 3, layers.Hashing, layers.HashedCrossing."""

import numpy as np

from .array_layer import ArrayLayer, texts
from .columns import columns_of
from .fingerprints import bins_of, crossed_bins


def _checked(where, num_bins, output_mode, sparse, modes):
    if num_bins is None or num_bins <= 0:
        raise ValueError(f"The `num_bins` for `{where}` cannot be `None` or non-positive values. Received: num_bins={num_bins}.")
    if output_mode not in modes:
        raise ValueError(f"{where}: invalid value for output_mode. Expected one of {', '.join(modes)}. Received: output_mode={output_mode!r}")
    if sparse:
        raise ValueError(f"{where}: invalid value for sparse. Expected False, occam's values are dense. Received: sparse={sparse!r}")


def _values(where, inputs):
    """Texts or whole numbers."""
    array = np.asarray(inputs.to_numpy() if hasattr(inputs, "to_numpy") else inputs)
    return array if array.dtype.kind in "iuf" else texts(where, array)


class Hashing(ArrayLayer):
    """Each text or whole number as the number of its bin, of `num_bins`; `mask_value` is alone in bin 0. With `salt`, one key or two, by SipHash."""

    def __init__(self, num_bins, mask_value=None, salt=None, output_mode="int", sparse=False, name=None, trainable=True, dtype=None):
        _checked("Hashing", num_bins, output_mode, sparse, ("int", "one_hot", "multi_hot", "count"))
        if output_mode == "int" and isinstance(dtype, str) and np.dtype(dtype).kind not in "iu":
            raise ValueError(f"Hashing: invalid value for dtype. Expected an integer type for output_mode='int'. Received: dtype={dtype!r}")
        super().__init__(name, trainable, dtype or ("int64" if output_mode == "int" else "float32"))
        if not (salt is None or isinstance(salt, int) or isinstance(salt, (list, tuple)) and len(salt) == 2):
            raise ValueError(f"The `salt` argument for `Hashing` can only be a tuple of size 2 integers, or a single integer. Received: salt={salt}.")
        self.num_bins, self.mask_value, self.output_mode = num_bins, mask_value, output_mode
        self.salt = [salt, salt] if isinstance(salt, int) else None if salt is None else list(salt)

    @property
    def result_type(self):
        return self._result_type if isinstance(self._result_type, str) else "int64"

    def call(self, inputs):
        values = _values(self.name, inputs)
        if values.dtype.kind == "f":
            values = values.astype(np.int64)
        masked = self.mask_value is not None and self.num_bins > 1
        found = bins_of(values, self.num_bins - masked, self.salt)
        if masked:
            found = np.where(values == self.mask_value, 0, found + 1)
        return columns_of(found, self.output_mode, self.num_bins)

    def compute_output_shape(self, input_shape):
        return tuple(input_shape) if self.output_mode == "int" else (*tuple(input_shape)[:-1], self.num_bins)

    def get_config(self):
        return {**self._config(), "num_bins": self.num_bins, "salt": self.salt, "mask_value": self.mask_value, "output_mode": self.output_mode, "sparse": False}

    @classmethod
    def from_config(cls, config):
        return cls(**{**config, "dtype": None})


class HashedCrossing(ArrayLayer):
    """What stands side by side in several columns of texts or whole numbers as the number of its bin."""

    def __init__(self, num_bins, output_mode="int", sparse=False, name=None, dtype=None, trainable=True):
        _checked("HashedCrossing", num_bins, output_mode, sparse, ("int", "one_hot"))
        super().__init__(name, trainable, dtype or ("int64" if output_mode == "int" else "float32"))
        self.num_bins, self.output_mode = num_bins, output_mode

    @property
    def result_type(self):
        return self._result_type if isinstance(self._result_type, str) else "int64"

    def call(self, inputs):
        if not isinstance(inputs, (list, tuple)) or len(inputs) < 2:
            raise ValueError(f"`HashedCrossing` should be called on at least two inputs, in a list or tuple. Received: inputs={inputs}")
        columns = [_values(self.name, each) for each in inputs]
        shape = columns[0].shape
        if len(shape) > 2 or len(shape) == 2 and shape[-1] != 1 or any(each.shape != shape for each in columns):
            raise ValueError("All `HashedCrossing` inputs should have equal shape, `()`, `(batch_size)` or `(batch_size, 1)`. "
                             f"Received: shapes {', '.join(str(each.shape) for each in columns)}")
        if any(each.dtype.kind == "f" for each in columns):
            raise ValueError(f"All `HashedCrossing` inputs should have an integer or string dtype. Received: {', '.join(str(each.dtype) for each in columns)}")
        return columns_of(crossed_bins(columns, self.num_bins), self.output_mode, self.num_bins)

    def compute_output_shape(self, input_shape):
        shape = tuple(input_shape[0])
        if self.output_mode == "int":
            return shape
        return (*(shape[:-1] if shape[-1:] == (1,) else shape), self.num_bins)

    def get_config(self):
        return {"num_bins": self.num_bins, "output_mode": self.output_mode, "sparse": False, "name": self.name, "dtype": self._result_type}

    @classmethod
    def from_config(cls, config):
        return cls(**{**config, "dtype": None})
