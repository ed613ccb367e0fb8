"""Which rows of a value count: masks of layers' inputs and results. Source: Keras 3, masking and padding."""

import numpy as np

from . import _core
from .tensor import tensor


def mask_on(value):
    """That of an array or of a list of arrays, or None."""
    if isinstance(value, (list, tuple)):
        return [mask_on(each) for each in value]
    return getattr(value, "_keras_mask", None)


def with_mask_on(result, mask):
    """The array, which has the mask from now on."""
    if mask is not None and not isinstance(mask, (list, tuple)):
        result._keras_mask = tensor(np.asarray(mask).astype(bool))
    return result


def keras_mask(class_name, arguments, inputs, mask):
    """The mask of an engine's layer that makes or changes one."""
    if class_name == "Embedding":
        return tensor(np.not_equal(inputs, 0))
    if class_name == "Masking":
        return tensor(np.any(np.not_equal(inputs, arguments["mask_value"]), axis=-1))
    if class_name == "Concatenate":
        return _joined(arguments["axis"], inputs, mask)
    if isinstance(mask, (list, tuple)):
        if any(each is None for each in mask):
            return None
        return tensor(np.logical_or.reduce([np.asarray(each, bool) for each in mask]))
    return mask


def _joined(axis, inputs, mask):
    if mask is None or all(each is None for each in mask):
        return None
    masks = []
    for value, own in zip(inputs, mask):
        own = np.ones(value.shape, bool) if own is None else np.asarray(own, bool)
        masks.append(np.broadcast_to(own[..., np.newaxis] if own.ndim < value.ndim else own, value.shape))
    return tensor(np.any(np.concatenate(masks, axis=axis), axis=-1))


#: Layers whose mask is not that of what they are called on.
MAKERS = ("Concatenate", "Embedding", "Masking")
#: Layers that use a mask.
USERS = ("BatchNormalization", "GlobalAveragePooling1D")


def model_with_mask(core, shape, mask_shape):
    """The engine's model of a layer without weights, for samples of a shape and their masks."""
    value, mask = (_core.input_node(_core.layer("InputLayer", {"shape": each, "name": name})) for each, name in ((shape, "x"), (mask_shape, "mask")))
    return _core.Model([value, mask], [core([_core.with_mask()([value, mask])])], "masked")
