"""Images in folders as batches. Source: Keras 3, keras.utils.image_dataset_from_directory."""

import os

import numpy as np

from .arguments import whole
from .data import PyDataset

_WHERE = "image_dataset_from_directory"
_ENDINGS = (".bmp", ".gif", ".jpeg", ".jpg", ".png")
_MODES = {"grayscale": "L", "rgb": "RGB", "rgba": "RGBA"}


class ImageFolder(PyDataset):
    """Batches of images, read when they are asked for, and their labels; in another order each epoch where it shuffles."""

    def __init__(self, file_paths, labels, class_names, batch_size, read, shuffle, seed):
        super().__init__()
        self.file_paths, self.class_names = file_paths, class_names
        self._labels, self._batch_size, self._read = labels, batch_size, read
        self._order = np.arange(len(file_paths))
        self._random = np.random.RandomState(seed) if shuffle else None
        self.on_epoch_end()

    def __len__(self):
        return -(-len(self._order) // (self._batch_size or 1))

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(index)
        size = self._batch_size or 1
        rows = self._order[index * size:(index + 1) * size]
        images = np.stack([self._read(self.file_paths[row]) for row in rows])
        labels = None if self._labels is None else self._labels[rows]
        if self._batch_size is None:
            images, labels = images[0], None if labels is None else labels[0]
        return images if labels is None else (images, labels)

    def __iter__(self):
        yield from map(self.__getitem__, range(len(self)))
        self.on_epoch_end()

    def on_epoch_end(self):
        if self._random is not None:
            self._random.shuffle(self._order)


def image_dataset_from_directory(directory, labels="inferred", label_mode="int", class_names=None, color_mode="rgb", batch_size=32, image_size=(256, 256),
                                 shuffle=True, seed=None, validation_split=None, subset=None, interpolation="bilinear", follow_links=False,
                                 crop_to_aspect_ratio=False, pad_to_aspect_ratio=False, data_format=None, format="tf", verbose=True):
    """The images below a folder, one folder inside it a class, as a PyDataset of float32 batches (samples, height, width, channels), 0 to 255.

    Reads .bmp, .gif (the first picture), .jpeg, .jpg and .png by the package pillow. Other than Keras's it is no tf.data.Dataset, whatever `format`;
    `interpolation` is "bilinear" or "nearest". Source: Keras 3, utils.image_dataset_from_directory.
    """
    if labels not in ("inferred", None) and not isinstance(labels, (list, tuple)):
        raise ValueError(f"{_WHERE}: invalid value for labels. Expected 'inferred', None, or a list of whole numbers, one an image. Received: labels={labels!r}")
    for name, value, known in (("label_mode", label_mode, ("int", "categorical", "binary", None)), ("color_mode", color_mode, tuple(_MODES)),
                               ("subset", subset, ("training", "validation", "both", None)), ("format", format, ("tf", "grain")),
                               ("interpolation", interpolation.lower(), ("bilinear", "nearest")),
                               ("data_format", data_format, ("channels_last", "channels_first", None))):
        if value not in known:
            raise ValueError(f"{_WHERE}: invalid value for {name}. Expected one of {', '.join(map(repr, known))}. Received: {name}={value!r}")
    if labels != "inferred" and class_names is not None:
        raise ValueError(f"{_WHERE}: invalid value for class_names. Expected None, as labels are not inferred. Received: class_names={class_names}")
    if crop_to_aspect_ratio and pad_to_aspect_ratio:
        raise ValueError(f"{_WHERE}: crop_to_aspect_ratio and pad_to_aspect_ratio are True. Expected one of them")
    sizes = (image_size, image_size) if isinstance(image_size, int) else image_size
    if not isinstance(sizes, (list, tuple)) or len(sizes) != 2 or not all(isinstance(each, int) and each > 0 for each in sizes):
        raise ValueError(f"{_WHERE}: invalid value for image_size. Expected two whole numbers, height and width. Received: image_size={image_size!r}")
    if batch_size is not None and whole(_WHERE, "batch_size", batch_size) < 1:
        raise ValueError(f"{_WHERE}: invalid value for batch_size. Expected a whole number >= 1, or None. Received: batch_size={batch_size}")
    if (validation_split is None) != (subset is None) or validation_split is not None and not 0 < validation_split < 1:
        raise ValueError(f"{_WHERE}: Expected validation_split above 0 and below 1 together with subset. Received: validation_split={validation_split}, subset={subset!r}")
    if validation_split and shuffle and seed is None:
        raise ValueError(f"{_WHERE}: invalid value for seed. Expected a whole number, so that training and validation images are others. Received: seed=None")
    if not os.path.isdir(directory):
        raise FileNotFoundError(f"{_WHERE}: invalid value for directory. Expected a folder. Received: {os.fspath(directory)!r}")
    seed = np.random.randint(1000000) if seed is None else seed
    paths, numbers, class_names = _index(os.fspath(directory), None if label_mode is None else labels, class_names, follow_links)
    if verbose:
        print(f"Found {len(paths)} files{'' if numbers is None else f' belonging to {len(class_names)} classes'}.")
    if shuffle:
        np.random.RandomState(seed).shuffle(paths)
        if numbers is not None:
            np.random.RandomState(seed).shuffle(numbers)
    if numbers is not None:
        numbers = _encoded(numbers, label_mode, class_names)

    def read(path):
        image = _resized(_pixels(path, color_mode), sizes, interpolation.lower(), crop_to_aspect_ratio, pad_to_aspect_ratio)
        return np.ascontiguousarray(image.transpose(2, 0, 1)) if data_format == "channels_first" else image

    def part(rows, shuffled, purpose):
        if purpose and verbose:
            print(f"Using {len(paths[rows])} files for {purpose}.")
        if not paths[rows]:
            raise ValueError(f"{_WHERE}: no {purpose + ' ' if purpose else ''}images in {os.fspath(directory)!r}. Expected files ending with {', '.join(_ENDINGS)}")
        return ImageFolder(paths[rows], None if numbers is None else numbers[rows], class_names, batch_size, read, shuffled, seed)

    if subset is None:
        return part(slice(None), shuffle, "")
    first = len(paths) - int(validation_split * len(paths))
    parts = {"training": (slice(first), shuffle, "training"), "validation": (slice(first, None), shuffle and subset != "both", "validation")}
    return [part(*each) for each in parts.values()] if subset == "both" else part(*parts[subset])


def _index(directory, labels, class_names, follow_links):
    """(paths, class numbers or None, names of the classes or None) of the images, in order of their names."""
    if labels == "inferred":
        folders = sorted(each.name for each in os.scandir(directory) if each.is_dir() and not each.name.startswith("."))
        if class_names is not None and not set(class_names) <= set(folders):
            raise ValueError(f"{_WHERE}: invalid value for class_names. Expected folders of {directory!r}, of {folders}. Received: class_names={class_names}")
        class_names = folders if class_names is None else list(class_names)
    found = [[os.path.join(root, name) for root, _, names in sorted(os.walk(os.path.join(directory, folder), followlinks=follow_links))
              for name in sorted(names) if name.lower().endswith(_ENDINGS)] for folder in (class_names if labels == "inferred" else [""])]
    paths = [path for each in found for path in each]
    if labels == "inferred":
        return paths, np.repeat(np.arange(len(found), dtype="int32"), [len(each) for each in found]), class_names
    if labels is None:
        return paths, None, None
    if len(labels) != len(paths):
        raise ValueError(f"{_WHERE}: invalid value for labels. Expected {len(paths)}, one an image of {directory!r}. Received: {len(labels)}")
    return paths, np.array(labels), [str(each) for each in sorted(set(labels))]


def _encoded(numbers, label_mode, class_names):
    if label_mode == "binary":
        if len(class_names) != 2:
            raise ValueError(f"{_WHERE}: invalid value for label_mode. Expected another than 'binary' for {len(class_names)} classes: {class_names}")
        return numbers.astype("float32")[:, np.newaxis]
    return np.eye(len(class_names), dtype="float32")[numbers] if label_mode == "categorical" else numbers.astype("int32")


def _pixels(path, color_mode):
    """float32 (height, width, channels)."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise ImportError(f"{_WHERE}: the package pillow reads images and is not installed. Expected: pip install pillow") from error
    try:
        with Image.open(path) as image:
            pixels = np.asarray(image.convert(_MODES[color_mode]), dtype="float32")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
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
