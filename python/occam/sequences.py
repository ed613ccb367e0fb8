"""Sequences of other lengths and pieces of a series, as arrays and batches. Source: Keras 3, keras.utils."""

import numpy as np

from .arguments import whole
from .batches import Batches


def pad_sequences(sequences, maxlen=None, dtype="int32", padding="pre", truncating="pre", value=0.0):
    """The sequences as rows of one length, (samples, maxlen, ...): shorter ones filled up, longer ones cut. Source: Keras 3, utils.pad_sequences."""
    if not hasattr(sequences, "__len__"):
        raise ValueError("`sequences` must be iterable.")
    for name, given in (("padding", padding), ("truncating", truncating)):
        if given not in ("pre", "post"):
            raise ValueError(f"pad_sequences: invalid value for {name}. Expected 'pre' or 'post'. Received: {name}={given!r}")
    if any(not hasattr(each, "__len__") for each in sequences):
        raise ValueError(f"`sequences` must be a list of iterables. Found non-iterable: {next(each for each in sequences if not hasattr(each, '__len__'))}")
    if np.issubdtype(dtype, np.number) and isinstance(value, str):
        raise ValueError(f"`dtype` {dtype} is not compatible with `value`'s type: {type(value)}")
    maxlen = max((len(each) for each in sequences), default=0) if maxlen is None else whole("pad_sequences", "maxlen", maxlen)
    inner = next((np.asarray(each).shape[1:] for each in sequences if len(each)), ())
    result = np.full((len(sequences), maxlen, *inner), value, dtype=dtype)
    for row, each in zip(result, sequences):
        kept = np.asarray(each[-maxlen:] if truncating == "pre" else each[:maxlen], dtype=dtype) if maxlen else ()
        if not len(kept):
            continue
        if kept.shape[1:] != inner:
            raise ValueError(f"Shape of sample {kept.shape[1:]} of sequence is different from expected shape {inner}")
        row[slice(len(kept)) if padding == "post" else slice(maxlen - len(kept), None)] = kept
    return result


class TimeSeries(Batches):
    """Pieces of a series, and their targets, in batches; in another order each epoch where there is one at random."""

    def __init__(self, data, targets, starts, steps, batch_size, random=None):
        super().__init__(starts, batch_size, random)
        self._data, self._targets, self._steps = data, targets, steps

    def rows(self, rows):
        pieces = self._data[rows[:, np.newaxis] + self._steps]
        return pieces if self._targets is None else (pieces, self._targets[rows])


def timeseries_dataset_from_array(data, targets, sequence_length, sequence_stride=1, sampling_rate=1, batch_size=128, shuffle=False, seed=None,
                                  start_index=None, end_index=None, format="tf"):
    """Pieces of `sequence_length` rows of a series and their targets, as a PyDataset. Source: Keras 3, utils.timeseries_dataset_from_array.

    The piece that begins at row i goes with targets[i]; batch_size=None: pieces, not batches. Other than Keras's it is no tf.data.Dataset, whatever `format`.
    """
    where = "timeseries_dataset_from_array"
    sizes = {"sequence_length": sequence_length, "sequence_stride": sequence_stride, "sampling_rate": sampling_rate, "batch_size": batch_size}
    if format not in ("tf", "grain"):
        raise ValueError(f'`format` should be either "tf" or "grain". Received: format={format!r}')
    for name, size in sizes.items():
        if size is None and name == "batch_size":
            continue
        if size is None or whole(where, name, size) < 1:
            raise ValueError(f"{where}: invalid value for {name}. Expected an integer >= 1. Received: {name}={size}")
    data = np.asarray(data)
    first, end = whole(where, "start_index", start_index or 0), len(data) if end_index is None else whole(where, "end_index", end_index)
    if not 0 <= first < end <= len(data):
        raise ValueError(f"{where}: Expected 0 <= start_index < end_index <= {len(data)}. Received: start_index={start_index}, end_index={end_index}")
    if sequence_length > len(data) or sequence_stride >= len(data) or sampling_rate >= len(data):
        raise ValueError(f"{where}: Expected sequence_length, sequence_stride and sampling_rate that fit {len(data)} rows. "
                         f"Received: {sequence_length}, {sequence_stride} and {sampling_rate}")
    count = end - first - (sequence_length - 1) * sampling_rate
    if targets is not None:
        targets = np.asarray(targets)[first:end]
        count = min(count, len(targets))
    if count < 1:
        raise ValueError(f"{where}: Expected rows for at least one piece of {sequence_length}. Received: {end - first} rows at a rate of {sampling_rate}")
    starts = np.arange(0, count, sequence_stride)
    random = np.random.RandomState(np.random.randint(1000000) if seed is None else seed) if shuffle else None
    if shuffle:
        random.shuffle(starts)
    return TimeSeries(data[first:end], targets, starts, np.arange(sequence_length) * sampling_rate, batch_size, random)
