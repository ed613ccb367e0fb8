"""occam: regularized deep learning in native code, with Keras's vocabulary.

    import occam as keras                     # or: import occam as tf; tf.keras...
    model = keras.Sequential([keras.layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.L1(1e-3)),
                              keras.layers.Dense(1)])
"""

from . import _core
from ._core import FileError
from . import (activations, callbacks, constraints, initializers, layers, losses, metrics, models, optimizers, random,
               regularizers, saving, utils)
from .layers import Input, KerasTensor, Layer
from .models import Model, Sequential
from .variables import Variable
from . import datasets, keras

__version__ = _core.version

__all__ = ["FileError", "Input", "KerasTensor", "Layer", "Model", "Sequential", "Variable", "activations", "callbacks",
           "constraints", "datasets", "initializers", "keras", "layers", "losses", "metrics", "models", "optimizers",
           "random", "regularizers", "saving", "utils"]
