"""Configs of objects whose classes a user wrote, and calls of them in files. Source: Keras 3, Operation.get_config, ops.node."""

import inspect

from .structures import HERE, map_leaves


def given_arguments(made):
    """What an object of a user's class was made with, by the names of its `__init__`."""
    args, kwargs = made._given
    signature, given = inspect.signature(type(made).__init__), {}
    for name, value in list(signature.bind_partial(made, *args, **kwargs).arguments.items())[1:]:
        kind = signature.parameters[name].kind
        if kind is inspect.Parameter.VAR_KEYWORD:
            given |= value
        elif kind is not inspect.Parameter.VAR_POSITIONAL:
            given[name] = value
    return given


def made_by(cls, config, base):
    """The object of a config; where the class has not written get_config(), without what all have and its `__init__` does not take."""
    if cls.get_config is base.get_config:
        parameters = inspect.signature(cls.__init__).parameters.values()
        if all(each.kind != inspect.Parameter.VAR_KEYWORD for each in parameters):
            taken = {each.name for each in parameters}
            config = {name: value for name, value in config.items() if name in taken or name not in ("name", "trainable", "dtype")}
    return cls(**config)


def written_call(pattern, values):
    """What a file has of a call with this pattern of arguments on these values."""
    from .saving import serialize_keras_object
    if pattern is None:
        return {"args": [values[0] if len(values) == 1 else values], "kwargs": {}}
    left = iter(values)
    args, kwargs = map_leaves(pattern, lambda each: next(left) if each is HERE else serialize_keras_object(each))
    return {"args": list(args), "kwargs": kwargs}


def read_call(node, found):
    """(args, kwargs) of a call in a file; found(history): the value that stands there."""
    from .saving import deserialize_keras_object

    def read(each):
        if isinstance(each, dict) and each.get("class_name") == "__keras_tensor__":
            return found(each["config"]["keras_history"])
        if isinstance(each, dict) and "class_name" not in each:
            return {name: read(part) for name, part in each.items()}
        return [read(part) for part in each] if isinstance(each, list) else deserialize_keras_object(each)

    return tuple(map(read, node["args"])), {name: read(each) for name, each in node.get("kwargs", {}).items()}
