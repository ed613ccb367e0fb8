"""Python in functions that are traced, which occam runs as it stands. Source: TensorFlow 2, tf.autograph."""

from .verbosity import set_verbosity  # noqa: F401


class experimental:
    """Marks of functions, without effect."""

    @staticmethod
    def do_not_convert(func=None):
        """The function itself."""
        return func if func is not None else lambda each: each
