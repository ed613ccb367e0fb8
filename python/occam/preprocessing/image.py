"""Images as arrays and files. Source: Keras 3, keras.preprocessing.image."""

from ..utils import array_to_img, img_to_array, load_img, save_img

__all__ = ["array_to_img", "img_to_array", "load_img", "save_img"]
