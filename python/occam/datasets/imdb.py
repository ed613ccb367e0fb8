"""Reviews of films from Keras's file imdb.npz. Source: Keras 3, keras.datasets.imdb."""

import numpy as np

from . import texts
from .local import path_of


def load_data(path="imdb.npz", num_words=None, skip_top=0, maxlen=None, seed=113, start_char=1, oov_char=2, index_from=3):
    """((x_train, y_train), (x_test, y_test)): lists of word numbers, 1 for praise."""
    found, random = texts.arrays_of(path_of(path)), np.random.RandomState(seed)
    parts = []
    for name in ("train", "test"):
        x, y = texts.shuffled(random, found[f"x_{name}"], found[f"y_{name}"])
        parts.append((texts.marked(x, start_char, index_from), y))
    if maxlen:
        parts = [texts.short_ones(maxlen, x, y) for x, y in parts]
        if not all(x for x, _ in parts):
            raise ValueError(f"After filtering for sequences shorter than maxlen={maxlen}, no sequence was kept. Increase maxlen.")
    labels, first = np.concatenate([y for _, y in parts]), len(parts[0][0])
    x = texts.cut(parts[0][0] + parts[1][0], num_words, skip_top, oov_char)
    return (texts.as_objects(x[:first]), labels[:first]), (texts.as_objects(x[first:]), labels[first:])


def get_word_index(path="imdb_word_index.json"):
    """The number of each word, before `index_from` is added."""
    return texts.word_index(path)
