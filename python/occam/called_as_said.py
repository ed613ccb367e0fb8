"""A functional model called on arrays without `training`: each layer computes as its own call said. Source: Keras 3, Functional.call, operation_fn."""

from .keras_tensor import walk
from .layer import Layer
from .structures import filled_in, leaves
from .tensor import tensor


def called_as_said(model, arrays):
    """The values of the model's outputs for arrays in the order of its inputs."""
    found = dict(zip([model.inputs[place] for place in model._takes.there()], map(tensor, arrays)))
    for value in walk(model.outputs):
        if value not in found:
            found[value] = called_by(lambda layer, *args, **kwargs: layer(*args, training=value.training, **kwargs), value, value.layer, found)
    return [found[each] for each in model.outputs]


def called_by(function, value, layer, values):
    """What function(layer, *args, **kwargs) makes of the call that a value stands for, of these values; of a call with several results the list of them."""
    inputs = [values[each] for each in value.inputs]
    if value.part is not None:
        return inputs[0][value.part]
    pattern = value.pattern or (value.layer.__dict__.get("_pattern") if isinstance(value.layer, Layer) else None)
    args, kwargs = filled_in(pattern, inputs) if pattern is not None else ((inputs[0] if len(inputs) == 1 else inputs,), {})
    found = function(layer, *args, **kwargs)
    return leaves(found) if value.results else found
