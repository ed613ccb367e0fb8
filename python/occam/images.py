"""Images as arrays and files. Source: Keras 3, keras.utils.image_utils."""

import io
import os
import warnings

import numpy as np

_INTERPOLATIONS = ("nearest", "bilinear", "bicubic", "hamming", "box", "lanczos")
_MODES = {"grayscale": ("L", "I;16", "I"), "rgba": ("RGBA",), "rgb": ("RGB",)}


def pillow(where):
    """The package's Image."""
    try:
        from PIL import Image
    except ImportError as error:
        raise ImportError(f"{where}: the package pillow reads images and is not installed. Expected: pip install pillow") from error
    return Image


def _rows_first(where, data_format):
    if data_format not in (None, "channels_last", "channels_first"):
        raise ValueError(f"{where}: invalid value for data_format. Expected 'channels_last' or 'channels_first'. Received: data_format={data_format!r}")
    return data_format != "channels_first"


def img_to_array(img, data_format=None, dtype=None):
    """An image, of pillow's or of what NumPy takes, as (rows, columns, channels), or with the channels first."""
    last = _rows_first("img_to_array", data_format)
    array = np.asarray(img, np.float32 if dtype is None else dtype)
    if array.ndim not in (2, 3):
        raise ValueError(f"Unsupported image shape: {array.shape}")
    if array.ndim == 2:
        return array[..., np.newaxis] if last else array[np.newaxis]
    return array if last else array.transpose(2, 0, 1)


def array_to_img(x, data_format=None, scale=True, dtype=None):
    """The image of pillow's that has these numbers; `scale`: from the least, black, to the greatest."""
    Image = pillow("array_to_img")
    array = np.asarray(x, np.float32 if dtype is None else dtype)
    if array.ndim != 3:
        raise ValueError(f"Expected image array to have rank 3 (single image). Got array with shape: {array.shape}")
    if not _rows_first("array_to_img", data_format):
        array = array.transpose(1, 2, 0)
    if scale:
        array = array - np.min(array)
        most = np.max(array)
        array = (array / most if most != 0 else array) * 255
    channels = array.shape[2]
    if channels not in (1, 3, 4):
        raise ValueError(f"Unsupported channel number: {channels}")
    if channels == 1:
        return Image.fromarray(array[:, :, 0].astype("int32" if np.max(array) > 255 else "uint8"))
    return Image.fromarray(array.astype("uint8"))


def load_img(path, color_mode="rgb", target_size=None, interpolation="nearest", keep_aspect_ratio=False):
    """An image file as pillow's image, in these colours and of this size (rows, columns), or cut in the middle to its proportions first."""
    Image = pillow("load_img")
    if color_mode not in _MODES:
        raise ValueError('color_mode must be "grayscale", "rgb", or "rgba"')
    if not isinstance(path, (io.BytesIO, os.PathLike, str, bytes)):
        raise TypeError(f"path should be path-like or io.BytesIO, not {type(path)}")
    img = Image.open(path)
    img.load()
    if img.mode not in _MODES[color_mode]:
        img = img.convert(_MODES[color_mode][0])
    if target_size is None or img.size == (target_size[1], target_size[0]):
        return img
    if interpolation not in _INTERPOLATIONS:
        raise ValueError(f"Invalid interpolation method {interpolation} specified. Supported methods are {', '.join(_INTERPOLATIONS)}")
    resample, (high, wide), (width, height) = getattr(Image.Resampling, interpolation.upper()), target_size, img.size
    if not keep_aspect_ratio:
        return img.resize((wide, high), resample)
    own_height, own_width = min(height, width * high // wide), min(width, height * wide // high)
    left, top = (width - own_width) // 2, (height - own_height) // 2
    return img.resize((wide, high), resample, box=(left, top, left + own_width, top + own_height))


def save_img(path, x, data_format=None, file_format=None, scale=True, **kwargs):
    """Writes these numbers as an image file, of the kind that its name or `file_format` says."""
    img = array_to_img(x, data_format=data_format, scale=scale)
    if file_format is None and isinstance(path, (str, os.PathLike)):
        file_format = os.path.splitext(os.fspath(path))[1][1:]
    file_format = "jpeg" if (file_format or "").lower() == "jpg" else file_format
    if img.mode == "RGBA" and file_format == "jpeg":
        warnings.warn("The JPEG format does not support RGBA images, converting to RGB.", stacklevel=2)
        img = img.convert("RGB")
    img.save(path, format=file_format, **kwargs)
