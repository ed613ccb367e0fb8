"""Files in folders, one folder a class: which there are, what their labels are, which are for training. Source: Keras 3, utils.dataset_utils."""

import os

import numpy as np

from .arguments import whole
from .batches import Batches
from .columns import one_hot


class LabelledFiles(Batches):
    """Batches of what is read of files when it is asked for, and their labels; in another order each epoch where it shuffles."""

    def __init__(self, file_paths, labels, class_names, batch_size, read, shuffle, seed):
        super().__init__(np.arange(len(file_paths)), batch_size, np.random.RandomState(seed) if shuffle else None)
        self.file_paths, self.class_names = file_paths, class_names
        self._labels, self._read = labels, read
        self.on_epoch_end()

    def rows(self, rows):
        found = np.stack([self._read(self.file_paths[row]) for row in rows])
        return found if self._labels is None else (found, self._labels[rows])


def check_choices(where, **given):
    """(value, what it may be) by name."""
    for name, (value, known) in given.items():
        if value not in known:
            raise ValueError(f"{where}: invalid value for {name}. Expected one of {', '.join(map(repr, known))}. Received: {name}={value!r}")


def datasets_of(where, what, directory, endings, read, labels, label_mode, class_names, batch_size, shuffle, seed, validation_split, subset,
                follow_links, verbose):
    """The data set of the files below a folder, of those of `subset`, or of both parts; `what` the files are called."""
    if labels not in ("inferred", None) and not isinstance(labels, (list, tuple)):
        raise ValueError(f"{where}: invalid value for labels. Expected 'inferred', None, or a list of whole numbers, one a file. Received: labels={labels!r}")
    check_choices(where, label_mode=(label_mode, ("int", "categorical", "binary", None)), subset=(subset, ("training", "validation", "both", None)))
    if labels != "inferred" and class_names is not None:
        raise ValueError(f"{where}: invalid value for class_names. Expected None, as labels are not inferred. Received: class_names={class_names}")
    if batch_size is not None and whole(where, "batch_size", batch_size) < 1:
        raise ValueError(f"{where}: invalid value for batch_size. Expected a whole number >= 1, or None. Received: batch_size={batch_size}")
    if (validation_split is None) != (subset is None) or validation_split is not None and not 0 < validation_split < 1:
        raise ValueError(f"{where}: Expected validation_split above 0 and below 1 together with subset. Received: validation_split={validation_split}, subset={subset!r}")
    if validation_split and shuffle and seed is None:
        raise ValueError(f"{where}: invalid value for seed. Expected a whole number, so that training and validation {what} are others. Received: seed=None")
    if not os.path.isdir(directory):
        raise FileNotFoundError(f"{where}: invalid value for directory. Expected a folder. Received: {os.fspath(directory)!r}")
    seed = np.random.randint(1000000) if seed is None else seed
    paths, numbers, class_names = _index(where, os.fspath(directory), endings, None if label_mode is None else labels, class_names, follow_links)
    if verbose:
        print(f"Found {len(paths)} files{'' if numbers is None else f' belonging to {len(class_names)} classes'}.")
    if shuffle:
        np.random.RandomState(seed).shuffle(paths)
        if numbers is not None:
            np.random.RandomState(seed).shuffle(numbers)
    if numbers is not None:
        numbers = _encoded(where, numbers, label_mode, class_names)

    def part(rows, shuffled, purpose):
        if purpose and verbose:
            print(f"Using {len(paths[rows])} files for {purpose}.")
        if not paths[rows]:
            raise ValueError(f"{where}: no {purpose + ' ' if purpose else ''}{what} in {os.fspath(directory)!r}. Expected files ending with {', '.join(endings)}")
        return LabelledFiles(paths[rows], None if numbers is None else numbers[rows], class_names, batch_size, read, shuffled, seed)

    if subset is None:
        return part(slice(None), shuffle, "")
    first = len(paths) - int(validation_split * len(paths))
    parts = {"training": (slice(first), shuffle, "training"), "validation": (slice(first, None), shuffle and subset != "both", "validation")}
    return [part(*each) for each in parts.values()] if subset == "both" else part(*parts[subset])


def _index(where, directory, endings, labels, class_names, follow_links):
    """(paths, class numbers or None, names of the classes or None) of the files, in order of their names."""
    if labels == "inferred":
        folders = sorted(each.name for each in os.scandir(directory) if each.is_dir() and not each.name.startswith("."))
        if class_names is not None and not set(class_names) <= set(folders):
            raise ValueError(f"{where}: invalid value for class_names. Expected folders of {directory!r}, of {folders}. Received: class_names={class_names}")
        class_names = folders if class_names is None else list(class_names)
    found = [[os.path.join(root, name) for root, _, names in sorted(os.walk(os.path.join(directory, folder), followlinks=follow_links))
              for name in sorted(names) if name.lower().endswith(endings)] for folder in (class_names if labels == "inferred" else [""])]
    paths = [path for each in found for path in each]
    if labels == "inferred":
        return paths, np.repeat(np.arange(len(found), dtype="int32"), [len(each) for each in found]), class_names
    if labels is None:
        return paths, None, None
    if len(labels) != len(paths):
        raise ValueError(f"{where}: invalid value for labels. Expected {len(paths)}, one a file of {directory!r}. Received: {len(labels)}")
    return paths, np.array(labels), [str(each) for each in sorted(set(labels))]


def _encoded(where, numbers, label_mode, class_names):
    if label_mode == "binary":
        if len(class_names) != 2:
            raise ValueError(f"{where}: invalid value for label_mode. Expected another than 'binary' for {len(class_names)} classes: {class_names}")
        return numbers.astype("float32")[:, np.newaxis]
    return one_hot(numbers, len(class_names)) if label_mode == "categorical" else numbers.astype("int32")
