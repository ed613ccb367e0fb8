"""Which rows of a value count: masks of layers' inputs and results. Source: Keras 3, masking and padding."""

import warnings

import numpy as np

from . import _core
from .keras_tensor import KerasTensor
from .tensor import tensor


def mask_on(value):
    """That of an array, those of a list of arrays, or None where there is none; a list of numbers has none."""
    if isinstance(value, (list, tuple)):
        found = [mask_on(each) for each in value]
        return found if is_there(found) else None
    return getattr(value, "_keras_mask", None)


def with_mask_on(result, mask):
    """The array, which has the mask from now on."""
    if mask is not None and not isinstance(mask, (list, tuple)):
        result._keras_mask = tensor(np.asarray(mask).astype(bool))
    return result


def is_there(mask):
    """Is there a mask, among several?"""
    return any(each is not None for each in mask) if isinstance(mask, (list, tuple)) else mask is not None


def keras_mask(core, inputs, masks):
    """The mask that the engine's layer gives its result on these arrays, of which each has a mask or None; or None."""
    if len(inputs) == 1 and not core.makes_mask:
        return masks[0]
    own = [None if each is None else np.ascontiguousarray(each, np.float32) for each in masks]
    found = _core.layer_mask(core, [_array(each, own) for each in inputs], own)
    return None if found is None else tensor(found.astype(bool))


def _array(value, masks):
    """Of a value of a functional model zeros, for as many samples as the masks have: its shape is all that is asked for."""
    if not isinstance(value, KerasTensor):
        return np.ascontiguousarray(value, np.float32)
    sizes = next((each.shape for each in masks if each is not None), ())
    return np.zeros([sizes[place] if size is None and place < len(sizes) else size or 1 for place, size in enumerate(value.shape)], np.float32)


def warn_lost(layer):
    """Source: Keras 3, Layer.__call__."""
    warnings.warn(f"Layer '{layer.name}' (of type {type(layer).__name__}) gets values with a mask and does not know masks: "
                  "what lies behind it takes all rows, also those that the mask leaves out", stacklevel=3)


def model_with_masks(core, shapes, mask_shapes):
    """The engine's model of a layer without weights, for samples of these shapes and those of their masks, None where there is none."""
    def node(shape, name):
        return _core.input_node(_core.layer("InputLayer", {"shape": shape, "name": name}))
    inputs, values = [], []
    for place, (shape, mask_shape) in enumerate(zip(shapes, mask_shapes)):
        own = [node(shape, f"x{place}")]
        if mask_shape is not None:
            own.append(node(mask_shape, f"mask{place}"))
        inputs += own
        values.append(own[0] if mask_shape is None else _core.with_mask()(own))
    return _core.Model(inputs, [core(values)], "masked")


def behind_inputs(layer, more, mask):
    """Of what stands behind the inputs in a call of a layer of the engine's: the mask, which is all that may."""
    for each in more:
        if not hasattr(each, "shape") and not isinstance(each, (list, tuple)):
            raise ValueError("Only input tensors may be passed as positional arguments. The following argument value should be passed as a keyword argument: "
                             f"{each!r} (of type {type(each)})")
    if len(more) > 1 or mask is not None or not layer._plain.uses_mask:
        raise TypeError(f"{layer.class_name}: Expected inputs{' and a mask' if layer._plain.uses_mask else ''}. Received: {1 + len(more)} positional arguments")
    return more[0]
