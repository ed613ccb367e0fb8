"""Penalties and their gradients: keras.regularizers L1, L2, L1L2, OrthogonalRegularizer; GroupL1, which Keras has not, in NumPy, float64."""
import keras
import numpy as np
import tensorflow as tf

from golden_file import write

REGULARIZERS = (
    ("L1", {}), ("L1", {"l1": 0.03}), ("L1", {"l1": 0.0}),
    ("L2", {}), ("L2", {"l2": 0.007}), ("L2", {"l2": 0.0}),
    ("L1L2", {}), ("L1L2", {"l1": 0.02}), ("L1L2", {"l2": 0.05}), ("L1L2", {"l1": 0.01, "l2": 0.3}),
)
# Of matrices; of a row of zeros TensorFlow's gradient is NaN.
OF_MATRICES = (("OrthogonalRegularizer", {}), ("OrthogonalRegularizer", {"factor": 0.3, "mode": "columns"}))
GROUP_L1 = ({}, {"l1": 0.03}, {"l1": 0.02, "groups": "columns"}, {"l1": 0.0})


def group_l1(w, l1=0.01, groups="rows"):
    """Yuan and Lin 2006, equation 2.1 with K_j = p_j I: value and gradient, which is 0 in a group of zeros."""
    rows = w.astype("float64").reshape(-1, w.shape[-1])
    axis = 1 if groups == "rows" else 0
    factor = l1 * np.sqrt(rows.shape[axis])
    norms = np.linalg.norm(rows, axis=axis, keepdims=True)
    directions = np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0)
    return factor * norms.sum(), (factor * directions).reshape(w.shape)


def weights():
    random = np.random.default_rng(11)
    return {
        "kernel": random.normal(0, 0.7, (5, 3)).astype("float32"),
        "zeros": np.array([0.0, -0.0, 1.5, -2.0, 0.0, -0.0, 1e-15, -1e-15], "float32"),
        "filters": random.normal(0, 0.2, (2, 3, 2, 4)).astype("float32"),
        "large": np.array([[1e6, -3e4], [2.5, -7e-8]], "float32"),
        "one": np.array([-0.625], "float32"),
        "empty_groups": np.array([[0.5, 0.0, -1.2], [0.0, 0.0, -0.0], [0.0, 0.0, 2.0]], "float32"),
    }


def make():
    tensors, cases = weights(), []
    for name, arguments in REGULARIZERS + OF_MATRICES:
        regularizer = getattr(keras.regularizers, name)(**arguments)
        of = ("kernel", "large") if (name, arguments) in OF_MATRICES else tensors
        for weight in of:
            value = tensors[weight]
            x = tf.constant(value)
            with tf.GradientTape() as tape:
                tape.watch(x)
                penalty = regularizer(x)
            gradient = tape.gradient(penalty, x)
            cases.append({"regularizer": name, "arguments": arguments, "weight": weight,
                          "value": penalty,
                          "gradient": np.zeros_like(value) if gradient is None else gradient})
    for arguments in GROUP_L1:
        for weight, value in tensors.items():
            penalty, gradient = group_l1(value, **arguments)
            cases.append({"regularizer": "GroupL1", "arguments": arguments, "weight": weight,
                          "value": penalty, "gradient": gradient})
    write("regularizers", "value and gradient of each penalty on each weight; the gradient of |w| "
          "is 0 at both zeros; arguments that are absent take Keras's default",
          {"weights": tensors, "cases": cases})
