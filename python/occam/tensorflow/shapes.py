"""Shapes by TensorFlow's names. Source: TensorFlow 2, tf.TensorShape."""

import math as _math

import numpy as _np


class TensorShape(tuple):
    """The lengths of axes, None for any length."""

    def __new__(cls, dims=()):
        return super().__new__(cls, (None if each is None else int(each) for each in ([dims] if isinstance(dims, int) else dims)))

    @property
    def rank(self):
        """The number of axes."""
        return len(self)

    ndims = rank

    @property
    def dims(self):
        """The lengths, as a list."""
        return list(self)

    def as_list(self):
        """The lengths, as a list."""
        return list(self)

    def is_fully_defined(self):
        """Is every length known?"""
        return None not in self

    def num_elements(self):
        """How many numbers an array of it has, or None."""
        return _math.prod(self) if self.is_fully_defined() else None

    def is_compatible_with(self, other):
        """Could an array have both?"""
        return len(self) == len(other) and all(one is None or two is None or one == two for one, two in zip(self, other))

    def assert_has_rank(self, rank):
        """Errors: ValueError for another number of axes."""
        if len(self) != rank:
            raise ValueError(f"Shape {self} must have rank {rank}")

    def __getitem__(self, key):
        found = super().__getitem__(key)
        return TensorShape(found) if isinstance(key, slice) else found

    def __repr__(self):
        return f"TensorShape({list(self)})"

    def __str__(self):
        return tuple.__repr__(self)


def broadcast_static_shape(shape_x, shape_y):
    """The shape that arrays of both shapes are repeated to."""
    return TensorShape(_np.broadcast_shapes(tuple(shape_x), tuple(shape_y)))
