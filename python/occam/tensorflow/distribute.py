"""Several devices that train one model, of which occam has one: the processor, with all its cores. Source: TensorFlow 2, tf.distribute."""

import contextlib as _contextlib
import enum as _enum

from .. import ops as _ops


class ReduceOp(_enum.Enum):
    """How the values of several devices become one."""

    SUM = "SUM"
    MEAN = "MEAN"


class Strategy:
    """One device: what a program says of several changes nothing."""

    num_replicas_in_sync = 1

    def scope(self):
        """For `with`: models that are made in it are those that are made outside."""
        return _contextlib.nullcontext(self)

    def run(self, fn, args=(), kwargs=None, options=None):
        """What the function returns."""
        return fn(*args, **(kwargs or {}))

    def reduce(self, reduce_op, value, axis=None):
        """The value itself, or its sum or mean along an axis."""
        if axis is None:
            return value
        means = ReduceOp(getattr(reduce_op, "value", str(reduce_op).upper())) is ReduceOp.MEAN
        return _ops.mean(value, axis) if means else _ops.sum(value, axis)

    def experimental_distribute_dataset(self, dataset, options=None):
        """The data set itself."""
        return dataset

    def experimental_local_results(self, value):
        """The one value, in a tuple."""
        return (value,)


class MirroredStrategy(Strategy):
    """One device, whatever list is given."""

    def __init__(self, devices=None, cross_device_ops=None):
        pass


class OneDeviceStrategy(Strategy):
    """One device, whatever its name."""

    def __init__(self, device="/cpu:0"):
        pass


_default = Strategy()


def get_strategy():
    """The one that there is."""
    return _default


def has_strategy():
    """Was one set by the program? None has an effect."""
    return False
