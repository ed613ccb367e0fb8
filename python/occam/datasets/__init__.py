"""Data sets from local files. Source: Keras 3, keras.datasets."""

from . import fashion_mnist

__all__ = ["fashion_mnist"]
