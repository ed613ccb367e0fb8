"""Which rows of a value count: masks of layers' inputs and results. Source: Keras 3, masking and padding."""

import warnings
import weakref

import numpy as np

from . import _core
from .keras_tensor import KerasTensor, inputs_of, walk
from .ops import Symbol
from .structures import leaves
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


def mask_of(value, place):
    """That of an array, or of a symbol at its place; or None."""
    if isinstance(value, Symbol):
        return place.mask_of(value)
    return getattr(value, "_keras_mask", None)


def set_masks(result, mask, place):
    """From now on the results have these masks."""
    if isinstance(mask, (list, tuple)) and not isinstance(result, (list, tuple)) or mask is None:
        return
    for value, own in zip(leaves(result), leaves(mask)):
        if own is not None and isinstance(value, Symbol):
            place.set_mask(value, own if isinstance(own, Symbol) else _as_symbol(own, value))
        elif own is not None and isinstance(value, np.ndarray):
            value._keras_mask = own


def _as_symbol(mask, value):
    """Of an array, which holds for every batch."""
    mask = np.asarray(mask, np.float32)
    while len(value.shape) > max(mask.ndim, 1):
        value = value[..., 0]
    return value * 0.0 + mask


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


class _Probe:
    """For the engine a layer, which notes whether its input has a mask."""

    supports_masking, rank = True, 0

    def _trace(self, place, inputs):
        mask = place.mask_of(inputs[0])
        self.rank = 0 if mask is None else len(mask.shape)
        return inputs

    def _stored_parts(self):
        return []


def mask_ranks(values):
    """How many axes the masks of these values of a functional model have, 0 where there is none."""
    return [_rank_of(each) for each in values]


def _rank_of(value):
    if "_mask_rank" not in vars(value):
        probe, value._mask_rank = _Probe(), 0
        if any(_makes_mask(each.layer) for each in walk([value])):
            core = _core.python_layer(weakref.ref(probe), "Probe", "mask_probe", None)
            _core.Model(inputs_of([value]), [core([value.node])], "mask")
            value._mask_rank = probe.rank
    return value._mask_rank


def _makes_mask(layer):
    """May masks begin at this layer or model, or inside it?"""
    core, own = getattr(layer, "_plain", None), getattr(type(layer), "compute_mask", None)
    is_users = own is not None and not own.__module__.startswith(f"{__package__}.")
    return is_users or core is not None and core.makes_mask or any(_makes_mask(part) for part in layer._parts())
