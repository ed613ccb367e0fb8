"""Structures of values: lists, tuples and dicts of what layers take and return. Source: Keras 3, keras.tree."""

import numpy as np

from . import _core
from .keras_tensor import KerasTensor
from .ops import Symbol

#: In a structure the place of a value.
HERE = object()


def shapes_in(value):
    """The shapes in a structure of them."""
    if isinstance(value, dict):
        value = list(value.values())
    if all(each is None or isinstance(each, (int, np.integer)) for each in value):
        return [value if isinstance(value, tuple) else tuple(value)]
    return [shape for each in value for shape in shapes_in(each)]


def map_shapes(value, change):
    """The structure with every shape changed."""
    if isinstance(value, dict):
        return {name: map_shapes(each, change) for name, each in value.items()}
    if all(each is None or isinstance(each, (int, np.integer)) for each in value):
        return change(tuple(value))
    return type(value)(map_shapes(each, change) for each in value)


def shape_structure(value, change=lambda shape: (None, *opened(shape[1:]))):
    """The structure of a value with its shapes, of which the number of samples is open."""
    return map_leaves(value, lambda each: change(each.shape) if isinstance(each, (np.ndarray, Symbol, KerasTensor)) else None)


def engine_sizes(shape):
    """Sizes as the engine takes them, which calls an unknown one -1."""
    return [-1 if size is None else int(size) for size in shape]


def opened(shape):
    """The shape with None for sizes that stand for unknown ones while a model is declared."""
    return tuple(None if size == _core.probe_size else size for size in shape)


def shapes_at(shapes, found):
    """The shapes that `found` gives for these, None where they follow an unknown size."""
    known = [found([tuple(size if each is None else each for each in shape) for shape in shapes]) for size in _sizes(shapes)]
    return [tuple(sizes[0] if len(set(sizes)) == 1 else None for sizes in zip(*of_one)) for of_one in zip(*known)]


def _sizes(shapes):
    return (_core.probe_size, 2 * _core.probe_size) if any(None in shape for shape in shapes) else (0,)


def keys_in_order(value):
    """The structure with the keys of dicts in order, as Keras numbers what is in them."""
    if isinstance(value, dict):
        return {name: keys_in_order(value[name]) for name in sorted(value)}
    if isinstance(value, (list, tuple)):
        parts = [keys_in_order(each) for each in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    return value


def structure_of(value):
    """The structure of a result, with places where its values are."""
    if isinstance(value, dict):
        return {name: structure_of(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        parts = [structure_of(each) for each in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    return None if value is None else HERE


def alike(left, right):
    """The same arguments of a call?"""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(alike(left[name], right[name]) for name in left)
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(alike, left, right))
    return left is right or bool(np.array_equal(left, right))


def leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [leaf for each in value for leaf in leaves(each)] if isinstance(value, (list, tuple)) else [value]


def map_leaves(value, change):
    """The same structure of lists, tuples and dicts with every leaf changed; a list of numbers is an array."""
    if isinstance(value, dict):
        return {name: map_leaves(each, change) for name, each in value.items()}
    if isinstance(value, tuple) or isinstance(value, list) and any(each is HERE or isinstance(each, (np.ndarray, Symbol, KerasTensor)) for each in leaves(value)):
        changed = [map_leaves(each, change) for each in value]
        return type(value)(*changed) if hasattr(value, "_fields") else type(value)(changed)
    return change(value)


def holds_structures(value):
    """Is it a list, tuple or dict with another one inside?"""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return any(isinstance(each, (list, tuple, dict)) for each in parts)


def leaves_as(structure, value, where):
    """What stands in a value at the places of this structure's leaves; a list that is flat already stays."""
    if isinstance(structure, dict):
        if not isinstance(value, dict) or not set(structure) <= set(value):
            raise ValueError(f"{where}: Expected a dict of {', '.join(structure)}. Received: {list(value) if isinstance(value, dict) else type(value).__name__}")
        return [leaf for name, part in structure.items() for leaf in leaves_as(part, value[name], f"{where}, {name}")]
    if isinstance(structure, (list, tuple)):
        if not isinstance(value, (list, tuple)) or len(value) != len(structure):
            raise ValueError(f"{where}: Expected a list of {len(structure)}. Received: {f'{len(value)} items' if isinstance(value, (list, tuple)) else type(value).__name__}")
        return [leaf for place, part in enumerate(structure) for leaf in leaves_as(part, value[place], f"{where}, {place}")]
    return [value]


def pattern_of(value, kind):
    """The structure with places where values of this kind are."""
    return map_leaves(value, lambda each: HERE if isinstance(each, kind) else each)


def filled_call(pattern, inputs):
    """The structure of a symbolic call with these inputs; one positional argument where there was none."""
    if pattern is None:
        return (inputs[0],), {}
    return filled_in(pattern, inputs)


def filled_in(pattern, values):
    left = iter(values)
    return next(left) if pattern is HERE else map_leaves(pattern, lambda each: next(left) if each is HERE else each)
