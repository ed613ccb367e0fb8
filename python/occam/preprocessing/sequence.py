"""Sequences of other lengths as rows of one. Source: Keras 3, keras.preprocessing.sequence."""

from ..utils import pad_sequences

__all__ = ["pad_sequences"]
