"""Sequential, functional models and model files. Source: Keras 3, keras.models."""

import os

from . import _core
from .layers import KerasTensor, Layer, walk
from .trainable import Trainable, no_more


class Sequential(Trainable):
    """A chain of layers. Source: Keras 3, keras.Sequential."""

    def __init__(self, layers=None, trainable=True, name=None):
        self._layers = []
        self._begin(_core.Sequential(), name or "sequential")
        for layer in layers or []:
            self.add(layer)

    def add(self, layer, rebuild=True):
        """Appends a layer."""
        if isinstance(layer, KerasTensor):
            layer = layer.layer
        if isinstance(layer, Trainable):
            self._core.add(layer._core.as_layer(layer.name))
        elif isinstance(layer, Layer):
            self._core.add(layer._core)
        else:
            raise ValueError(f"Only instances of `keras.Layer` can be added to a Sequential model. Received: {layer!r} (of type {type(layer)})")
        self._layers.append(layer)
        if isinstance(layer, Layer):
            weights = layer.get_weights()
            layer._owner = self
            if weights and self.built:
                layer.set_weights(weights)

    def pop(self, rebuild=True):
        """Removes the last layer."""
        layers = self._layers[:-1]
        name, last = self.name, self._layers[-1]
        self.__init__(layers, name=name)
        return last

    @property
    def layers(self):
        return [each for each in self._layers if not isinstance(each, Layer) or each.class_name != "InputLayer"]

    def build(self, input_shape=None):
        """Makes the weights for inputs of this shape, whose first axis is the batch."""
        if input_shape is None or not tuple(input_shape)[1:]:
            raise ValueError(f"build: Expected an input shape such as (None, 10). Received: input_shape={input_shape}")
        self._build_for(tuple(input_shape)[1:])

    def _build_for(self, shape):
        self._core.build([int(size) for size in shape])
        self._own_layers()

    @property
    def output_shape(self):
        return (None, *self._core.output_shapes()[0])


class Model(Trainable):
    """A model of any shape: layers called on Input() and on each other's results. Source: Keras 3, keras.Model."""

    def __init__(self, inputs=None, outputs=None, name=None, **kwargs):
        no_more("Model", kwargs)
        if inputs is None or outputs is None:
            raise ValueError("Model: occam's models are made of layers. Expected Model(inputs=..., outputs=...)")
        self.inputs, self.outputs = _values("inputs", inputs), _values("outputs", outputs)
        name = name or "functional"
        self._begin(_core.Model([each.node for each in self.inputs], [each.node for each in self.outputs], name), name)
        self._layers = list(dict.fromkeys(value.layer for value in walk(self.outputs)))
        self._own_layers()

    @property
    def layers(self):
        return list(self._layers)

    @property
    def input(self):
        return self.inputs[0] if len(self.inputs) == 1 else self.inputs

    @property
    def output(self):
        return self.outputs[0] if len(self.outputs) == 1 else self.outputs

    @property
    def output_shape(self):
        shapes = [(None, *each) for each in self._core.output_shapes()]
        return shapes[0] if len(shapes) == 1 else shapes


Functional = Model


def _values(where, given):
    values = list(given.values()) if isinstance(given, dict) else list(given) if isinstance(given, (list, tuple)) else [given]
    for each in values:
        if not isinstance(each, KerasTensor):
            raise ValueError(f"Model: invalid value for {where}. Expected results of Input() or of layers. Received: {each!r}")
    return values


def load_model(filepath, custom_objects=None, compile=True, safe_mode=True):
    """Reads a model from a .keras or .h5 file of occam's or Keras's. Nothing in the file is run."""
    from .copying import of_core
    return of_core(_core.load_model(os.fspath(filepath), compile))


def clone_model(model):
    """The same layers with new weights. Source: Keras 3, models.clone_model."""
    from .copying import described_layers
    if isinstance(model, Sequential):
        made = Sequential(described_layers(model), name=model.name)
        if model.built and not made.built:
            made._build_for(model._core.input_shapes()[0])
        return made
    raise ValueError("clone_model: Expected a Sequential model")


__all__ = ["Functional", "Model", "Sequential", "clone_model", "load_model"]
