"""What stands inside a model: the order of its layers, the weights that they bring, the names of inner models."""

import itertools

from .copying import again
from .layer import Layer
from .layers import Input
from .structures import leaves, map_leaves


def standing_weights(layers):
    """What the engine's layers weigh in the models that they are in: arrays by their paths below the layer."""
    found, models = {}, {}
    for layer in layers:
        owner, prefix = layer._home() if isinstance(layer, Layer) and layer.class_name is not None else (None, "")
        if owner is None:
            continue
        if owner not in models:
            models[owner] = owner._core.get_weights()
        known = owner._known()
        values = {known.weights[place]["path"].removeprefix(prefix): models[owner][place] for place in known.below(prefix)}
        if values:
            found[layer] = values
    return found


def in_keras_order(inputs, outputs):
    """The layers behind these values, farthest from the outputs first. Source: Keras 3, ops.function.map_graph."""
    order, seen, met, stack = [], set(), {}, [(each, False) for each in reversed(outputs)]
    while stack:
        value, done = stack.pop()
        if done:
            order.append(value)
        elif value not in seen:
            seen.add(value)
            met.setdefault(value.layer, len(met))
            stack.append((value, True))
            stack.extend((each, False) for each in reversed(value.inputs))
    of_value, of_layer = {}, {}
    for value in reversed(order):
        depth = of_layer[value.layer] = max(of_value.get(value, 0), of_layer.get(value.layer, 0))
        for each in value.inputs:
            of_value[each] = max(depth + (value.part is None), of_value.get(each, 0))
    return sorted(dict.fromkeys([*of_layer, *(each.layer for each in inputs)]), key=lambda layer: (-of_layer.get(layer, 0), met.get(layer, len(met))))


def from_inputs(inputs, outputs):
    """(inputs, outputs) where each input is an Input(): one takes the place of a value that a layer gives. Source: Keras 3, clone_graph_nodes."""
    made = {each: Input(batch_shape=each.shape, dtype=each.dtype) for each in leaves(inputs) if each.inputs}
    if not made:
        return inputs, outputs
    made |= {each: each for each in leaves(inputs) if not each.inputs}
    stack = list(leaves(outputs))
    while stack:
        value = stack[-1]
        waiting = [each for each in value.inputs if each not in made]
        if value in made or not waiting:
            stack.pop()
            if value not in made:
                made[value] = again(value, made, value.layer) if value.inputs else value
        else:
            stack += waiting
    return map_leaves(inputs, made.get), map_leaves(outputs, made.get)


def named_apart(parts):
    """Models that were given no name get names that differ, for good: other models' weights may be known by them. Returns whether one got another."""
    fresh = [each for each in parts if not isinstance(each, Layer) and not each.__dict__.get("_is_named", True)]
    if not fresh:
        return False
    taken, renamed = {each.name for each in parts if each not in fresh}, False
    for part in fresh:
        names = itertools.chain([part.name], (f"{part.name}_{number}" for number in itertools.count(1)))
        name = next(each for each in names if each not in taken)
        renamed |= name != part.name
        part._name, part._is_named = name, True
        taken.add(name)
    return renamed
