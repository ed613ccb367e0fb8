"""Keras's older names of what `utils` has. Source: Keras 3, keras.preprocessing."""

from ..utils import image_dataset_from_directory, text_dataset_from_directory, timeseries_dataset_from_array
from . import image, sequence, text

__all__ = ["image", "image_dataset_from_directory", "sequence", "text", "text_dataset_from_directory", "timeseries_dataset_from_array"]
