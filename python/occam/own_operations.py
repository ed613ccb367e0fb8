"""Operations that a user writes: functions of values with arguments and no weights. Source: Keras 3, keras.Operation."""

from .layer import Layer
from .own_configs import given_arguments, made_by


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
        """The arguments that it was made with."""
        return given_arguments(self)

    @classmethod
    def from_config(cls, config):
        """The operation of get_config()."""
        return made_by(cls, config, Operation)

    def anew(self):
        """The same operation, not called yet."""
        return type(self).from_config(self.get_config())
