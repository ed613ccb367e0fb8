"""A variable by Keras's arguments or TensorFlow's. Source: TensorFlow 2, tf.Variable; Keras 3, keras.Variable."""

import inspect as _inspect

from ..variables import Variable as KerasVariable


class Variable(KerasVariable):
    """Numbers that change: `Variable(initial_value, trainable=True, dtype=None, name=None)`, or as `keras.Variable`."""

    def __init__(self, initializer=None, shape=None, dtype=None, trainable=None, *unused, name=None, initial_value=None, **options):
        unknown = set(options) - {"aggregation", "autocast", "caching_device", "experimental_enable_variable_lifting", "import_scope", "synchronization", "validate_shape", "constraint"}
        if unknown:
            raise TypeError(f"Variable: got an unexpected keyword argument {sorted(unknown)[0]!r}")
        initial_value = initializer if initial_value is None else initial_value
        if initial_value is None:
            raise ValueError("The `initial_value` arg to `tf.Variable` must not be None except when you are not providing a `shape`.")
        if isinstance(shape, bool):  # TensorFlow's second argument
            shape, trainable = None, shape
        if callable(initial_value) and shape is None and not _inspect.signature(initial_value).parameters:
            initial_value = initial_value()
        super().__init__(initial_value, shape, dtype, True if trainable is None else trainable, name=name)
        self.constraint = options.get("constraint")

    def read_value(self):
        """Its values now."""
        return self.value
