"""occam: regularized deep learning in native code, with Keras's vocabulary.

    import occam as keras                     # or: import occam as tf; tf.keras...
    model = keras.Sequential([keras.layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.L1(1e-3)),
                              keras.layers.Dense(1)])
"""

from importlib import import_module as _import_module

from ._core import FileError, version as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:  # what a type checker sees of the names below
    from . import (activations, backend, callbacks, config, constraints, datasets, initializers, keras, layers, losses, metrics, models, ops, optimizers,
                   preprocessing, random, regularizers, saving, selection, strings, tree, utils)
    from .initializers import Initializer
    from .layers import Input, KerasTensor, Layer
    from .losses import Loss
    from .metrics import Metric
    from .models import Model, Sequential
    from .ops import abs, cast, exp, max as reduce_max, maximum, mean as reduce_mean, minimum, sqrt, square, sum as reduce_sum, where
    from .optimizers import Optimizer
    from .regularizers import Regularizer
    from .stack import Stack
    from .variables import Variable
    math, nn = ops, ops

__all__ = ["FileError", "Initializer", "Input", "KerasTensor", "Layer", "Loss", "Metric", "Model", "Optimizer", "Regularizer", "Sequential", "Stack",
           "Variable", "activations", "backend", "callbacks", "config", "constraints", "datasets", "initializers", "keras", "layers", "losses", "metrics",
           "models", "ops", "optimizers", "preprocessing", "random", "regularizers", "saving", "selection", "strings", "tree", "utils"]

# Modules are loaded when they are first asked for: the command, for one, needs none of them, nor NumPy.
_NAMES = {"Input": "layers.Input", "KerasTensor": "layers.KerasTensor", "Layer": "layers.Layer", "Model": "models.Model",
          "Initializer": "initializers.Initializer", "Loss": "losses.Loss", "Metric": "metrics.Metric", "Optimizer": "optimizers.Optimizer",
          "Regularizer": "regularizers.Regularizer", "Sequential": "models.Sequential", "Stack": "stack.Stack", "Variable": "variables.Variable",
          # TensorFlow's names of what losses are written with: `import occam as tf`.
          **{name: f"ops.{name}" for name in ("abs", "square", "sqrt", "exp", "maximum", "minimum", "cast", "where")},
          **{f"reduce_{name}": f"ops.{name}" for name in ("mean", "sum", "max")}, "math": "ops", "nn": "ops", "convert_to_tensor": "ops.convert_to_tensor", "constant": "ops.convert_to_tensor", "data": "data",
          **{name: f"ops.{name}" for name in ("add", "argmax", "argmin", "divide", "equal", "expand_dims", "greater", "less", "linspace", "logical_and", "logical_not", "logical_or", "matmul",
                                              "multiply", "not_equal", "one_hot", "ones", "ones_like", "pad", "reshape", "round", "shape", "sigmoid", "sign", "squeeze", "stack",
                                              "subtract", "tanh", "tile", "transpose", "zeros", "zeros_like")},
          "concat": "ops.concatenate", "range": "ops.arange", "clip_by_value": "ops.clip", "pow": "ops.power", "reduce_min": "ops.min", "reduce_any": "ops.any", "reduce_all": "ops.all",
          **{name: f"tensor.{name}" for name in ("float32", "float64", "int32", "int64")},
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


def __dir__():
    return sorted({*globals(), *_NAMES})
