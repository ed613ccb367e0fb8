"""Odds and ends of Keras. Source: Keras 3, keras.utils."""

from importlib import import_module

import numpy as np

from .columns import one_hot
from .data import PyDataset
from .image_folders import image_dataset_from_directory
from .images import array_to_img, img_to_array, load_img, save_img
from .local_files import get_file
from .plots import model_parts, model_plot
from .progress import Progbar
from .random import set_seed
from .registration import CustomObjectScope, custom_object_scope, get_custom_objects, get_registered_name, get_registered_object, register_keras_serializable
from .sequences import pad_sequences, timeseries_dataset_from_array
from .tensor import Tensor, numbers, tensor
from .text_folders import text_dataset_from_directory

__all__ = ["CustomObjectScope", "FeatureSpace", "Progbar", "PyDataset", "Sequence", "array_to_img", "clear_session", "custom_object_scope", "get_custom_objects",
           "get_file", "get_registered_name", "get_registered_object", "image_dataset_from_directory", "img_to_array", "load_img", "normalize",
           "pack_x_y_sample_weight", "pad_sequences", "plot_model", "register_keras_serializable", "save_img", "set_random_seed", "split_dataset",
           "text_dataset_from_directory", "timeseries_dataset_from_array", "to_categorical", "unpack_x_y_sample_weight"]

Sequence = PyDataset  # Keras's older name

#: Names of other modules that Keras has here too; those are loaded when one is asked for.
_ELSEWHERE = {"FeatureSpace": "feature_space", "is_keras_tensor": "backend", "standardize_dtype": "backend", "deserialize_keras_object": "saving", "serialize_keras_object": "saving",
              "enable_interactive_logging": "config", "disable_interactive_logging": "config", "is_interactive_logging_enabled": "config"}


def __getattr__(name):
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__package__}.{_ELSEWHERE[name]}"), name)


def pack_x_y_sample_weight(x, y=None, sample_weight=None):
    """x alone, (x, y) or (x, y, sample_weight)."""
    if y is None and sample_weight is None:
        return (x,) if isinstance(x, (tuple, list)) else x
    return (x, y) if sample_weight is None else (x, y, sample_weight)


def unpack_x_y_sample_weight(data):
    """(x, y, sample_weight) of a batch, None for what it has not."""
    parts = tuple(data) if isinstance(data, (tuple, list)) else (data,)
    if not 1 <= len(parts) <= 3:
        raise ValueError(f"Data is expected to be in format `x`, `(x,)`, `(x, y)`, or `(x, y, sample_weight)`. Received: {len(parts)} parts")
    return parts + (None,) * (3 - len(parts))


def set_random_seed(seed):
    """Seeds Python's, NumPy's and occam's randomness."""
    import random
    set_seed(seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)


def clear_session(free_memory=True):
    """Nothing is kept between models: layers' names count from 0 in each."""


def to_categorical(x, num_classes=None):
    """Class numbers (...,) as one-hot rows (..., num_classes), float64; of a tensor a tensor, float32."""
    if isinstance(x, Tensor):
        return tensor(to_categorical(np.asarray(x), num_classes).astype(np.float32))
    x = numbers("to_categorical", x).astype(np.int64)
    places = x[..., 0] if x.ndim > 1 and x.shape[-1] == 1 else x
    if places.size and places.min() < 0:
        raise ValueError(f"to_categorical: Expected class numbers from 0 on. Received: {places.min()}")
    classes = int(places.max()) + 1 if num_classes is None else int(num_classes)
    if places.size and places.max() >= classes:
        raise ValueError(f"to_categorical: Expected class numbers below num_classes={classes}. Received: {places.max()}")
    return one_hot(places, classes, "float64")


def normalize(x, axis=-1, order=2):
    """x over its norm along an axis; where the norm is 0, x."""
    norm = np.atleast_1d(np.linalg.norm(x, order, axis))
    norm[norm == 0] = 1
    axis = axis or -1
    return x / np.expand_dims(norm, axis)


def split_dataset(dataset, left_size=None, right_size=None, shuffle=False, seed=None, preferred_backend=None):
    """Two data sets of samples out of an array, a tuple, list or dict of arrays of equally many samples, or a data set, whatever preferred_backend.

    Source: Keras 3, utils.split_dataset.
    """
    from .dataset import Dataset
    from .pipeline import Pipeline, leaves, stacked
    if isinstance(dataset, Pipeline):
        dataset = stacked(list(dataset))
    samples = Dataset.from_tensor_slices(tuple(dataset) if isinstance(dataset, list) and any(np.ndim(each) for each in dataset) else dataset)
    count = len(leaves(samples.rows(slice(None)))[0])
    if left_size is None and right_size is None:
        raise ValueError("split_dataset: Expected left_size or right_size. Received: neither")

    def rows(size, name):
        if size is None:
            return None
        if isinstance(size, float):
            if not 0 < size < 1:
                raise ValueError(f"split_dataset: invalid value for {name}. Expected a share between 0 and 1. Received: {name}={size}")
            return round(size * count)
        return int(size)

    left, right = rows(left_size, "left_size"), rows(right_size, "right_size")
    left = count - right if left is None else left
    right = count - left if right is None else right
    if left < 0 or right < 0 or left + right > count:
        raise ValueError(f"split_dataset: Expected parts of together at most {count} samples. Received: {left} and {right}")
    order = np.arange(count)
    if shuffle:
        np.random.default_rng(seed).shuffle(order)
    return tuple(Dataset.from_tensor_slices(samples.rows(places)) for places in (order[:left], order[left:left + right]))


def plot_model(model, to_file="model.svg", show_shapes=False, show_dtype=False, show_layer_names=False, rankdir="TB",
               expand_nested=False, dpi=200, show_layer_activations=False, show_trainable=False, **options):
    """The layers of a built model from its inputs on, with what each takes: an Svg, written to `to_file` unless that is None.

    to_file ends in .svg, or in .png, .jpg or .pdf, which the package pillow writes with `dpi` dots an inch. rankdir: "TB" from the top down, "LR" from the left to the right.
    expand_nested: are the layers of models inside drawn? Other than Keras's it needs no further program. Source: Keras 3, utils.plot_model.
    """
    if options:
        raise ValueError(f"Unrecognized keyword arguments: {options}")
    if rankdir not in ("TB", "LR"):
        raise ValueError(f"plot_model: invalid value for rankdir. Expected 'TB' or 'LR'. Received: {rankdir!r}")
    if not hasattr(model, "_need_built"):
        raise ValueError(f"plot_model: invalid value for model. Expected a model. Received: {model!r}")
    model._need_built("plot_model")
    parts = model_parts(model, show_shapes, show_dtype, show_layer_names, show_layer_activations, show_trainable, expand_nested)
    picture = model_plot(*parts, rankdir == "LR")
    return picture if to_file is None else picture.save(to_file, dpi)
