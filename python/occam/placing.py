"""Where a layer or model stands that another layer calls on symbols: its name there and its place in the engine's graph."""

from . import tracing
from .described import snake_case
from .ops import Symbol
from .structures import opened


def show_shapes(part, results):
    """Notes for a summary the shapes of what a layer or model gives inside another."""
    part.__dict__["_shown_shapes"] = [(None, *opened(each.shape[1:])) for each in results if isinstance(each, Symbol)]


def unused(name, taken):
    """`name`, or name_1, name_2, ..."""
    base, count = name, 0
    while name in taken:
        count += 1
        name = f"{base}_{count}"
    return name


def place_inside(layer, training):
    """(trace, place) of a layer that another one calls on symbols."""
    trace, tape = tracing.place_now(), tracing.tape()
    if trace is None:
        raise ValueError(f"{layer.name}: called on a symbol outside a layer's call. Expected arrays or Input()")
    if tape is not None:
        return trace, tape.place_of(layer, training, trace)
    name = trace.layer._child_name(layer)
    if name is None:
        if _is_layer(layer) and layer._makes_weights():
            raise ValueError(f"{layer.name}: a layer with weights is made in `call`. Expected it as an attribute of {type(trace.layer).__name__}")
        name = snake_case(type(layer).__name__)
    frozen = _is_layer(layer) and layer._frozen
    said = False if frozen and layer._infers_when_frozen else None if training is None else bool(training)
    return trace, trace.place.child(name, said, frozen)


def _is_layer(part):
    return hasattr(part, "_makes_weights")
