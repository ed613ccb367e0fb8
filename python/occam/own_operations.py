"""Operations that a user writes: functions of values with arguments and no weights. Source: Keras 3, keras.Operation."""

import inspect

from .layer import Layer
from .own_configs import given_arguments, made_by


def _is_plain(value):
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, (str, int, float, bool)) or hasattr(value, "get_config")


class Operation(Layer):
    """Called on arrays it computes, on values of a functional model it becomes part of it; among `model.operations`, not its `layers`.

    A subclass has `call`, written with occam.ops; `compute_output_spec` is asked by `symbolic_call` alone.
    """

    _is_operation = True

    def __init__(self, name=None):
        super().__init__(name=name)

    def symbolic_call(self, *args, **kwargs):
        """What compute_output_spec says."""
        return self.compute_output_spec(*args, **kwargs)

    def get_config(self):
        """The name, and the arguments that it was made with where a subclass has not written one. Errors: NotImplementedError for those that no config has."""
        if type(self).get_config is not Operation.get_config:
            return {"name": self.name}
        parameters = inspect.signature(type(self).__init__).parameters
        if any(each.kind in (each.VAR_POSITIONAL, each.POSITIONAL_ONLY) for each in parameters.values()):
            raise NotImplementedError(f"{type(self).__name__}: an __init__ with positional arguments that have no name. Expected get_config() and from_config() of its own")
        given = {name: each.default for name, each in parameters.items() if each.default is not each.empty} | given_arguments(self)
        named = "name" in parameters or any(each.kind is each.VAR_KEYWORD for each in parameters.values())
        config = {"name": self.name} if named else {}
        for name, value in given.items():
            if name != "name" and not _is_plain(value):
                raise NotImplementedError(f"{type(self).__name__}: {name}={value!r} is no plain value. Expected a get_config() of its own")
        return config | {name: value for name, value in given.items() if name != "name"}

    @classmethod
    def from_config(cls, config):
        """The operation of get_config()."""
        return made_by(cls, config, Operation)

    def anew(self):
        """The same operation, not called yet."""
        return type(self).from_config(self.get_config())
