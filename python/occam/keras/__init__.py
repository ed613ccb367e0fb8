"""The package under Keras's name: `from occam.keras import layers`, `tf.keras.layers` with `import occam as tf`."""

import sys

from .. import (activations, callbacks, constraints, datasets, initializers, layers, losses, metrics, models, ops, optimizers,
                random, regularizers, saving, utils)
from ..layers import Input, KerasTensor, Layer
from ..models import Model, Sequential
from ..variables import Variable

for _module in (activations, callbacks, constraints, datasets, initializers, layers, losses, metrics, models, ops, optimizers,
                random, regularizers, saving, utils):
    sys.modules[f"{__name__}.{_module.__name__.rsplit('.', 1)[-1]}"] = _module
sys.modules[f"{__name__}.optimizers.schedules"] = optimizers.schedules

__all__ = ["Input", "KerasTensor", "Layer", "Model", "Sequential", "Variable", "activations", "callbacks", "constraints",
           "datasets", "initializers", "layers", "losses", "metrics", "models", "ops", "optimizers", "random", "regularizers",
           "saving", "utils"]
