"""Images in folders as batches. Source: Keras 3, keras.utils.image_dataset_from_directory."""

import numpy as np

from .images import pillow
from .labelled_folders import check_choices, datasets_of

_WHERE = "image_dataset_from_directory"
_ENDINGS = (".bmp", ".gif", ".jpeg", ".jpg", ".png")
_MODES = {"grayscale": "L", "rgb": "RGB", "rgba": "RGBA"}


def image_dataset_from_directory(directory, labels="inferred", label_mode="int", class_names=None, color_mode="rgb", batch_size=32, image_size=(256, 256),
                                 shuffle=True, seed=None, validation_split=None, subset=None, interpolation="bilinear", follow_links=False,
                                 crop_to_aspect_ratio=False, pad_to_aspect_ratio=False, data_format=None, format="tf", verbose=True):
    """The images below a folder, one folder inside it a class, as a PyDataset of float32 batches (samples, height, width, channels), 0 to 255.

    Reads .bmp, .gif (the first picture), .jpeg, .jpg and .png by the package pillow. Other than Keras's it is no tf.data.Dataset, whatever `format`;
    `interpolation` is "bilinear" or "nearest". Source: Keras 3, utils.image_dataset_from_directory.
    """
    check_choices(_WHERE, color_mode=(color_mode, tuple(_MODES)), format=(format, ("tf", "grain")), interpolation=(interpolation.lower(), ("bilinear", "nearest")),
                  data_format=(data_format, ("channels_last", "channels_first", None)))
    if crop_to_aspect_ratio and pad_to_aspect_ratio:
        raise ValueError(f"{_WHERE}: crop_to_aspect_ratio and pad_to_aspect_ratio are True. Expected one of them")
    sizes = (image_size, image_size) if isinstance(image_size, int) else image_size
    if not isinstance(sizes, (list, tuple)) or len(sizes) != 2 or not all(isinstance(each, int) and each > 0 for each in sizes):
        raise ValueError(f"{_WHERE}: invalid value for image_size. Expected two whole numbers, height and width. Received: image_size={image_size!r}")

    def read(path):
        image = _resized(_pixels(path, color_mode), sizes, interpolation.lower(), crop_to_aspect_ratio, pad_to_aspect_ratio)
        return np.ascontiguousarray(image.transpose(2, 0, 1)) if data_format == "channels_first" else image

    return datasets_of(_WHERE, "images", directory, _ENDINGS, read, labels, label_mode, class_names, batch_size, shuffle, seed, validation_split,
                       subset, follow_links, verbose)


def _pixels(path, color_mode):
    """float32 (height, width, channels)."""
    Image = pillow(_WHERE)
    try:
        with Image.open(path) as image:
            pixels = np.asarray(image.convert(_MODES[color_mode]), dtype="float32")
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError(f"{_WHERE}: {path!r} is no image that can be read: {error}") from error
    return pixels if pixels.ndim == 3 else pixels[..., np.newaxis]


def _resized(image, sizes, interpolation, crop, pad):
    height, width = image.shape[:2]
    high, wide = sizes
    if crop:  # the largest piece in the middle of the result's proportions
        own_height = max(min(height, int(width * high / wide)), 1)
        own_width = max(min(width, int(height * wide / high)), 1)
        top, left = int((height - own_height) / 2), int((width - own_width) / 2)
        image = image[top:top + own_height, left:left + own_width]
    if not pad:
        return _at(_at(image, high, 0, interpolation), wide, 1, interpolation)
    ratio = max(width / wide, height / high)
    inner = _at(_at(image, max(int(height / ratio), 1), 0, interpolation), max(int(width / ratio), 1), 1, interpolation)
    result = np.zeros((high, wide, image.shape[2]), "float32")
    top, left = int((high - height / ratio) / 2), int((wide - width / ratio) / 2)
    result[top:top + inner.shape[0], left:left + inner.shape[1]] = inner
    return result


def _at(image, size, axis, interpolation):
    """The image with so many rows (axis 0) or columns, their middles on those of the original, as tf.image.resize has them."""
    own = image.shape[axis]
    if own == size:
        return image
    scale = np.float32(own / size)
    places = (np.arange(size, dtype="float32") + np.float32(0.5)) * scale
    if interpolation == "nearest":
        return image.take(np.minimum(places.astype(int), own - 1), axis)
    places -= np.float32(0.5)
    share = (places - np.floor(places)).reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
    low = image.take(np.maximum(np.floor(places), 0).astype(int), axis)
    high = image.take(np.minimum(np.ceil(places), own - 1).astype(int), axis)
    return low + (high - low) * share
