"""What programs do with data sets: map, filter, batch, window, repeat, ... of anything that is gone through. Source: TensorFlow, tf.data.Dataset, whose names these are."""

import itertools

import numpy as np

from .arguments import whole
from .data import Repeatable
from .tensor import tensor


class Pipeline:
    """The operations of a data set by its elements, in the order in which it gives them."""

    is_endless = False

    def _stream(self, make, length=None, endless=None):
        """Another data set; `length`: its, of this one's, where that is known."""
        if self.is_endless if endless is None else endless:
            return Endless(make)
        own = _length_of(self)
        return Stream(make, None if length is None or own is None else length(own))

    def map(self, map_func, num_parallel_calls=None, deterministic=None, name=None):
        """Elements that are this function's of these; of tuples it takes the parts."""
        return self._stream(lambda: (as_element(called(map_func, each)) for each in self), lambda own: own)

    def filter(self, predicate, name=None):
        """The elements for which it is true."""
        return self._stream(lambda: (each for each in self if called(predicate, each)))

    def flat_map(self, map_func, name=None):
        """The elements of the data sets that this function gives, one behind the other."""
        return self._stream(lambda: (inner for each in self for inner in called(map_func, each)))

    def interleave(self, map_func, cycle_length=None, block_length=None, num_parallel_calls=None, deterministic=None, name=None):
        """The elements of the data sets that this function gives, `block_length` of each of `cycle_length` in turn."""
        def made():
            waiting, open_ones = iter(self), []
            while True:
                open_ones += [iter(called(map_func, each)) for each in itertools.islice(waiting, (cycle_length or 2) - len(open_ones))]
                if not open_ones:
                    return
                left = []
                for each in open_ones:
                    block = list(itertools.islice(each, block_length or 1))
                    yield from block
                    left += [each] if len(block) == (block_length or 1) else []
                open_ones = left
        return self._stream(made)

    def batch(self, batch_size, drop_remainder=False, num_parallel_calls=None, deterministic=None, name=None):
        """So many elements together."""
        need_positive("batch", batch_size=batch_size)
        return self._stream(lambda: (stacked(each) for each in _groups(self, batch_size, batch_size, drop_remainder)),
                            lambda own: own // batch_size if drop_remainder else -(-own // batch_size))

    def padded_batch(self, batch_size, padded_shapes=None, padding_values=None, drop_remainder=False, name=None):
        """So many elements together, filled up with `padding_values`, zeros as a rule, to the largest of them."""
        need_positive("padded_batch", batch_size=batch_size)
        if padded_shapes is not None and any(size not in (None, -1) for shape in leaves(padded_shapes) for size in np.atleast_1d(shape)):
            raise ValueError(f"padded_batch: invalid value for padded_shapes. Expected None, or shapes of None. Received: padded_shapes={padded_shapes}")
        return self._stream(lambda: (stacked(each, padding_values or 0) for each in _groups(self, batch_size, batch_size, drop_remainder)),
                            lambda own: own // batch_size if drop_remainder else -(-own // batch_size))

    def unbatch(self, name=None):
        """The samples one by one."""
        return self._stream(lambda: (mapped(each, lambda array, row=row: tensor(array[row])) for each in self for row in range(len(leaves(each)[0]))))

    def rebatch(self, batch_size, drop_remainder=False, name=None):
        """Batches of another size."""
        return self.unbatch().batch(batch_size, drop_remainder)

    def window(self, size, shift=None, stride=1, drop_remainder=False, name=None):
        """Data sets of `size` elements, `stride` apart, each `shift` elements behind the one before; of tuples a data set a part."""
        shift = size if shift is None else shift
        need_positive("window", size=size, shift=shift, stride=stride)

        def made():
            for group in _groups(self, (size - 1) * stride + 1, shift, drop_remainder):
                kept = group[::stride]
                yield mapped_together(kept, lambda parts: Stream(lambda: iter(parts), len(parts)))
        return self._stream(made, lambda own: max((own - (size - 1) * stride - 1) // shift + 1, 0) if drop_remainder else -(-own // shift))

    def concatenate(self, dataset, name=None):
        """The elements of both, one behind the other."""
        other = _length_of(dataset)
        return self._stream(lambda: itertools.chain(self, dataset), None if other is None else lambda own: own + other, self.is_endless or getattr(dataset, "is_endless", False))

    def enumerate(self, start=0, name=None):
        """Pairs of a number and an element."""
        return self._stream(lambda: ((tensor(np.asarray(number, np.int64)), each) for number, each in enumerate(self, start)), lambda own: own)

    def repeat(self, count=None, name=None):
        """So many times; without a number, or for -1, without an end: fit's `steps_per_epoch` says how long an epoch is."""
        if count is None or count == -1:
            return Endless(lambda: itertools.chain.from_iterable(iter(self) for _ in itertools.count()))
        return self._stream(lambda: itertools.chain.from_iterable(iter(self) for _ in range(int(count))), lambda own: own * int(count))

    def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=True, name=None):
        """Each element is drawn at random from the `buffer_size` next ones."""
        need_positive("shuffle", buffer_size=buffer_size)
        random = [np.random.RandomState(seed)]

        def made():
            draw = random[0] if reshuffle_each_iteration else np.random.RandomState(seed)
            source, waiting = iter(self), []
            for each in source:
                waiting.append(each)
                if len(waiting) >= int(buffer_size):
                    yield waiting.pop(draw.randint(len(waiting)))
            while waiting:
                yield waiting.pop(draw.randint(len(waiting)))
        return self._stream(made, lambda own: own)

    def take(self, count, name=None):
        """The first elements, all for -1."""
        if self.is_endless:
            return self if count < 0 else Stream(lambda: itertools.islice(self, int(count)), int(count))
        return self if count < 0 else self._stream(lambda: itertools.islice(self, int(count)), lambda own: min(own, int(count)))

    def skip(self, count, name=None):
        """Those behind the first."""
        return self._stream(lambda: itertools.islice(self, int(count), None), lambda own: max(own - int(count), 0))

    def take_while(self, predicate, name=None):
        """The elements up to the first for which it is false."""
        return self._stream(lambda: itertools.takewhile(lambda each: called(predicate, each), self), None, False)

    def shard(self, num_shards, index, name=None):
        """Every so manyth element."""
        return self._stream(lambda: itertools.islice(self, int(index), None, int(num_shards)), lambda own: max(-(-(own - int(index)) // int(num_shards)), 0))

    def reduce(self, initial_state, reduce_func, name=None):
        """A function of a state and an element, again and again."""
        state = as_element(initial_state)
        for each in self:
            state = as_element(reduce_func(state, each))
        return state

    def apply(self, transformation_func, name=None):
        """What the function makes of the data set."""
        return transformation_func(self)

    def get_single_element(self, name=None):
        """The only element."""
        first = list(itertools.islice(self, 2))
        if len(first) != 1:
            raise ValueError(f"get_single_element: Expected a data set of one element. Received: {'several' if first else 'none'}")
        return first[0]

    def as_numpy_iterator(self):
        """The elements one by one as NumPy's arrays."""
        return (mapped(each, lambda array: np.asarray(array)[()]) for each in self)

    def cache(self, filename="", name=None):
        """The same: nothing is kept, what there is is made when it is asked for."""
        return self

    def prefetch(self, buffer_size=None, name=None):
        """The same."""
        return self

    def with_options(self, options, name=None):
        """The same."""
        return self

    def cardinality(self, name=None):
        """How many elements: -1 without an end, -2 for not known."""
        try:
            return tensor(np.asarray(-1 if self.is_endless else len(self), np.int64))
        except TypeError:
            return tensor(np.asarray(-2, np.int64))

    @property
    def element_spec(self):
        """Shapes and element types, of the first element."""
        from .specs import TensorSpec
        return mapped(next(iter(self)), lambda array: TensorSpec(np.shape(array), np.asarray(array).dtype))


class Stream(Pipeline, Repeatable):
    """What is made anew each time that it is gone through."""

    def __init__(self, make, length=None):
        self._make, self._length = make, length

    def __iter__(self):
        return iter(self._make())

    def __len__(self):
        if self._length is None:
            raise TypeError("The dataset length is unknown.")
        return self._length

    def __bool__(self):
        return True

    def __repr__(self):
        return f"<Dataset element_spec={self.element_spec}>"


class Endless(Stream):
    """Without an end: a fit goes on where the epoch before has stopped."""

    is_endless = True

    def __len__(self):
        raise TypeError("The dataset is infinite.")


def _length_of(dataset):
    try:
        return len(dataset)
    except TypeError:
        return None


def called(function, element):
    """A function of an element: a tuple's parts are its arguments."""
    return function(*element) if isinstance(element, tuple) else function(element)


def mapped(value, change):
    """Of tuples and dicts, with every array changed; a list is an array."""
    if isinstance(value, dict):
        return {name: mapped(each, change) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(mapped(each, change) for each in value)
    return change(value)


def mapped_together(items, change):
    """The same structure with a function of the list of what stands in a place in all items."""
    first = items[0] if items else ()
    if isinstance(first, dict):
        return {name: mapped_together([each[name] for each in items], change) for name in first}
    if isinstance(first, tuple):
        return tuple(mapped_together([each[place] for each in items], change) for place in range(len(first)))
    return change(items)


def leaves(value):
    """The arrays in tuples and dicts."""
    parts = list(value.values()) if isinstance(value, dict) else value
    return [leaf for each in parts for leaf in leaves(each)] if isinstance(parts, (tuple, list)) else [value]


def as_element(value):
    """What a function gives, as TensorFlow has it: lists and numbers are arrays."""
    return mapped(value, lambda each: each if isinstance(each, Pipeline) else tensor(as_array(each)))


def as_array(value):
    """Of Python's numbers float32 and int32, of arrays what they are."""
    array = np.asarray(value)
    if isinstance(value, (list, int, float)) and not _holds_arrays(value):
        array = array.astype({np.dtype("float64"): "float32", np.dtype("int64"): "int32"}.get(array.dtype, array.dtype))
    return array


def _holds_arrays(value):
    while isinstance(value, (list, tuple)) and value:
        value = value[0]
    return hasattr(value, "dtype")


def stacked(items, fill=None):
    """Elements as one; with `fill` those that are shorter along an axis are filled up."""
    def one(arrays):
        arrays = [np.asarray(each) for each in arrays]
        if fill is not None and arrays[0].ndim:
            sizes = np.max([each.shape for each in arrays], axis=0)
            arrays = [np.pad(each, [(0, size - own) for size, own in zip(sizes, each.shape)], constant_values=fill) for each in arrays]
        return tensor(np.stack(arrays))
    return mapped_together(items, one)


def _groups(source, size, shift, drop):
    """Lists of `size` elements, each `shift` behind the one before; shorter ones at the end unless they are dropped."""
    source, group = iter(source), []
    while True:
        group += itertools.islice(source, size - len(group))
        if not group or drop and len(group) < size:
            return
        yield group
        if shift > size:
            next(itertools.islice(source, shift - size - 1, None), None)
        group = group[shift:]


def need_positive(where, **sizes):
    for name, size in sizes.items():
        if whole(where, name, int(size) if isinstance(size, np.ndarray) and size.ndim == 0 else size) < 1:
            raise ValueError(f"{where}: invalid value for {name}. Expected an integer >= 1. Received: {name}={size}")
