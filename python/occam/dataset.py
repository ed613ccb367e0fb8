"""Arrays as a data set of samples, by the names of tf.data.Dataset, as Keras's guides have it. Source: TensorFlow, tf.data.Dataset."""

import numpy as np

from .batches import Batches
from .pipeline import Endless, Pipeline, Stream, as_array, as_element, called, leaves, mapped, need_positive
from .tensor import tensor


class Dataset(Batches):
    """Samples, or batches of them, of arrays in tuples and dicts: `Dataset.from_tensor_slices((x, y)).shuffle(100).batch(32)`.

    shuffle() is of all samples, whatever the buffer, in another order each epoch. What map() makes is made anew each time that it is asked for.
    """

    def __init__(self, arrays, order, batch_size=None, random=None, drop=False):
        super().__init__(order, batch_size, random)
        self._arrays, self._drop = arrays, drop

    @classmethod
    def from_tensor_slices(cls, tensors, name=None):
        """A sample for each place on the first axis of the arrays."""
        arrays = mapped(tensors, as_array)
        sizes = {len(each) if each.ndim else -1 for each in leaves(arrays)}
        if len(sizes) != 1 or -1 in sizes:
            raise ValueError(f"from_tensor_slices: Expected arrays of equally many samples. Received: shapes {[each.shape for each in leaves(arrays)]}")
        return cls(arrays, np.arange(sizes.pop()))

    @classmethod
    def from_tensors(cls, tensors, name=None):
        """These arrays as one element."""
        return cls(mapped(tensors, lambda each: as_array(each)[np.newaxis]), np.arange(1))

    @staticmethod
    def from_generator(generator, output_types=None, output_shapes=None, args=None, output_signature=None, name=None):
        """What a function that makes a generator gives, in the element types that are said."""
        if not callable(generator):
            raise TypeError("`generator` must be a Python callable.")
        kinds = output_types if output_signature is None else mapped(output_signature, lambda each: each.dtype)

        def typed(value, kind):
            if isinstance(kind, dict):
                return {name: typed(value[name], each) for name, each in kind.items()}
            if isinstance(kind, tuple):
                return tuple(typed(each, own) for each, own in zip(value, kind))
            return tensor(np.asarray(value) if kind is None or np.dtype(kind).kind in "US" else np.asarray(value).astype(kind))
        return Stream(lambda: (as_element(each) if kinds is None else typed(each, kinds) for each in generator(*(args or ()))))

    @classmethod
    def range(cls, *limits, output_type=None, name=None):
        """Whole numbers, as range() has them."""
        return cls.from_tensor_slices(np.arange(*(int(each) for each in limits), dtype=output_type or np.int64))

    @staticmethod
    def zip(*datasets, name=None):
        """Elements of several data sets side by side."""
        given = datasets[0] if len(datasets) == 1 and isinstance(datasets[0], (tuple, dict)) else datasets
        found = leaves(given)
        if not all(isinstance(each, Pipeline) for each in found):
            raise TypeError(f"zip: invalid value for datasets. Expected data sets. Received: {[type(each).__name__ for each in found]}")
        if any(not isinstance(each, Dataset) or each._batch_size is not None or each._random is not None for each in found):
            def made():
                for parts in zip(*found):
                    left = iter(parts)
                    yield mapped(given, lambda each: next(left))
            return Endless(made) if all(each.is_endless for each in found) else Stream(made, _shortest(found))
        count = min(len(each) for each in found)
        return Dataset(mapped(given, lambda each: mapped(each._arrays, lambda array: array[each._order[:count]])), np.arange(count))

    @staticmethod
    def list_files(file_pattern, shuffle=None, seed=None, name=None):
        """The names of the files that fit a pattern, or several, in another order each time."""
        import glob
        found = sorted(path for pattern in ([file_pattern] if isinstance(file_pattern, str) else list(file_pattern)) for path in glob.glob(str(pattern)))
        if not found:
            raise ValueError(f"list_files: no files. Expected some that match. Received: file_pattern={file_pattern!r}")
        listed = Dataset.from_tensor_slices(np.array(found))
        return listed if shuffle is False else listed.shuffle(len(found), seed)

    @staticmethod
    def random(seed=None, rerandomize_each_iteration=None, name=None):
        """Whole numbers below 2^32 at random, without an end."""
        def made():
            draw = np.random.RandomState(seed)
            while True:
                yield tensor(np.asarray(draw.randint(2**32, dtype=np.uint64), np.int64))
        return Endless(made)

    @staticmethod
    def choose_from_datasets(datasets, choice_dataset, stop_on_empty_dataset=True):
        """From one data set or another, as a data set of numbers says."""
        def made():
            running = [iter(each) for each in datasets]
            for place in choice_dataset:
                found = next(running[int(place)], None)
                if found is None:
                    return
                yield found
        return Stream(made)

    @staticmethod
    def sample_from_datasets(datasets, weights=None, seed=None, stop_on_empty_dataset=False, rerandomize_each_iteration=None):
        """From data sets at random, with these probabilities; of those that are at their end no more."""
        def made():
            draw, running = np.random.RandomState(seed), [iter(each) for each in datasets]
            chances = np.full(len(running), 1.0) if weights is None else np.array(weights, float)
            while chances.sum() > 0:
                place = draw.choice(len(running), p=chances / chances.sum())
                found = next(running[place], None)
                if found is not None:
                    yield found
                elif stop_on_empty_dataset:
                    return
                else:
                    chances[place] = 0
        return (Endless if all(each.is_endless for each in datasets) else Stream)(made)

    def rows(self, rows):
        return mapped(self._arrays, lambda array: array[rows])

    def __len__(self):
        size = self._batch_size or 1
        return len(self._order) // size if self._drop else -(-len(self._order) // size)

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(index)
        if self._batch_size is None:
            row = self._order[index]
            return mapped(self._arrays, lambda array: tensor(array[row]))
        return mapped(self.rows(self._order[index * self._batch_size:(index + 1) * self._batch_size]), tensor)

    def __repr__(self):
        return f"<Dataset element_spec={self.element_spec}>"

    def batch(self, batch_size, drop_remainder=False, num_parallel_calls=None, deterministic=None, name=None):
        """So many samples, or batches, together."""
        need_positive("batch", batch_size=batch_size)
        if self._batch_size is not None:
            return super().batch(batch_size, drop_remainder)
        return Dataset(self._arrays, self._order, int(batch_size), self._random, drop_remainder)

    def unbatch(self, name=None):
        """The samples one by one; of samples the parts of each."""
        return super().unbatch() if self._batch_size is None else Dataset(self._arrays, self._order, None, self._random)

    def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=True, name=None):
        """In an order at random: of all samples, whatever the buffer; of batches by the buffer."""
        need_positive("shuffle", buffer_size=buffer_size)
        if self._batch_size is not None:
            return super().shuffle(buffer_size, seed, reshuffle_each_iteration)
        if buffer_size == 1:
            return self
        random = np.random.RandomState(seed)
        order = random.permutation(self._order)
        return Dataset(self._arrays, order, None, random if reshuffle_each_iteration else None)

    def repeat(self, count=None, name=None):
        """So many times; without a number, or for -1, without an end: fit's `steps_per_epoch` says how long an epoch is."""
        if count is None or count == -1 or self._batch_size is not None or self._random is not None:
            return super().repeat(count)
        return Dataset(self._arrays, np.tile(self._order, int(count)))

    def take(self, count, name=None):
        if self._batch_size is None:
            return Dataset(self._arrays, self._order[:len(self._order) if count < 0 else count])
        return super().take(count)

    def skip(self, count, name=None):
        if self._batch_size is None:
            return Dataset(self._arrays, self._order[count:])
        return super().skip(count)

    def filter(self, predicate, name=None):
        """The samples for which it is true."""
        if self._batch_size is not None:
            return super().filter(predicate)
        return Dataset(self._arrays, self._order[np.array([bool(called(predicate, each)) for each in map(self.__getitem__, range(len(self)))], bool)])


def _shortest(datasets):
    lengths = [each.cardinality() for each in datasets if not each.is_endless]
    return None if -2 in lengths else int(min(lengths))
