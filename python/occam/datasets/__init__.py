"""Data sets from local files. Source: Keras 3, keras.datasets."""

from . import boston_housing, california_housing, fashion_mnist, imdb, mnist, reuters

__all__ = ["boston_housing", "california_housing", "fashion_mnist", "imdb", "mnist", "reuters"]
