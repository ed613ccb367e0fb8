"""Numbers of a model that Python sees: weights and hyper-parameters."""

import numpy as np

from .tensor import tensor


class Weighted:
    """What layers and models say of their `weights`."""

    @property
    def variables(self):
        return self.weights

    @property
    def trainable_weights(self):
        return [each for each in self.weights if each.trainable]

    trainable_variables = trainable_weights

    @property
    def non_trainable_weights(self):
        return [each for each in self.weights if not each.trainable]

    non_trainable_variables = non_trainable_weights

    def count_params(self):
        return sum(int(np.prod(each.shape)) for each in self.weights)


class Variable:
    """A weight of a model: reads as an array, `assign` changes it. Source: Keras 3, keras.Variable."""

    def __init__(self, model, index, path, shape, trainable):
        self._model, self._index = model, index
        self.path, self.shape, self.trainable = path, tuple(shape), trainable
        self.name = path.rsplit("/", 1)[-1]
        self.dtype = "float32"

    @property
    def value(self):
        return tensor(self._model.get_weights()[self._index])

    def numpy(self):
        return np.asarray(self.value)

    def assign(self, value):
        weights = self._model.get_weights()
        new = np.ascontiguousarray(value, np.float32)
        if new.shape != self.shape:
            raise ValueError(f"{self.path}: Expected an array of shape {self.shape}. Received: {new.shape}")
        weights[self._index] = new
        self._model.set_weights(weights)
        return self

    @property
    def ndim(self):
        return len(self.shape)

    def __array__(self, dtype=None, copy=None):
        return self.numpy().astype(dtype or np.float32)

    def __repr__(self):
        return f"<Variable path={self.path}, shape={self.shape}, dtype=float32, value={self.numpy()!r}>"

    def __getitem__(self, key):
        return self.value[key]

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__


class Hyper(float):
    """A hyper-parameter of a compiled model: a number, and `assign` for the next step on."""

    def __new__(cls, model, path):
        made = super().__new__(cls, model.hyper(path))
        made._model, made._path = model, path
        return made

    def assign(self, value):
        self._model.set_hyper(self._path, float(value))
        return Hyper(self._model, self._path)

    def numpy(self):
        return np.float32(self)

    @property
    def value(self):
        return self
