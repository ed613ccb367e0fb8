"""Structures of lists, tuples, deques and dicts. Source: Keras 3, keras.tree."""

from collections import OrderedDict, defaultdict, deque

__all__ = ["MAP_TO_NONE", "assert_same_paths", "assert_same_structure", "flatten", "flatten_with_path", "is_nested", "lists_to_tuples", "map_shape_structure",
           "map_structure", "map_structure_up_to", "pack_sequence_as", "traverse"]


class MAP_TO_NONE:
    """What func of traverse() returns for a part that is to become None."""


def is_nested(structure):
    """Is it a list, a tuple, a deque or a dict?"""
    return isinstance(structure, (list, tuple, dict, deque))


def _parts(structure):
    """(key, part) of a list, a tuple, a deque or a dict, whose keys are in order."""
    return [(key, structure[key]) for key in _keys(structure)] if isinstance(structure, dict) else list(enumerate(structure))


def _keys(structure):
    """In their own order of an OrderedDict, else sorted."""
    return list(structure) if isinstance(structure, OrderedDict) else sorted(structure)


def _like(structure, parts):
    """A structure of this kind with other parts, in the order of _parts()."""
    if isinstance(structure, dict):
        made = dict(zip(_keys(structure), parts))
        pairs = ((key, made[key]) for key in structure)
        return defaultdict(structure.default_factory, pairs) if isinstance(structure, defaultdict) else type(structure)(pairs)
    if isinstance(structure, deque):
        return deque(parts, structure.maxlen)
    return type(structure)(*parts) if hasattr(structure, "_fields") else type(structure)(parts)


def flatten(structure):
    """The leaves as a list; those of a dict by its keys in order."""
    return [leaf for _, part in _parts(structure) for leaf in flatten(part)] if is_nested(structure) else [structure]


def map_structure(func, *structures, none_is_leaf=True):
    """The structure of func(leaf, ...) of the leaves in the same place of structures alike."""
    if not callable(func) or not structures:
        raise TypeError(f"map_structure: Expected a function and a structure. Received: {func!r} and {len(structures)} structures")
    first = structures[0]
    if not is_nested(first):
        return None if first is None and not none_is_leaf else func(*structures)
    for other in structures[1:]:
        if not is_nested(other) or [key for key, _ in _parts(first)] != [key for key, _ in _parts(other)]:
            raise ValueError(f"map_structure: Expected structures alike. Received: {first!r} and {other!r}")
    return _like(first, [map_structure(func, *each, none_is_leaf=none_is_leaf) for each in zip(*[[part for _, part in _parts(own)] for own in structures])])


def assert_same_structure(a, b):
    """Refuses structures that are not alike."""
    if is_nested(a) != is_nested(b) or is_nested(a) and (type(a) is not type(b) or [key for key, _ in _parts(a)] != [key for key, _ in _parts(b)]):
        raise ValueError(f"`a` and `b` don't have the same structure. Received: a={a!r} and b={b!r}")
    if is_nested(a):
        for (_, one), (_, other) in zip(_parts(a), _parts(b)):
            assert_same_structure(one, other)


def pack_sequence_as(structure, flat_sequence):
    """The structure with these leaves, in the order of flatten()."""
    left, count = iter(flat_sequence), len(flatten(structure))
    if count != len(flat_sequence):
        raise ValueError(f"pack_sequence_as: Expected {count} leaves. Received: {len(flat_sequence)}")
    return map_structure(lambda leaf: next(left), structure)


def traverse(func, structure, top_down=True):
    """The structure where func gives another part for a part, None for what stays and is gone into."""
    found = func(structure) if top_down else None
    if found is not None:
        return None if found is MAP_TO_NONE else found
    if is_nested(structure):
        structure = _like(structure, [traverse(func, part, top_down) for _, part in _parts(structure)])
    found = None if top_down else func(structure)
    return structure if found is None else None if found is MAP_TO_NONE else found


def flatten_with_path(structure):
    """(path, leaf) of the leaves, the path being the keys and places that lead to it."""
    if not is_nested(structure):
        return [((), structure)]
    return [((key, *path), leaf) for key, part in _parts(structure) for path, leaf in flatten_with_path(part)]


def assert_same_paths(a, b):
    """Refuses structures whose leaves have other paths, of whatever kinds the structures are."""
    one, other = ({path for path, _ in flatten_with_path(each)} for each in (a, b))
    if one != other:
        raise ValueError(f"`a` and `b` don't have the same paths. Received: a={a!r} and b={b!r}")


def map_structure_up_to(shallow_structure, func, *structures):
    """map_structure() as far as the first structure goes; what is below it is given to func as it is."""
    if not structures:
        raise ValueError("map_structure_up_to: Expected at least one structure behind `func`")
    if not is_nested(shallow_structure):
        return func(*structures)
    keys = [key for key, _ in _parts(shallow_structure)]
    for other in structures:
        if not is_nested(other) or [key for key, _ in _parts(other)] != keys:
            raise ValueError(f"map_structure_up_to: Expected structures alike. Received: {shallow_structure!r} and {other!r}")
    return _like(shallow_structure, [map_structure_up_to(part, func, *(other[key] for other in structures)) for key, part in _parts(shallow_structure)])


def lists_to_tuples(structure):
    """The structure with tuples for lists."""
    if isinstance(structure, dict):
        return type(structure)((key, lists_to_tuples(part)) for key, part in structure.items())
    return tuple(map(lists_to_tuples, structure)) if isinstance(structure, list) else structure


def map_shape_structure(func, structure):
    """The structure of func(shape) of the shapes in it, tuples or lists of sizes and None, and of other leaves."""
    if not is_nested(structure) or isinstance(structure, (list, tuple)) and all(each is None or isinstance(each, int) for each in structure):
        return func(structure)
    return _like(structure, [map_shape_structure(func, part) for _, part in _parts(structure)])
