"""Source: TensorFlow 2, tf.compat.v1."""

from .. import verbosity as logging  # noqa: F401


def enable_eager_execution(config=None, device_policy=None, execution_mode=None):
    """Without effect: values are computed at once."""


def set_random_seed(seed):
    """See tf.keras.utils.set_random_seed."""
    from ...utils import set_random_seed as set_seed
    set_seed(seed)
