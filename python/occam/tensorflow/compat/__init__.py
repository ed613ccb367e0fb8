"""TensorFlow 1's names that programs of today begin with. Source: TensorFlow 2, tf.compat."""

from . import v1  # noqa: F401
