"""Places in a list of classes or tokens as columns: one-hot rows, which of them are there, how often."""

import numpy as np


def one_hot(places, count, dtype="float32"):
    """(..., count): 1 in the column of each place, nothing for places below 0."""
    places = np.asarray(places)
    flat = places.reshape(-1)
    result = np.zeros((flat.size, count), dtype)
    there = np.flatnonzero(flat >= 0)
    result[there, flat[there]] = 1
    return result.reshape(*places.shape, count)


def columns_of(places, mode, count, dtype="float32"):
    """Places (samples, tokens) by an output mode of Keras's: "one_hot" of each, "multi_hot" or "count" of a sample; "int" gives them back.

    An array of one axis is samples for "one_hot" and one sample for the others. Source: Keras 3, utils.numerical_utils.
    """
    places = np.asarray(places)
    if mode == "int":
        return places
    if places.ndim == 0:
        places = places[np.newaxis]
    if mode == "one_hot":
        return one_hot(places[..., 0] if places.ndim > 1 and places.shape[-1] == 1 else places, count, dtype)
    axis = 1 if places.ndim > 1 else 0
    found = one_hot(places, count, dtype)
    return found.max(axis) if mode == "multi_hot" else found.sum(axis, dtype=dtype)
