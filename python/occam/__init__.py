"""occam: regularized deep learning in native code, with Keras's vocabulary.

    import occam as keras                     # or: import occam as tf; tf.keras...
    model = keras.Sequential([keras.layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.L1(1e-3)),
                              keras.layers.Dense(1)])
"""

from importlib import import_module as _import_module

from ._core import FileError, version as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:  # what a type checker sees of the names below
    from . import (activations, backend, callbacks, config, constraints, datasets, dtype_policies, initializers, keras, layers, losses, metrics, mixed_precision, models, ops, optimizers,
                   preprocessing, random, regularizers, saving, selection, strings, tree, utils)
    from .dtype_policies import DTypePolicy
    from .initializers import Initializer
    from .layers import Input, InputSpec, KerasTensor, Layer
    from .losses import Loss
    from .metrics import Metric
    from .models import Model, Sequential
    from .optimizers import Optimizer
    from .own_operations import Operation
    from .regularizers import Regularizer
    from .model_stack import Stack
    from .tensorflow import *
    from .tensorflow import Variable, autograph, compat, distribute, dtypes, errors, io, linalg, math, nn, test

__all__ = ["DTypePolicy", "FileError", "Initializer", "Input", "InputSpec", "KerasTensor", "Layer", "Loss", "Metric", "Model", "Operation", "Optimizer", "Regularizer", "Sequential", "Stack",
           "Variable", "activations", "backend", "callbacks", "config", "constraints", "datasets", "dtype_policies", "initializers", "keras", "layers", "losses", "metrics",
           "mixed_precision", "models", "ops", "optimizers", "preprocessing", "random", "regularizers", "saving", "selection", "strings", "tree", "utils"]

# TensorFlow's: `import occam as tf`.
_TENSORFLOW = """
    GradientTape Module Tensor TensorShape TensorSpec Variable abs acos acosh add add_n argmax argmin argsort as_dtype asin asinh assert_equal
    assert_greater assert_less assert_rank atan atan2 atanh autograph bool boolean_mask broadcast_static_shape broadcast_to case cast ceil
    clip_by_global_norm clip_by_norm clip_by_value compat concat cond constant constant_initializer control_dependencies convert_to_tensor cos cosh
    cumsum debugging device distribute divide double dtypes dynamic_partition einsum ensure_shape equal errors executing_eagerly exp expand_dims eye
    fill float16 float32 float64 floor floordiv floormod foldl foldr function gather gather_nd get_logger greater greater_equal group half
    histogram_fixed_width identity identity_n init_scope int16 int32 int64 int8 io is_tensor less less_equal linalg linspace logical_and logical_not
    logical_or logical_xor map_fn math matmul maximum meshgrid minimum mod multiply name_scope negative nest newaxis nn no_op norm not_equal
    numpy_function one_hot ones ones_initializer ones_like pad pow print py_function random_normal_initializer random_uniform_initializer range rank
    reduce_all reduce_any reduce_logsumexp reduce_max reduce_mean reduce_min reduce_prod reduce_sum repeat reshape reverse roll round saturate_cast
    scalar_mul scan scatter_nd searchsorted sequence_mask shape sigmoid sign sin sinh size slice sort split sqrt square squeeze stack stop_gradient
    string subtract switch_case tan tanh tensor_scatter_nd_add tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub
    tensor_scatter_nd_update tensordot test tile transpose truediv uint16 uint32 uint64 uint8 unique unique_with_counts unravel_index unstack
    vectorized_map where while_loop zeros zeros_initializer zeros_like
""".split()

# Modules are loaded when they are first asked for: the command, for one, needs none of them, nor NumPy.
_NAMES = {"DTypePolicy": "dtype_policies.DTypePolicy", "InputSpec": "layers.InputSpec", "Input": "layers.Input", "KerasTensor": "layers.KerasTensor", "Layer": "layers.Layer", "Model": "models.Model",
          "Initializer": "initializers.Initializer", "Loss": "losses.Loss", "Metric": "metrics.Metric", "Operation": "own_operations.Operation", "Optimizer": "optimizers.Optimizer",
          "Regularizer": "regularizers.Regularizer", "Sequential": "models.Sequential", "Stack": "model_stack.Stack",
          **{name: f"tensorflow.{name}" for name in _TENSORFLOW}, "data": "data",
          **{name: name for name in __all__ if name.islower()}, "wrappers": "wrappers"}  # which needs scikit-learn


def __getattr__(name):
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, member = _NAMES[name].partition(".")
    found = _import_module(f"{__name__}.{module}")
    globals()[name] = found = getattr(found, member) if member else found
    return found


def version():
    """occam's version."""
    return __version__


version.VERSION = __version__  # as TensorFlow has it


def __dir__():
    return sorted({*globals(), *_NAMES})
