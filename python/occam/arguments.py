"""Arguments of calls that take numbers."""


def whole(where, name, value):
    """The whole number that `name` of the function `where` is."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise ValueError(f"{where}: invalid value for {name}. Expected an integer. Received: {name}={value!r}")
    return value.__index__()
