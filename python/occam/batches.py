"""Data sets that are cut into batches, by their numbers. Source: TensorFlow, tf.data.Dataset, whose names these are."""

import numpy as np

from .data import PyDataset
from .pipeline import Pipeline, as_element, called, mapped
from .tensor import tensor


class Batches(Pipeline, PyDataset):
    """Rows of something in batches, by their numbers in an order; batch_size=None: one by one."""

    def __init__(self, order, batch_size, random=None):
        PyDataset.__init__(self)
        self._order, self._batch_size, self._random = np.asarray(order), batch_size, random

    def rows(self, rows):
        """What these rows have, as a batch."""
        raise NotImplementedError

    def __len__(self):
        return -(-len(self._order) // (self._batch_size or 1))

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(index)
        size = self._batch_size or 1
        found = self.rows(self._order[index * size:(index + 1) * size])
        return mapped(found, tensor if self._batch_size is not None else lambda array: tensor(array[0]))

    def __iter__(self):
        yield from map(self.__getitem__, range(len(self)))
        self.on_epoch_end()

    def on_epoch_end(self):
        """The next epoch has another order where there is one at random."""
        if self._random is not None:
            self._random.shuffle(self._order)

    def map(self, map_func, num_parallel_calls=None, deterministic=None, name=None):
        """Batches that are this function's of these; of pairs it takes both."""
        return Changed(self, map_func)

    def take(self, count, name=None):
        """The first batches, all for -1."""
        return Part(self, 0, len(self) if count < 0 else count)

    def skip(self, count, name=None):
        """Those behind the first."""
        return Part(self, count, len(self))


class Changed(Batches):
    """A function of the batches of another data set."""

    def __init__(self, source, change):
        PyDataset.__init__(self)
        self._source, self._change = source, change

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._source, name)  # class_names, file_paths

    def __len__(self):
        return len(self._source)

    def __getitem__(self, index):
        return as_element(called(self._change, self._source[index]))

    def on_epoch_end(self):
        self._source.on_epoch_end()


class Part(Batches):
    """Some batches of another data set."""

    def __init__(self, source, first, end):
        PyDataset.__init__(self)
        self._source, self._first, self._end = source, first, min(end, len(source))

    def __len__(self):
        return max(self._end - self._first, 0)

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._source[self._first + index]

    def on_epoch_end(self):
        self._source.on_epoch_end()
