"""Arguments of calls that take numbers."""


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
