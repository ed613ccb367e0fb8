"""occam: regularized deep learning in native code, with Keras's vocabulary.

    import occam as keras                     # or: import occam as tf; tf.keras...
    model = keras.Sequential([keras.layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.L1(1e-3)),
                              keras.layers.Dense(1)])
"""

from . import _core
from ._core import FileError
from . import (activations, callbacks, constraints, initializers, layers, losses, metrics, models, ops, optimizers,
               random, regularizers, saving, selection, utils)
from .layers import Input, KerasTensor, Layer
from .models import Model, Sequential
from .variables import Variable
from . import datasets, keras

# TensorFlow's names of what losses are written with: `import occam as tf`.
abs, square, sqrt, exp, maximum, minimum, cast, where = (ops.abs, ops.square, ops.sqrt, ops.exp, ops.maximum, ops.minimum, ops.cast, ops.where)
reduce_mean, reduce_sum, reduce_max, math, nn = ops.mean, ops.sum, ops.max, ops, ops

__version__ = _core.version

__all__ = ["FileError", "Input", "KerasTensor", "Layer", "Model", "Sequential", "Variable", "activations", "callbacks",
           "constraints", "datasets", "initializers", "keras", "layers", "losses", "metrics", "models", "ops",
           "optimizers", "random", "regularizers", "saving", "selection", "utils"]
