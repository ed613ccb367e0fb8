"""The same layer on every step of a sequence. Source: Keras 3, layers.TimeDistributed."""

import weakref

from . import ops
from .described import snake_case
from .engine_layer import EngineLayer
from .layer import Layer
from .variables import Weighted


class Steps(EngineLayer):
    """Of a layer of the engine's; a model, or a layer written in Python, is called in Python's words."""

    def __new__(cls, layer=None, *args, **kwargs):
        if layer is None or isinstance(layer, (EngineLayer, dict)):
            return super().__new__(cls)
        if not isinstance(layer, Weighted):
            raise ValueError(f"Please initialize `TimeDistributed` layer with a `keras.layers.Layer` instance. Received: {layer}")
        made = OfPython.__new__(OfPython, layer)
        made.__init__(layer, *args, **kwargs)
        return made

    def _take(self, kept, arguments):
        inner = arguments.get("layer")
        if not isinstance(inner, (EngineLayer, dict)):
            raise ValueError(f"Please initialize `TimeDistributed` layer with a `keras.layers.Layer` instance. Received: {inner}")
        super()._take(kept, arguments)
        if isinstance(inner, EngineLayer):
            inner.__dict__["_parent"] = weakref.ref(self)
            self.__dict__["_inner"] = inner

    def _child_name(self, part):
        return part._given_name or snake_case(part.class_name)

    @property
    def layer(self):
        """What every step goes through."""
        if "_inner" not in self.__dict__:
            self.__dict__["_inner"] = inner = self._argument("layer")
            inner.__dict__["_parent"] = weakref.ref(self)
        return self.__dict__["_inner"]


class OfPython(Layer):
    """Of a model, or of a layer written in Python."""

    supports_masking = True

    def __init__(self, layer, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer

    def _shown(self):
        return "TimeDistributed"

    def build(self, input_shape):
        if not isinstance(self.layer, Layer) and not self.layer.built:
            self.layer.build((input_shape[0], *input_shape[2:]))
        super().build(input_shape)

    def call(self, inputs):
        if len(inputs.shape) < 3:
            raise ValueError(f"`TimeDistributed` Layer should be passed an `input_shape` with at least 3 dimensions, received: {inputs.shape}")
        rows, steps, *rest = inputs.shape
        result = self.layer(ops.reshape(inputs, (rows * steps, *rest)))
        return ops.reshape(result, (rows, steps, *result.shape[1:]))

    def get_config(self):
        from .saving import serialize_keras_object
        return {**super().get_config(), "layer": serialize_keras_object(self.layer)}
