"""Penalties and their gradients: keras.regularizers L1, L2, L1L2."""
import keras
import numpy as np
import tensorflow as tf

from golden_file import write

REGULARIZERS = (
    ("L1", {}), ("L1", {"l1": 0.03}), ("L1", {"l1": 0.0}),
    ("L2", {}), ("L2", {"l2": 0.007}), ("L2", {"l2": 0.0}),
    ("L1L2", {}), ("L1L2", {"l1": 0.02}), ("L1L2", {"l2": 0.05}), ("L1L2", {"l1": 0.01, "l2": 0.3}),
)


def weights():
    random = np.random.default_rng(11)
    return {
        "kernel": random.normal(0, 0.7, (5, 3)).astype("float32"),
        "zeros": np.array([0.0, -0.0, 1.5, -2.0, 0.0, -0.0, 1e-15, -1e-15], "float32"),
        "filters": random.normal(0, 0.2, (2, 3, 2, 4)).astype("float32"),
        "large": np.array([[1e6, -3e4], [2.5, -7e-8]], "float32"),
        "one": np.array([-0.625], "float32"),
    }


def make():
    tensors, cases = weights(), []
    for name, arguments in REGULARIZERS:
        regularizer = getattr(keras.regularizers, name)(**arguments)
        for weight, value in tensors.items():
            x = tf.constant(value)
            with tf.GradientTape() as tape:
                tape.watch(x)
                penalty = regularizer(x)
            gradient = tape.gradient(penalty, x)
            cases.append({"regularizer": name, "arguments": arguments, "weight": weight,
                          "value": penalty,
                          "gradient": np.zeros_like(value) if gradient is None else gradient})
    write("regularizers", "value and gradient of each penalty on each weight; the gradient of |w| "
          "is 0 at both zeros; arguments that are absent take Keras's default",
          {"weights": tensors, "cases": cases})
