"""A layer written in Python that is called once more with other arguments, or without values that it may do without. Source: Keras 3, Layer.__call__, Input(optional=True)."""

import weakref

from . import _core
from .own_configs import written_call
from .structures import HERE, alike, filled_in


class OtherCall:
    """For the engine: the layer's call with these arguments; name and weights are the layer's."""

    def __init__(self, layer, pattern):
        self.layer, self.pattern = layer, pattern
        self.supports_masking = layer.supports_masking
        self._plain = _core.python_layer(weakref.ref(self), layer._shown(), layer._given_name, None, call_of=layer._plain)

    @property
    def core(self):
        return _core.frozen_layer(self._plain) if self.layer._frozen else self._plain

    def _trace(self, place, inputs):
        return self.layer._trace(place, inputs, self.pattern)

    def _stored_parts(self):
        return self.layer._stored_parts()

    def _written_call(self, values):
        return written_call(self.pattern, values)

    def stands_for(self):
        """What a file has for it."""
        return self.layer


def other_call(layer, pattern):
    """The call of the layer with this pattern of arguments, None where it is that of its first call."""
    if pattern is None or alike(layer.__dict__.get("_pattern", pattern), pattern):
        return None
    calls = layer.__dict__.setdefault("_other_calls", [])
    found = next((each for each in calls if alike(each.pattern, pattern)), None)
    if found is None:
        calls.append(found := OtherCall(layer, pattern))
    return found


def call_without(layer, pattern, inputs):
    """The same for a call in which these inputs are None where they are missing."""
    pattern = layer.__dict__.get("_pattern") if pattern is None else pattern
    if layer.class_name is not None or pattern is None:
        raise ValueError(f"{layer.name}: is called on None, an input that was left out. Expected a layer written in Python, whose `call` takes None")
    return other_call(layer, filled_in(pattern, [None if each is None else HERE for each in inputs]))
