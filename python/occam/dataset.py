"""Arrays as a data set of samples, by the names of tf.data.Dataset, as Keras's guides have it. Source: TensorFlow, tf.data.Dataset."""

import numpy as np

from .arguments import whole
from .batches import Batches


class Dataset(Batches):
    """Samples, or batches of them, of arrays in tuples and dicts: `Dataset.from_tensor_slices((x, y)).shuffle(100).batch(32)`.

    shuffle() is of all samples, whatever the buffer, in another order each epoch. What map() makes is made when it is asked for.
    """

    def __init__(self, arrays, order, batch_size=None, random=None, drop=False):
        super().__init__(order, batch_size, random)
        self._arrays, self._drop = arrays, drop

    @classmethod
    def from_tensor_slices(cls, tensors, name=None):
        """A sample for each place on the first axis of the arrays."""
        arrays = _mapped(tensors, np.asarray)
        sizes = {len(each) if each.ndim else -1 for each in _leaves(arrays)}
        if len(sizes) != 1 or -1 in sizes:
            raise ValueError(f"from_tensor_slices: Expected arrays of equally many samples. Received: shapes {[each.shape for each in _leaves(arrays)]}")
        return cls(arrays, np.arange(sizes.pop()))

    @classmethod
    def range(cls, *limits):
        """Whole numbers, as range() has them."""
        return cls.from_tensor_slices(np.arange(*limits))

    @staticmethod
    def zip(*datasets):
        """Samples, or batches, of several data sets side by side."""
        datasets = datasets[0] if len(datasets) == 1 and isinstance(datasets[0], tuple) else datasets
        if not all(isinstance(each, Dataset) and each._batch_size is None for each in datasets):
            raise ValueError("zip: Expected data sets of from_tensor_slices() that are not batched. Received: others")
        count = min(len(each) for each in datasets)
        return Dataset(tuple(_mapped(each._arrays, lambda array, order=each._order: array[order[:count]]) for each in datasets), np.arange(count))

    def rows(self, rows):
        return _mapped(self._arrays, lambda array: array[rows])

    def __len__(self):
        size = self._batch_size or 1
        return len(self._order) // size if self._drop else -(-len(self._order) // size)

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(index)
        if self._batch_size is None:
            return self.rows(self._order[index])
        return self.rows(self._order[index * self._batch_size:(index + 1) * self._batch_size])

    def batch(self, batch_size, drop_remainder=False, num_parallel_calls=None, deterministic=None):
        """So many samples together."""
        if self._batch_size is not None:
            raise ValueError("batch: the samples are in batches already. Expected unbatch() before")
        if whole("batch", "batch_size", batch_size) < 1:
            raise ValueError(f"batch: invalid value for batch_size. Expected an integer >= 1. Received: batch_size={batch_size}")
        return Dataset(self._arrays, self._order, batch_size, self._random, drop_remainder)

    def unbatch(self):
        """The samples one by one."""
        return Dataset(self._arrays, self._order, None, self._random)

    def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=True):
        """In an order at random."""
        if self._batch_size is not None:
            raise ValueError("shuffle: the samples are in batches already. Expected shuffle() before batch()")
        random = np.random.RandomState(seed)
        order = random.permutation(self._order)
        return Dataset(self._arrays, order, None, random if reshuffle_each_iteration else None)

    def repeat(self, count=None):
        """So many times; without a number it is refused: fit's `epochs` say how often."""
        if count is None:
            raise ValueError("repeat: invalid value for count. Expected a number; `epochs` of fit say how often. Received: count=None")
        return Dataset(self._arrays, np.tile(self._order, count), self._batch_size, self._random, self._drop)

    def take(self, count):
        if self._batch_size is None:
            return Dataset(self._arrays, self._order[:len(self._order) if count < 0 else count])
        return super().take(count)

    def skip(self, count):
        if self._batch_size is None:
            return Dataset(self._arrays, self._order[count:])
        return super().skip(count)

    def map(self, map_func, num_parallel_calls=None, deterministic=None):
        if self._batch_size is not None:
            return super().map(map_func)
        items = [map_func(*each) if isinstance(each, tuple) else map_func(each) for each in map(self.__getitem__, range(len(self)))]
        return Dataset.from_tensor_slices(_stacked(items))

    def filter(self, predicate):
        """The samples for which it is true."""
        if self._batch_size is not None:
            raise ValueError("filter: the samples are in batches already. Expected filter() before batch()")
        kept = [bool(predicate(*each) if isinstance(each, tuple) else predicate(each)) for each in map(self.__getitem__, range(len(self)))]
        return Dataset(self._arrays, self._order[np.array(kept, bool)])


def _mapped(value, change):
    """Of tuples and dicts, with every array changed; a list is an array."""
    if isinstance(value, dict):
        return {name: _mapped(each, change) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_mapped(each, change) for each in value)
    return change(value)


def _leaves(value):
    parts = list(value.values()) if isinstance(value, dict) else value
    return [leaf for each in parts for leaf in _leaves(each)] if isinstance(parts, (tuple, list)) else [value]


def _stacked(items):
    first = items[0] if items else ()
    if isinstance(first, dict):
        return {name: _stacked([each[name] for each in items]) for name in first}
    if isinstance(first, tuple):
        return tuple(_stacked([each[place] for each in items]) for place in range(len(first)))
    return np.stack([np.asarray(each) for each in items])
