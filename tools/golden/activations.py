"""Activations and their vector-Jacobian products."""
import keras
import numpy as np
import tensorflow as tf

from golden_file import write

NAMES = ("linear", "relu", "leaky_relu", "elu", "selu", "silu", "mish", "softplus", "sigmoid", "tanh",
         "softmax")
MORE = ("celu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh", "log_sigmoid", "log_softmax", "relu6",
        "soft_shrink", "softsign", "sparse_plus", "sparse_sigmoid", "squareplus", "tanh_shrink")


def inputs():
    """Rows of 6; softmax works on the last axis. Ties, both zeros, large and tiny magnitudes."""
    random = np.random.default_rng(12)
    fixed = np.array([[-6, -3.25, -1, -0.5, -0.0, 0.0], [0.25, 0.75, 1, 2, 4.5, 6],
                      [1e-4, -1e-4, 1e-7, -1e-7, 1e-3, -1e-3], [9, -9, 15, -15, 17, -17],
                      [20, -20, 40, -40, 88, -88], [100, -100, 1e3, -1e3, 1e4, -1e4],
                      [3e38, -3e38, 1e30, -1e30, 1e20, -1e20], [2, 2, 2, -1, -1, 2]], "float32")
    return {"table": fixed, "random": random.normal(0, 2, (3, 6)).astype("float32"),
            "rank3": random.normal(0, 3, (2, 3, 4)).astype("float32")}


def apply(name, x, upstream):
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = keras.activations.get(name)(x)
    return y, tape.gradient(y, x, output_gradients=tf.constant(upstream))


def make():
    random = np.random.default_rng(13)
    tensors = {name: {"x": x, "upstream": random.normal(0, 1, x.shape).astype("float32")}
               for name, x in inputs().items()}
    cases = []
    for activation in (*NAMES, *MORE):
        for name, tensor in tensors.items():
            y, gradient = apply(activation, tensor["x"], tensor["upstream"])
            cases.append({"activation": activation, "input": name, "y": y, "gradient": gradient})
    # soft_shrink of NaN is 0 in Keras.
    special = np.array([np.nan, np.inf, -np.inf], "float32")
    specials = {name: keras.activations.get(name)(tf.constant(special)) for name in (*NAMES[:-1], *MORE) if name not in ("log_softmax", "soft_shrink")}
    rows = np.array([[np.nan, 0.5, 1], [np.inf, 0.5, 1], [-np.inf, 0.5, 1]], "float32")
    write("activations", "y = activation(x) and gradient = the vector-Jacobian product with "
          "upstream; softmax is over the last axis; non_finite: values only",
          {"inputs": tensors, "cases": cases,
           "non_finite": {"x": special, "y": specials, "softmax_x": rows,
                          "softmax_y": keras.activations.softmax(tf.constant(rows))}})
