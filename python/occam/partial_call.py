"""A layer written in Python that is called without values that it may do without. Source: Keras 3, Input(optional=True)."""

import weakref

from . import _core
from .structures import HERE, filled_in


class PartialCall:
    """For the engine: the layer's call with None for some of its values; their weights are the layer's."""

    def __init__(self, layer, missing):
        self.layer = layer
        self.pattern = filled_in(layer._pattern, [None if each else HERE for each in missing])
        self.core = _core.python_layer(weakref.ref(self), layer._shown(), layer.name, None)
        self.supports_masking = layer.supports_masking
        if layer._frozen:
            self.core = _core.frozen_layer(self.core)

    def _trace(self, place, inputs):
        return self.layer._trace(place, inputs, self.pattern)

    def _stored_parts(self):
        return self.layer._stored_parts()


def core_without(layer, inputs):
    """The engine's layer for a call in which these inputs are None where they are missing."""
    if layer.class_name is not None or layer.__dict__.get("_pattern") is None:
        raise ValueError(f"{layer.name}: is called on None, an input that was left out. Expected a layer written in Python, whose `call` takes None")
    made = PartialCall(layer, [each is None for each in inputs])
    layer.__dict__.setdefault("_partial_calls", []).append(made)
    return made.core
