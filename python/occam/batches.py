"""Data sets that are cut into batches, and what programs do with such: map, take, skip, ... Source: TensorFlow, tf.data.Dataset, whose names these are."""

import numpy as np

from .data import PyDataset


class Batches(PyDataset):
    """Rows of something in batches, by their numbers in an order; batch_size=None: one by one."""

    def __init__(self, order, batch_size, random=None):
        super().__init__()
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
        if self._batch_size is not None:
            return found
        return tuple(each[0] for each in found) if isinstance(found, tuple) else found[0]

    def __iter__(self):
        yield from map(self.__getitem__, range(len(self)))
        self.on_epoch_end()

    def on_epoch_end(self):
        """The next epoch has another order where there is one at random."""
        if self._random is not None:
            self._random.shuffle(self._order)

    def map(self, map_func, num_parallel_calls=None, deterministic=None):
        """Batches that are this function's of these; of pairs it takes both."""
        return Changed(self, map_func)

    def take(self, count):
        """The first batches, all for -1."""
        return Part(self, 0, len(self) if count < 0 else count)

    def skip(self, count):
        """Those behind the first."""
        return Part(self, count, len(self))

    def as_numpy_iterator(self):
        """The batches one by one."""
        return iter(self)

    def cardinality(self):
        """How many batches."""
        return len(self)

    def cache(self, filename=""):
        """The same: nothing is kept, the batches are made when they are asked for."""
        return self

    def prefetch(self, buffer_size=None):
        """The same."""
        return self

    def with_options(self, options):
        """The same."""
        return self


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
        item = self._source[index]
        return self._change(*item) if isinstance(item, tuple) else self._change(item)

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
