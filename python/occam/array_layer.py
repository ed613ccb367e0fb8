"""Layers that work on arrays, in front of a network: on texts, which the engine cannot hold, and on what they give."""

import numpy as np

from .arguments import check_trainable
from .described import snake_case
from .keras_tensor import KerasTensor, symbolic
from .layer import Layer
from .ops import Symbol
from .structures import leaves, map_shapes
from .tensor import tensor


class ArrayLayer(Layer):
    """A layer without weights whose `call` takes and gives NumPy arrays, texts among them.

    In a model it may stand in front alone: on what Input() gives and on results of others like it.
    """

    def __init__(self, name=None, trainable=True, dtype=None):
        if name is not None and not isinstance(name, str):
            raise ValueError(f"{type(self).__name__}: invalid value for name. Expected a text. Received: name={name!r}")
        check_trainable(type(self).__name__, trainable)
        self._given_name = name or ""
        self._result_type = dtype
        self.trainable = trainable is not False
        self._built = True

    @property
    def name(self):
        return self._given_name or snake_case(type(self).__name__)

    def __call__(self, inputs, training=None, mask=None):
        if symbolic(inputs, Symbol):
            raise ValueError(f"{self.name}: works on arrays, in front of a network. Expected it in a model on what Input() gives, or called on arrays. "
                             "Received: a value of a layer written in Python")
        if any(isinstance(each, KerasTensor) for each in leaves(inputs)):
            return self._in_front(inputs)
        return tensor(self.call(inputs))

    def _in_front(self, inputs):
        """The engine's input that takes the results, which knows what makes it."""
        from .layers import Input
        values = leaves(inputs)
        shape = self.compute_output_shape(values[0].shape if isinstance(inputs, KerasTensor) else [each.shape for each in values])
        made = Input(batch_shape=shape, dtype=self.result_type)
        made.source = (self, inputs)
        return made

    #: Of its results.
    result_type = "int64"

    def compute_output_shape(self, input_shape):
        return map_shapes(input_shape, lambda shape: shape)

    def _config(self):
        return {"name": self.name, "trainable": self.trainable, "dtype": self._result_type or "float32"}

    def __reduce__(self):
        return _again, (type(self), self.get_config())

    def twin(self, model):
        return self


def _again(cls, config):
    return cls.from_config(config)


def texts(where, value):
    """An array of texts: of texts, bytes, objects of them and what NumPy takes; missing cells are refused."""
    array = np.asarray(value.to_numpy() if hasattr(value, "to_numpy") else value)
    if array.dtype.kind == "S":
        return np.char.decode(array, "utf-8")
    if array.dtype.kind in "UT":
        return array.astype(str)
    if array.dtype.kind != "O":
        raise ValueError(f"{where}: Expected texts. Received: an array of {array.dtype}")
    flat = [each.decode("utf-8") if isinstance(each, bytes) else each for each in array.reshape(-1).tolist()]
    wrong = next((each for each in flat if not isinstance(each, str)), "")
    if not isinstance(wrong, str):
        raise ValueError(f"{where}: Expected texts. Received: {wrong!r} among them")
    return np.array(flat, str).reshape(array.shape)


def batches_of(data, steps=None):
    """What adapt() is given as a list of its batches: an array or list is one; of pairs (x, y) the first."""
    if isinstance(data, (list, tuple, np.ndarray, str)) or hasattr(data, "to_numpy"):
        return [data]
    found = []
    for each in data if hasattr(data, "__iter__") else map(data.__getitem__, range(len(data))):
        if steps is not None and len(found) >= steps:
            break
        found.append(each[0] if isinstance(each, tuple) else each)
    return found
