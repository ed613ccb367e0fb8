"""The package under Keras's name: `from occam.keras import layers`, `tf.keras.layers` with `import occam as tf`."""

import sys
from importlib import import_module

from .. import (activations, backend, callbacks, config, constraints, datasets, dtype_policies, initializers, layers, losses, metrics, mixed_precision, models, ops,
                optimizers, preprocessing, random, regularizers, saving, tree, utils, version)
from .._core import version as __version__
from ..dtype_policies import DTypePolicy
from ..initializers import Initializer
from ..layers import Input, InputSpec, KerasTensor, Layer
from ..losses import Loss
from ..metrics import Metric
from ..models import Model, Sequential
from ..optimizers import Optimizer
from ..own_operations import Operation
from ..regularizers import Regularizer
from ..variables import Variable

for _module in (activations, backend, callbacks, config, constraints, datasets, dtype_policies, initializers, layers, losses, metrics, mixed_precision, models, ops,
                optimizers, preprocessing, random, regularizers, saving, tree, utils):
    sys.modules[f"{__name__}.{_module.__name__.rsplit('.', 1)[-1]}"] = _module
sys.modules[f"{__name__}.optimizers.schedules"] = optimizers.schedules
for _module in (preprocessing.image, preprocessing.sequence, preprocessing.text):
    sys.modules[f"{__name__}.preprocessing.{_module.__name__.rsplit('.', 1)[-1]}"] = _module


def __getattr__(name):
    if name != "wrappers":  # which needs scikit-learn
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.wrappers")  # not `from . import`, which would ask here again


__all__ = ["DTypePolicy", "Initializer", "Input", "InputSpec", "KerasTensor", "Layer", "Loss", "Metric", "Model", "Operation", "Optimizer", "Regularizer", "Sequential", "Variable",
           "activations", "backend", "callbacks", "config", "constraints", "datasets", "dtype_policies", "initializers", "layers", "losses", "metrics", "mixed_precision", "models",
           "ops", "optimizers", "preprocessing", "random", "regularizers", "saving", "tree", "utils", "version"]
