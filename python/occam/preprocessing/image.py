"""Images as arrays. Source: Keras 3, keras.preprocessing.image."""

from ..utils import img_to_array

__all__ = ["img_to_array"]
