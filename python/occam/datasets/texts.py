"""Texts as lists of word numbers in Keras's .npz files: how imdb and reuters are read and cut. Source: Keras 3, keras.datasets.imdb, reuters and npz_utils."""

import json
import pickle
import zipfile

import numpy as np

from .local import path_of

_ALLOWED = {("numpy", "ndarray"), ("numpy", "dtype"), *((f"numpy.{core}.multiarray", name) for core in ("core", "_core") for name in ("_reconstruct", "scalar"))}


class _Arrays(pickle.Unpickler):
    """Arrays of lists are pickled; nothing but arrays is made of them."""

    def find_class(self, module, name):
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name}: Expected arrays and lists of numbers alone")
        return super().find_class(module, name)


def arrays_of(path):
    """The arrays of a .npz file by their names, those of lists too."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            with archive.open(member) as file:
                version = np.lib.format.read_magic(file)
                shape, _, dtype = (np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0)(file)
                if dtype.hasobject:
                    found[member.removesuffix(".npy")] = _Arrays(file).load().reshape(shape)
                else:
                    found[member.removesuffix(".npy")] = np.frombuffer(file.read(), dtype).reshape(shape)
    return found


def shuffled(random, sequences, labels):
    """Both in another order."""
    order = np.arange(len(sequences))
    random.shuffle(order)
    return sequences[order], labels[order]


def marked(sequences, start_char, index_from):
    """Numbers moved up by `index_from`, behind the one that stands for the beginning."""
    if start_char is not None:
        return [[start_char, *(word + index_from for word in each)] for each in sequences]
    return [[word + (index_from or 0) for word in each] for each in sequences]


def short_ones(maxlen, sequences, labels):
    """Those below this length."""
    kept = [(each, label) for each, label in zip(sequences, labels) if len(each) < maxlen]
    return [each for each, _ in kept], [label for _, label in kept]


def cut(sequences, num_words, skip_top, oov_char):
    """Words from `skip_top` to below `num_words`; the others are `oov_char`, or left out for None."""
    num_words = num_words or max(max(each) for each in sequences)
    if oov_char is None:
        return [[word for word in each if skip_top <= word < num_words] for each in sequences]
    return [[word if skip_top <= word < num_words else oov_char for word in each] for each in sequences]


def as_objects(sequences):
    """An array of lists."""
    return np.array(sequences, dtype="object")


def word_index(path):
    """The numbers of the words, of a file of JSON."""
    with open(path_of(path), encoding="utf-8") as file:
        return json.load(file)
