"""Shapes and element types of what data sets give. Source: TensorFlow, tf.TensorSpec."""

import numpy as np


class TensorSpec:
    """A shape, None for sizes that differ, and an element type."""

    def __init__(self, shape, dtype=np.float32, name=None):
        self.shape = None if shape is None else tuple(shape) if hasattr(shape, "__iter__") else (shape,)
        self.dtype, self.name = np.dtype(dtype), name

    def __eq__(self, other):
        return isinstance(other, TensorSpec) and (self.shape, self.dtype, self.name) == (other.shape, other.dtype, other.name)

    def __hash__(self):
        return hash((self.shape, self.dtype, self.name))

    def __repr__(self):
        return f"TensorSpec(shape={self.shape}, dtype=tf.{'string' if self.dtype.kind in 'USO' else self.dtype.name}, name={self.name!r})"
