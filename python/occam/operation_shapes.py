"""Shapes of what an operation makes of values of a functional model, of whose axes none is the batch to it. Source: Keras 3, Operation.compute_output_spec."""

import itertools

from . import _core
from .ops.symbol import UnknownSize

#: Numbers of samples that stand for an unknown one: with many divisors, for operations that split or reshape.
_SAMPLES = 12
#: So many unknown sizes are tried as others.
_MOST_TRIED = 4
_SAME = "the number of samples"


def operation_shapes(shapes, found):
    """The shapes that `found` gives for shapes of known sizes, None where they follow an unknown one.

    An unknown size with which the operation cannot be is what the other sizes make of it: another's, or 1 where it broadcasts.
    """
    unknown = [(place, axis) for place, shape in enumerate(shapes) for axis, size in enumerate(shape) if size is None]
    if not unknown:
        return [tuple(shape) for shape in found([list(shape) for shape in shapes])]
    sizes = sorted({size for shape in shapes for size in shape if size is not None and size > 1} | {2})
    sizes = [1, *sizes] if len(shapes) > 1 else sizes
    refused = None
    for known in _tries(unknown, sizes):
        try:
            made = [found(_filled(shapes, known, factor)) for factor in (1, 2)]
        except UnknownSize:
            raise
        except (ValueError, LookupError) as error:
            refused = refused or error
        else:
            return _followed([*made, *_of_one_sample(shapes, known, made, found)])
    raise refused


def _tries(unknown, sizes):
    """What some of the unknown sizes may be: none said, all the same, then each number for one, for two, ..."""
    yield {}
    if len(unknown) > 1:
        yield {each: _SAME for each in unknown}
    for count in range(1, len(unknown) + 1 if len(unknown) <= _MOST_TRIED else 1):
        for places in itertools.combinations(unknown, count):
            for chosen in itertools.product(sizes, repeat=count):
                yield dict(zip(places, chosen))


def _filled(shapes, known, factor):
    def size_of(place, axis, size):
        said = known.get((place, axis)) if size is None else size
        return factor * (_core.probe_size if axis and said is None else _SAMPLES) if said in (None, _SAME) else said
    return [[size_of(place, axis, size) for axis, size in enumerate(shape)] for place, shape in enumerate(shapes)]


def _of_one_sample(shapes, known, made, found):
    """Of results that do not follow an unknown size, such as the first five, those where it is 1, for there may be less."""
    few = {(place, axis): 1 for place, shape in enumerate(shapes) for axis, size in enumerate(shape) if size is None}
    if all(axis == 0 for _, axis in few) and all(len(one) == 0 or one[0] != other[0] for one, other in zip(*made)):
        return []
    try:
        return [found(_filled(shapes, {**few, **known}, 1))]
    except (ValueError, LookupError):
        return []


def _followed(made):
    return [tuple(sizes[0] if len(set(sizes)) == 1 else None for sizes in zip(*of_one)) for of_one in zip(*made)]
