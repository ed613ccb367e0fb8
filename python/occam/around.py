"""Layers of the engine's around another one of the engine's. Source: Keras 3, layers.Wrapper."""

import weakref

from .described import registered, snake_case
from .engine_layer import EngineLayer
from .variables import Weighted


class Around(EngineLayer):
    """`layer` is what it holds, whose weights are below its name."""

    #: What it is around a model, or around a layer written in Python: a Wrapper, called in Python's words.
    in_python = None

    def __new__(cls, layer=None, *args, **kwargs):
        if layer is None or isinstance(layer, dict) or isinstance(layer, EngineLayer) and layer.class_name is not None:
            return super().__new__(cls)
        if not isinstance(layer, Weighted):
            raise ValueError(f"Please initialize `{cls.class_name}` layer with a `keras.layers.Layer` instance. Received: {layer}")
        made = cls.in_python.__new__(cls.in_python, layer)
        made.__init__(layer, *args, **kwargs)
        return made

    def _take(self, kept, arguments):
        inner = arguments.get("layer")
        if not isinstance(inner, (EngineLayer, dict)):
            raise ValueError(f"Please initialize `{self.class_name}` layer with a `keras.layers.Layer` instance. Received: {inner}")
        super()._take(kept, arguments)
        if not isinstance(inner, EngineLayer):
            inner = self._argument("layer")
        inner.__dict__["_parent"] = weakref.ref(self)
        self.__dict__["_inner"] = inner

    @classmethod
    def from_config(cls, config):
        return cls.in_python.from_config(config) if is_of_python(config) else super().from_config(config)

    def _child_name(self, part):
        return part._given_name or snake_case(part.class_name)

    @property
    def layer(self):
        """What it holds."""
        return self.__dict__["_inner"]


def is_of_python(config):
    """Is it the config of one around a model, or around a layer that a user wrote?"""
    inner = config.get("layer")
    return isinstance(inner, dict) and (inner.get("class_name") in ("Sequential", "Functional", "Model") or registered(inner) is not None)
