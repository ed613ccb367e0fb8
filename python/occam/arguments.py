"""Arguments of calls that take numbers, and what all layers take."""

import numpy as np


def whole(where, name, value):
    """The whole number that `name` of the function `where` is."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise ValueError(f"{where}: invalid value for {name}. Expected an integer. Received: {name}={value!r}")
    return value.__index__()


def whole_between(where, name, value, least, beyond, expected):
    """The same, from `least` to below `beyond`; `expected` says so to the user."""
    value = whole(where, name, value)
    if not least <= value < beyond:
        raise ValueError(f"{where}: invalid value for {name}. Expected an integer {expected}. Received: {name}={value}")
    return value


def whole_numbers(where, **given):
    """Those that are given, by name."""
    return {name: whole(where, name, value) for name, value in given.items() if value is not None}


def check_name_and_dtype(where, name, dtype):
    if name is not None and (not isinstance(name, str) or "/" in name):
        raise ValueError(f"{where}: invalid value for name. Expected a text: argument `name` must be a string and cannot contain character `/`. Received: name={name!r}")
    if isinstance(dtype, dict) and dtype.get("class_name") == "DTypePolicy":
        dtype = dtype.get("config", {}).get("name")  # as Keras's files have it
    if dtype not in (None, "float32", np.float32):
        raise ValueError(f"{where}: occam computes in float32. Received: dtype={dtype!r}")


def check_positions(where, values):
    """Of a layer's call, as in Keras: what is no tensor is given by its name."""
    for each in values:
        if each is not None and not hasattr(each, "shape") and not isinstance(each, (int, float, list)) or isinstance(each, bool):
            raise ValueError(f"{where}: Only input tensors may be passed as positional arguments. Expected a keyword argument for it. Received: {each!r} (of type {type(each)})")


def check_trainable(where, trainable):
    if trainable is not None and not isinstance(trainable, (bool, np.bool_)):
        raise ValueError(f"{where}: invalid value for trainable. Expected it to be a boolean. Received: trainable={trainable!r}")


def by_place(where, args, **named):
    """The values of these arguments, of which the first may be given by their places; a name in the first place is told as it is. Source: Keras 3, Layer.add_weight."""
    if len(args) > len(named):
        raise TypeError(f"{where}() takes at most {len(named)} positional arguments but {len(args)} were given.")
    if args and isinstance(args[0], str):
        return (args[0], *list(named.values())[1:])
    for (name, value), _ in zip(named.items(), args):
        if value is not None:
            raise ValueError(f"`{name}` was passed both positionally and as a keyword argument.")
    return (*args, *list(named.values())[len(args):])
