"""Sequences of other lengths as rows of one, and pieces of series. Source: Keras 3, keras.preprocessing.sequence, keras.src.legacy.preprocessing.sequence."""

import random

import numpy as np

from ..data import PyDataset
from ..utils import pad_sequences


class TimeseriesGenerator(PyDataset):
    """Batches of pieces of `length` rows of a series, each with the target of the row behind it."""

    def __init__(self, data, targets, length, sampling_rate=1, stride=1, start_index=0, end_index=None, shuffle=False, reverse=False, batch_size=128, **kwargs):
        super().__init__(**kwargs)
        if len(data) != len(targets):
            raise ValueError(f"Data and targets have to be of same length. Data length is {len(data)} while target length is {len(targets)}")
        self.data, self.targets, self.length, self.sampling_rate, self.stride = np.asarray(data), np.asarray(targets), length, sampling_rate, stride
        self.start_index, self.end_index = start_index + length, len(data) - 1 if end_index is None else end_index
        self.shuffle, self.reverse, self.batch_size = shuffle, reverse, batch_size
        if self.start_index > self.end_index:
            raise ValueError(f"`start_index+length={self.start_index} > end_index={self.end_index}` is disallowed, as no part of the sequence would be left to be used as current step.")

    def __len__(self):
        step = self.batch_size * self.stride
        return (self.end_index - self.start_index + step) // step

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(index)
        first, step = self.start_index + self.batch_size * self.stride * index, self.batch_size * self.stride
        if self.shuffle:
            rows = np.random.randint(self.start_index, self.end_index + 1, size=self.batch_size)
        else:
            rows = np.arange(first, min(first + step, self.end_index + 1), self.stride)
        samples = np.array([self.data[row - self.length:row:self.sampling_rate] for row in rows])
        return (samples[:, ::-1] if self.reverse else samples), self.targets[rows]


def make_sampling_table(size, sampling_factor=1e-5):
    """How likely word2vec takes the word of each rank, whose frequency is Zipf's."""
    rank = np.arange(size)
    rank[0] = 1
    frequency = sampling_factor * (rank * (np.log(rank) + 0.577) + 0.5 - 1 / (12.0 * rank))
    return np.minimum(1.0, frequency / np.sqrt(frequency))


def skipgrams(sequence, vocabulary_size, window_size=4, negative_samples=1.0, shuffle=True, categorical=False, sampling_table=None, seed=None):
    """(pairs of a word and one within the window, or one at random; labels 1 and 0)."""
    near = []
    for place, word in enumerate(sequence):
        if not word or sampling_table is not None and sampling_table[word] < random.random():
            continue
        around = [*sequence[max(0, place - window_size):place], *sequence[place + 1:place + window_size + 1]]
        near += [[word, other] for other in around if other]
    count, words = int(len(near) * negative_samples), [word for word, _ in near]
    random.shuffle(words)
    pairs = near + [[words[number % len(words)], random.randint(1, vocabulary_size - 1)] for number in range(count)]
    labels = [[0, 1] if categorical else 1] * len(near) + [[1, 0] if categorical else 0] * count
    if shuffle:
        order = list(range(len(pairs)))
        random.Random(seed).shuffle(order)
        pairs, labels = [pairs[each] for each in order], [labels[each] for each in order]
    return pairs, labels


__all__ = ["TimeseriesGenerator", "make_sampling_table", "pad_sequences", "skipgrams"]
