"""The same layer on every step of a sequence. Source: Keras 3, layers.TimeDistributed."""

import inspect

from . import ops
from .around import Around
from .wrapper import Wrapper


def check_mask(inputs, mask):
    """Refuses a mask of other steps than those of the inputs."""
    if mask is None or not hasattr(inputs, "shape") or not hasattr(mask, "shape"):
        return
    pairs = zip(tuple(mask.shape)[:2], tuple(inputs.shape)[:2])
    if len(mask.shape) < 2 or any(None not in pair and pair[0] != pair[1] for pair in pairs):
        raise ValueError(f"TimeDistributed: invalid value for mask. Expected a mask of shape {tuple(inputs.shape)[:2]}. Received: a mask of shape {tuple(mask.shape)}")


class OfPython(Wrapper):
    """Of a model, or of a layer written in Python; one of the engine's is the engine's TimeDistributed."""

    supports_masking = True
    keras_class = "TimeDistributed"

    def _shown(self):
        return self.keras_class

    def build(self, input_shape):
        super().build((input_shape[0], *input_shape[2:]))

    def call(self, inputs, mask=None):
        check_mask(inputs, mask)
        if len(inputs.shape) < 3:
            raise ValueError(f"`TimeDistributed` Layer should be passed an `input_shape` with at least 3 dimensions, received: {inputs.shape}")
        rows, steps, *rest = inputs.shape
        taken = {}
        if mask is not None and hasattr(self.layer, "call") and "mask" in inspect.signature(self.layer.call).parameters:
            taken["mask"] = ops.reshape(mask, (rows * steps, *mask.shape[2:]))  # of each step
        result = self.layer(ops.reshape(inputs, (rows * steps, *rest)), **taken)
        return ops.reshape(result, (rows, steps, *result.shape[1:]))


class Steps(Around):
    """Of a layer of the engine's."""

    in_python = OfPython

    def _result(self, inputs, mask=None, **kwargs):
        check_mask(inputs, mask)
        return super()._result(inputs, mask=mask, **kwargs)
