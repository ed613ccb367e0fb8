"""The same layer on every step of a sequence. Source: Keras 3, layers.TimeDistributed."""

import inspect
import weakref

from . import ops
from .described import registered, snake_case
from .engine_layer import EngineLayer
from .variables import Weighted
from .wrapper import Wrapper


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

    @classmethod
    def from_config(cls, config):
        return OfPython.from_config(config) if is_of_python(config) else super().from_config(config)

    def _child_name(self, part):
        return part._given_name or snake_case(part.class_name)

    @property
    def layer(self):
        """What every step goes through."""
        if "_inner" not in self.__dict__:
            self.__dict__["_inner"] = inner = self._argument("layer")
            inner.__dict__["_parent"] = weakref.ref(self)
        return self.__dict__["_inner"]


def is_of_python(config):
    """Is it the config of one around a model, or around a layer that a user wrote?"""
    inner = config.get("layer")
    return isinstance(inner, dict) and (inner.get("class_name") in ("Sequential", "Functional", "Model") or registered(inner) is not None)


class OfPython(Wrapper):
    """Of a model, or of a layer written in Python."""

    supports_masking = True
    keras_class = "TimeDistributed"

    def _shown(self):
        return self.keras_class

    def build(self, input_shape):
        super().build((input_shape[0], *input_shape[2:]))

    def call(self, inputs, mask=None):
        if len(inputs.shape) < 3:
            raise ValueError(f"`TimeDistributed` Layer should be passed an `input_shape` with at least 3 dimensions, received: {inputs.shape}")
        rows, steps, *rest = inputs.shape
        taken = {}
        if mask is not None and "mask" in inspect.signature(self.layer.call).parameters:
            taken["mask"] = ops.reshape(mask, (rows * steps, *mask.shape[2:]))  # of each step
        result = self.layer(ops.reshape(inputs, (rows * steps, *rest)), **taken)
        return ops.reshape(result, (rows, steps, *result.shape[1:]))
