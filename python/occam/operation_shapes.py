"""Shapes of what an operation makes of values of a functional model, of whose axes none is the batch to it. Source: Keras 3, Operation.compute_output_spec."""

import itertools

from . import _core

#: Numbers of samples that stand for an unknown one: with many divisors, for operations that split or reshape.
_SAMPLES = 12
#: So many unknown sizes are tried as 1, too.
_MOST_TRIED = 6


def operation_shapes(shapes, found):
    """The shapes that `found` gives for shapes of known sizes, None where they follow an unknown one.

    An unknown size that fits no other value's is 1, as it must be where the operation broadcasts.
    """
    unknown = [(place, axis) for place, shape in enumerate(shapes) for axis, size in enumerate(shape) if size is None]
    if not unknown:
        return [tuple(shape) for shape in found([list(shape) for shape in shapes])]
    refused = None
    for count in range(len(unknown) + 1 if len(unknown) <= _MOST_TRIED else 1):
        for ones in itertools.combinations(unknown, count):
            try:
                known = [found([_filled(place, shape, ones, factor) for place, shape in enumerate(shapes)]) for factor in (1, 2)]
            except ValueError as error:
                refused = refused or error
            else:
                return [tuple(sizes[0] if sizes[0] == sizes[1] else None for sizes in zip(*of_one)) for of_one in zip(*known)]
    raise refused


def _filled(place, shape, ones, factor):
    return [size if size is not None else 1 if (place, axis) in ones else factor * (_core.probe_size if axis else _SAMPLES) for axis, size in enumerate(shape)]
