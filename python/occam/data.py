"""What fit, evaluate and predict take: arrays, lists and dicts of them, data frames, generators, PyDataset."""

import itertools

import numpy as np

from .tensor import numbers


class Ready(list):
    """Arrays as the network takes them, behind the layers of arrays in front of it."""


class Repeatable:
    """What makes batches anew each time that it is gone through; one without an end goes on in the next epoch."""

    is_endless = False


def is_source(x):
    """Is it something that makes batches?"""
    return isinstance(x, PyDataset) or (hasattr(x, "__next__") and not hasattr(x, "__array__")) or is_loader(x)


def is_loader(x):
    """Does it make the same batches each time that it is gone through, such as a DataLoader of PyTorch's?"""
    return isinstance(x, Repeatable) or hasattr(x, "__iter__") and hasattr(x, "dataset") and hasattr(x, "batch_size") and not hasattr(x, "__array__")


def arrays(where, value):
    """(list of arrays, names): the names are empty for one array or a list by position; None stays None."""
    if value is None:
        return None
    if isinstance(value, dict):
        return [numbers(f"{where}, {name}", each) for name, each in value.items()], [str(name) for name in value]
    if isinstance(value, (list, tuple)) and value and all(_is_array(each) for each in value):
        return [_column(numbers(where, each)) for each in value], []
    try:
        return [_column(numbers(where, plain(value)))], []
    except ValueError:
        _tell_column(where, value)
        raise


def first_inputs(source):
    """The inputs of the first batch of what makes batches, and a source of all of them."""
    if isinstance(source, PyDataset):
        item = source[0]
    elif is_loader(source):
        item = next(iter(source), None)
        item = tuple(item) if isinstance(item, list) else item
    else:
        item = next(source, None)
        source = itertools.chain([] if item is None else [item], source)
    return (item[0] if isinstance(item, tuple) else item), source


def _is_array(value):
    return getattr(value, "ndim", 0) > 0 or hasattr(value, "__dlpack__") or hasattr(value, "__dataframe__") and hasattr(value, "shape")


def _column(array):
    if array.ndim == 0:
        raise ValueError(f"Expected an array with samples as its first axis. Received: an array of shape () with {array}")
    return array


def _tell_column(where, value):
    """Errors: ValueError for a data frame with a column that is no numbers."""
    if not hasattr(value, "columns") or not hasattr(value, "to_numpy"):
        return
    for name in value.columns:
        try:
            numbers("", np.asarray(value[name]))
        except ValueError:
            example = np.asarray(value[name]).reshape(-1)[0]
            raise ValueError(f"{where}: column {str(name)!r} has no numbers. Expected them in every column; StringLookup and FeatureSpace make them of texts. "
                             f"Received: {example!r} in its first row") from None


def plain(value):
    """Data frames and arrays of other packages as NumPy's, without a copy where that can be."""
    if hasattr(value, "to_numpy"):
        return value.to_numpy()
    if hasattr(value, "detach"):
        value = value.detach()
    if hasattr(value, "__array__") or not hasattr(value, "__dlpack__"):
        return value
    return np.from_dlpack(value)


def examples(where, x, y, compared=True):
    """Inputs and targets as arrays() has them; no targets where nothing is `compared` with them."""
    inputs, targets = arrays("x", x), arrays("y", y) if compared else None
    if inputs is None or targets is None and compared:
        raise ValueError(f"{where}: Expected x and y. Received: " + ("y" if inputs is None else "x") + " alone")
    return inputs, targets


def ranked(inputs, names, shapes):
    """What arrays() gives, an axis of size 1 at an array's end more or less where an input of these names and shapes of a sample wants it.

    Source: Keras 3, Functional._adjust_input_rank.
    """
    given, given_names = inputs
    if set(names) < set(given_names):  # a dict may hold more than the inputs
        given, given_names = [given[given_names.index(name)] for name in names], list(names)
    if given_names:
        by_name = dict(zip(names, shapes))
        shapes = [by_name.get(name) for name in given_names]
    return [_with_rank(array, shape) for array, shape in zip(given, shapes)] + given[len(shapes):], given_names


def _with_rank(array, shape):
    rank = None if shape is None else len(shape) + 1
    if rank is None or array.ndim in (0, rank):
        return array
    if array.ndim == rank + 1 and array.shape[-1] == 1:
        return array.reshape(array.shape[:-1])
    return array.reshape(*array.shape, 1) if array.ndim == rank - 1 and shape[-1] == 1 else array


def split_validation(validation_data, compared=True):
    """(x, y, sample_weight) of Keras's validation_data."""
    if not compared:
        return (validation_data[0] if isinstance(validation_data, tuple) else validation_data), None, None
    if not isinstance(validation_data, (tuple, list)) or len(validation_data) not in (2, 3):
        raise ValueError("fit: invalid value for validation_data. Expected (x, y) or (x, y, sample_weight). "
                         f"Received: {type(validation_data).__name__}")
    return (*validation_data, None) if len(validation_data) == 2 else tuple(validation_data)


#: tf.data's word for "as many as you like".
AUTOTUNE = -1


def __getattr__(name):
    if name == "Dataset":  # tf.data.Dataset, of which is what its methods give
        from .dataset import Dataset
        return Dataset
    from . import file_datasets
    if name == "experimental":
        return file_datasets
    if name == "TextLineDataset":
        return file_datasets.TextLineDataset
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class PyDataset:
    """Batches by index: write __len__ and __getitem__, and on_epoch_end if order changes. Source: Keras 3, utils.PyDataset."""

    def __init__(self, workers=1, use_multiprocessing=False, max_queue_size=10):
        self.workers, self.use_multiprocessing, self.max_queue_size = workers, use_multiprocessing, max_queue_size

    def __getitem__(self, index):
        raise NotImplementedError

    def __len__(self):
        raise NotImplementedError

    def __iter__(self):
        """The batches of an epoch, or without an end."""
        try:
            count = self.num_batches
        except NotImplementedError:
            count = None
        return (self[index] for index in (itertools.count() if count is None else range(count)))

    @property
    def num_batches(self):
        """Of an epoch; None where the batches have no end."""
        return len(self)

    def on_epoch_begin(self):
        pass

    def on_epoch_end(self):
        pass


def batch_of(item):
    """(x, y, sample_weight) of what a generator or a data set gives."""
    parts = item if isinstance(item, tuple) else (item,)
    if len(parts) > 3:
        raise ValueError(f"a batch: Expected x, (x, y) or (x, y, sample_weight). Received: a tuple of {len(parts)}")
    x, y, weight = (*parts, None, None)[:3]
    return arrays("x", x), arrays("y", y), arrays("sample_weight", weight)


class Generated:
    """A generator as the engine's source: one sequence over all epochs."""

    restarts = False

    def __init__(self, generator):
        self._generator = iter(generator)

    def next(self):
        try:
            return batch_of(next(self._generator))
        except StopIteration:
            return None

    def batches(self):
        return 0


class Indexed:
    """A PyDataset as the engine's source; one without an end goes on in the next epoch."""

    def __init__(self, dataset):
        self._dataset, self._place, self._count = dataset, 0, dataset.num_batches
        self.restarts = self._count is not None

    def next(self):
        if self._is_at_end():
            return None
        self._place += 1
        return batch_of(self._dataset[self._place - 1])

    def _is_at_end(self):
        return self.restarts and self._place >= self._dataset.num_batches

    def begin_epoch(self, number):
        if self._place > 0:
            self._dataset.on_epoch_end()
        if self.restarts:
            self._place = 0
        self._dataset.on_epoch_begin()

    def batches(self):
        return self._dataset.num_batches or 0

    def end(self):
        """Behind the last epoch, which no other one follows."""
        if self._is_at_end():
            self._dataset.on_epoch_end()


class Loaded:
    """What is gone through anew in every epoch, as the engine's source."""

    restarts = True

    def __init__(self, loader):
        self._loader, self._batches = loader, iter(loader)

    def next(self):
        item = next(self._batches, None)
        return None if item is None else batch_of(tuple(item) if isinstance(item, list) else item)

    def begin_epoch(self, number):
        self._batches = iter(self._loader)

    def batches(self):
        try:
            return len(self._loader)
        except TypeError:
            return 0


def source_of(x):
    if isinstance(x, PyDataset):
        return Indexed(x)
    return Loaded(x) if is_loader(x) and not getattr(x, "is_endless", False) else Generated(x)


def end(options):
    """After a pass: the sources of these options are told."""
    for name in ("source", "validation_source"):
        if hasattr(options.get(name), "end"):
            options[name].end()
