"""keras.tree's functions beyond map and flatten. Oracle: Keras 3.15.1."""

from collections import OrderedDict, defaultdict, deque

import pytest

from occam import tree


def test_paths_shapes_and_parts():
    given = {"b": [1, (2, 3)], "a": 4}
    assert tree.flatten_with_path(given) == [(("a",), 4), (("b", 0), 1), (("b", 1, 0), 2), (("b", 1, 1), 3)]
    assert tree.lists_to_tuples(given) == {"b": (1, (2, 3)), "a": 4}
    assert tree.map_shape_structure(lambda shape: len(shape), [(None, 3), {"x": [2, 3, 4]}, ()]) == [2, {"x": 3}, 0]
    assert tree.map_structure_up_to([0, {"x": 0}], lambda one, other: (one, other), [(1, 2), {"x": 3}], ["a", {"x": "b"}]) == [((1, 2), "a"), {"x": (3, "b")}]
    assert tree.traverse(lambda each: tree.MAP_TO_NONE if each == 2 else None, [1, 2]) == [1, None]
    tree.assert_same_paths([1, {"a": 2}], (3, {"a": [4][0]}))
    for call in (lambda: tree.assert_same_paths([1], [1, 2]), lambda: tree.map_structure_up_to([0, 0], str, [1])):
        with pytest.raises(ValueError):
            call()


def test_kinds_of_structures():
    # Oracle: real Keras's keras.tree with optree.
    assert tree.is_nested(deque()) and tree.flatten(deque([1, [2, (3,)]])) == [1, 2, 3]
    assert tree.map_structure(lambda leaf: leaf + 1, deque([1, 2], maxlen=2)) == deque([2, 3])
    assert tree.flatten(OrderedDict([("b", 2), ("a", 1)])) == [2, 1] and tree.flatten({"b": 2, "a": 1}) == [1, 2]
    made = tree.map_structure(lambda leaf: leaf * 2, defaultdict(list, b=2, a=1))
    assert made == {"a": 2, "b": 4} and made["new"] == []
    assert tree.pack_sequence_as(OrderedDict([("b", 0), ("a", 0)]), [2, 1]) == OrderedDict([("b", 2), ("a", 1)])
    assert tree.map_shape_structure(lambda shape: (shape,), {"a": [1, None], "c": "text", "d": deque([1, 2])}) == {"a": ([1, None],), "c": ("text",), "d": deque([(1,), (2,)])}
