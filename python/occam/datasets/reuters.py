"""News by topics from Keras's file reuters.npz. Source: Keras 3, keras.datasets.reuters."""

import numpy as np

from . import texts
from .local import path_of

_TOPICS = """cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade reserves ship cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum oilseed gold tin
strategic-metal livestock retail ipi iron-steel rubber heat jobs lei bop zinc orange pet-chem dlr gas silver wpi hog lead""".split()


def load_data(path="reuters.npz", num_words=None, skip_top=0, maxlen=None, test_split=0.2, seed=113, start_char=1, oov_char=2, index_from=3):
    """((x_train, y_train), (x_test, y_test)): lists of word numbers, topics from 0 to 45."""
    found = texts.arrays_of(path_of(path))
    x, y = texts.shuffled(np.random.RandomState(seed), found["x"], found["y"])
    x = texts.marked(x, start_char, index_from)
    if maxlen:
        x, y = texts.short_ones(maxlen, x, y)
    x, first = texts.cut(x, num_words, skip_top, oov_char), int(len(x) * (1 - test_split))
    return (texts.as_objects(x[:first]), np.array(y[:first])), (texts.as_objects(x[first:]), np.array(y[first:]))


def get_word_index(path="reuters_word_index.json"):
    """The number of each word, before `index_from` is added."""
    return texts.word_index(path)


def get_label_names():
    """The topics, in the order of their numbers."""
    return tuple(_TOPICS)
