"""What Keras and TensorFlow let a program ask and set, of which occam has one value each. Source: Keras 3, keras.config and keras.backend;
TensorFlow 2, tf.config.
"""

import os
from collections import namedtuple

from .dtype_policies import DTypePolicy
from .safe_mode import enable_unsafe_deserialization

_state = {"interactive_logging": True, "traceback_filtering": True,
          **{name: int(os.environ.get(f"KERAS_MAX_{name.upper()}", 0)) or None for name in ("epochs", "steps_per_epoch")}}


def backend():
    """The name of what computes."""
    return "occam"


def floatx():
    """The element type of all computation."""
    return "float32"


def set_floatx(value):
    """Refuses another than float32."""
    _only("set_floatx", "value", value, "float32")


def epsilon():
    """What keeps logarithms and quotients finite."""
    return 1e-7


def set_epsilon(value):
    """Refuses another than 1e-7."""
    _only("set_epsilon", "value", value, 1e-7)


def image_data_format():
    """Where images have their channels."""
    return "channels_last"


def set_image_data_format(data_format):
    """Refuses another than channels_last."""
    _only("set_image_data_format", "data_format", data_format, "channels_last")


def dtype_policy():
    """The element type of all layers, as a DTypePolicy."""
    return DTypePolicy()


def set_dtype_policy(policy):
    """Refuses another than float32."""
    if not isinstance(policy, DTypePolicy):
        _only("set_dtype_policy", "policy", policy, "float32")


def set_max_epochs(max_epochs):
    """At most so many epochs in every fit, for trying a program out; None: no limit. The environment's KERAS_MAX_EPOCHS says it too."""
    _state["epochs"] = max_epochs


def max_epochs():
    """See set_max_epochs()."""
    return _state["epochs"]


def set_max_steps_per_epoch(max_steps_per_epoch):
    """At most so many steps in every epoch, evaluation and prediction; None: no limit. The environment's KERAS_MAX_STEPS_PER_EPOCH says it too."""
    _state["steps_per_epoch"] = max_steps_per_epoch


def max_steps_per_epoch():
    """See set_max_steps_per_epoch()."""
    return _state["steps_per_epoch"]


def set_backend(backend):
    """Refuses another than occam."""
    _only("set_backend", "backend", backend, "occam")


PhysicalDevice = namedtuple("PhysicalDevice", ["name", "device_type"])


def list_physical_devices(device_type=None):
    """What computes: processors, no graphics card."""
    return [PhysicalDevice("/physical_device:CPU:0", "CPU")] if device_type in (None, "CPU") else []


LogicalDevice = namedtuple("LogicalDevice", ["name", "device_type"])


def list_logical_devices(device_type=None):
    """The same as names of where something is computed."""
    return [LogicalDevice("/device:CPU:0", "CPU")] if device_type in (None, "CPU") else []


def get_visible_devices(device_type=None):
    """The same."""
    return list_physical_devices(device_type)


def set_visible_devices(devices, device_type=None):
    """Without effect: there are processors alone."""


def set_soft_device_placement(enabled):
    """Without effect: everything is computed on processors."""


class experimental:
    """What programs say of graphics cards, without effect."""

    list_physical_devices, list_logical_devices, set_visible_devices = staticmethod(list_physical_devices), staticmethod(list_logical_devices), staticmethod(set_visible_devices)

    @staticmethod
    def set_memory_growth(device, enable):
        """Memory is planned before it is taken."""

    @staticmethod
    def enable_op_determinism():
        """Results are the same bits anyway, for any number of threads."""


class threading:
    """How many threads compute is said of a model: `set_threads`."""

    @staticmethod
    def set_intra_op_parallelism_threads(num_threads):
        """Without effect."""

    @staticmethod
    def set_inter_op_parallelism_threads(num_threads):
        """Without effect."""


def run_functions_eagerly(run_eagerly):
    """Without effect: what the engine calls is traced."""


def _only(where, name, value, own):
    if value != own:
        raise ValueError(f"{where}: invalid value for {name}. Expected {own!r}, occam has no other. Received: {name}={value!r}")


def enable_interactive_logging():
    """What a program has said, which is_interactive_logging_enabled() tells: occam's progress bars are interactive where there is a terminal."""
    _state["interactive_logging"] = True


def disable_interactive_logging():
    """See enable_interactive_logging()."""
    _state["interactive_logging"] = False


def is_interactive_logging_enabled():
    """See enable_interactive_logging()."""
    return _state["interactive_logging"]


def enable_traceback_filtering():
    """What a program has said: occam's tracebacks are not filtered."""
    _state["traceback_filtering"] = True


def disable_traceback_filtering():
    """See enable_traceback_filtering()."""
    _state["traceback_filtering"] = False


def is_traceback_filtering_enabled():
    """See enable_traceback_filtering()."""
    return _state["traceback_filtering"]


__all__ = [name for name in globals() if not name.startswith("_") and name != "os" and name != "DTypePolicy"]
