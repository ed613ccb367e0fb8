"""The batches of a fit, an evaluation or a prediction whose steps are a program's own. Source: Keras 3, data adapters."""

import itertools

import numpy as np

from . import data
from .compiled_parts import as_tensors
from .fit_arguments import limited
from .random import next_seed
from .structures import leaves, map_leaves
from .utils import pack_x_y_sample_weight, unpack_x_y_sample_weight


class StepBatches:
    """Batches of arrays, or of what makes batches, as `train_step` is given them; `steps`: how many an epoch has, or None."""

    def __init__(self, x, y=None, sample_weight=None, batch_size=None, shuffle=False, class_weight=None, steps=None):
        steps = limited("steps_per_epoch", steps)
        self._class_weight, self._limit = class_weight, steps
        self._is_source = data.is_source(x)
        self._random = np.random.default_rng(next_seed()) if shuffle else None
        if self._is_source:
            if y is not None:
                raise ValueError("`y` is made by the source that is given as x. Received: y as well")
            self._source = x
            self.steps = _batches_in(x) if steps is None else steps
            return
        self._arrays = as_tensors(map_leaves(pack_x_y_sample_weight(x, y, sample_weight), data.plain))
        sizes = {len(each) for each in leaves(self._arrays) if each is not None}
        if len(sizes) != 1:
            raise ValueError(f"Data cardinality is ambiguous. Make sure all arrays contain the same number of samples. Received: {sorted(sizes)} samples")
        self._samples, self._size = sizes.pop(), batch_size or 32
        whole = -(-self._samples // self._size)
        self.steps = whole if steps is None else min(steps, whole)

    def epoch(self):
        """The batches of one more epoch."""
        batches = self._of_source() if self._is_source else self._of_arrays()
        for item in batches if self._limit is None else itertools.islice(batches, self._limit):
            yield item if self._class_weight is None else self._weighted(item)

    def _of_arrays(self):
        order = np.arange(self._samples)
        if self._random is not None:
            self._random.shuffle(order)
        for begin in range(0, self._samples, self._size):
            rows = order[begin:begin + self._size]
            yield map_leaves(self._arrays, lambda each: each if each is None else each[rows])

    def _of_source(self):
        source = self._source
        if not isinstance(source, data.PyDataset):
            yield from (as_tensors(tuple(item) if isinstance(item, list) else item) for item in source)
            return
        order = itertools.count() if source.num_batches is None else np.arange(source.num_batches)
        if self._random is not None and source.num_batches is not None:
            self._random.shuffle(order)
        yield from (as_tensors(source[int(place)]) for place in order)
        source.on_epoch_end()

    def _weighted(self, item):
        x, y, sample_weight = unpack_x_y_sample_weight(item)
        labels = np.asarray(y)
        labels = labels.argmax(-1) if labels.ndim > 1 and labels.shape[-1] > 1 else labels.reshape(len(labels))
        weights = np.array([self._class_weight.get(int(label), 1.0) for label in labels], np.float32)
        return x, y, as_tensors(weights if sample_weight is None else weights * np.asarray(sample_weight).reshape(weights.shape))


def _batches_in(source):
    """Of an epoch, or None where that is not known or without an end."""
    if isinstance(source, data.PyDataset):
        return source.num_batches
    try:
        return len(source)
    except TypeError:
        return None


def split_last(share, x, y, sample_weight):
    """(training, validation), each (x, y, sample_weight): the last share of the samples, in the order that they have. Source: Keras 3, train_validation_split."""
    given = map_leaves((x, y, sample_weight), lambda each: each if each is None else np.asarray(data.plain(each)))
    samples = len(next(each for each in leaves(given) if each is not None))
    first = int(samples * (1 - share))
    if not 0 < first < samples:
        raise ValueError(f"Training data contains {samples} samples, which is not sufficient to split it into a validation and training set as specified by "
                         f"`validation_split={share}`. Either provide more data, or a different value for the `validation_split` argument.")
    cut = (slice(None, first), slice(first, None))
    return tuple(map_leaves(given, lambda each, part=part: each if each is None else each[part]) for part in cut)
