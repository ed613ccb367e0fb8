"""The layers of arrays that a Sequential begins with."""

import numpy as np

from . import _core, data
from .array_layer import ArrayLayer, batches_of
from .changed_source import changed_source
from .front import is_symbolic
from .front_files import with_front
from .layers import Input, InputLayer
from .tensor import numbers


class BehindChain:
    """Of a Sequential: what comes in goes through the layers of arrays first."""

    _chain_in_front = ()
    _given_shape, _given_type = None, "string"  # of what Input() said, before them

    def _add_in_front(self, layer):
        """Takes a layer of arrays, or an input of texts. The engine's layers begin with what they give."""
        of_texts = isinstance(layer, InputLayer) and layer.dtype == "string"
        if not isinstance(layer, ArrayLayer) and not of_texts:
            if self._chain_in_front and not self._layers and not isinstance(layer, InputLayer) and self._shape_behind() is not None:
                self._append(Input(self._shape_behind()).layer)
            return False
        if any(not isinstance(each, InputLayer) for each in self._layers):
            raise ValueError(f"{layer.name}: works on arrays. Expected it in front of the layers of the network. Received: it behind '{self._layers[-1].name}'")
        if self._layers:  # what was said of the input is of the first layer of arrays'
            self._given_shape, self._given_type = self._layers[0].batch_shape, self._layers[0].dtype
            self._layers, self._core = [], _core.Sequential()
            self._core.set_seed(self._seed)
        if of_texts:
            self._given_shape = layer.batch_shape
        else:
            self._chain_in_front = (*self._chain_in_front, layer)
        return True

    def _shape_behind(self):
        """Of a sample behind them, where that is known."""
        shape = (None,) if self._given_shape is None else self._given_shape
        for layer in self._chain_in_front:
            shape = layer.compute_output_shape(shape)
        return tuple(shape)[1:] if self._given_shape is not None or len(shape) > 1 else None

    def _behind_front(self, config):
        """The config with the layers of arrays in front of the network."""
        return with_front(self, config) if self._chain_in_front else config

    def _in_front(self):
        return list(self._chain_in_front)

    def _in_a_row(self, x):
        """What the network takes."""
        if not self._chain_in_front or x is None or isinstance(x, data.Ready):
            return x
        if data.is_source(x):
            return changed_source(x, self._in_a_row)
        if isinstance(x, dict):
            x = next(iter(x.values()))
        if isinstance(x, (list, tuple)) and len(x) == 1 and np.ndim(x[0]):
            x = x[0]
        x = self._through_front(x)
        return x if is_symbolic(x) else data.Ready([numbers("x", np.asarray(x))])

    def _through_front(self, x):
        for layer in self._chain_in_front:
            x = layer(x)
        return x

    def _is_front_alone(self):
        """Has it no network behind the layers of arrays?"""
        return bool(self._chain_in_front) and all(isinstance(each, InputLayer) for each in self._layers)

    def predict(self, x, *args, **kwargs):
        if not self._is_front_alone():
            return super().predict(x, *args, **kwargs)
        return np.asarray(self._through_front(x)) if not data.is_source(x) else np.concatenate([np.asarray(self._through_front(each)) for each in batches_of(x)])

    def predict_on_batch(self, x):
        return np.asarray(self._through_front(x)) if self._is_front_alone() else super().predict_on_batch(x)

    def __call__(self, inputs, training=None):
        return self._through_front(inputs) if self._is_front_alone() else super().__call__(self._in_a_row(inputs), training=training)
