"""Weights after keras.constraints NonNeg, MaxNorm, UnitNorm, MinMaxNorm."""
import keras
import numpy as np

from golden_file import write

CONSTRAINTS = (
    ("NonNeg", {}),
    ("MaxNorm", {}), ("MaxNorm", {"max_value": 0.7, "axis": 0}), ("MaxNorm", {"max_value": 0.0}),
    ("UnitNorm", {}),
    ("MinMaxNorm", {}), ("MinMaxNorm", {"min_value": 0.5, "max_value": 0.9, "rate": 0.3}),
    ("MaxNorm", {"max_value": 0.7, "axis": -1}), ("UnitNorm", {"axis": -1}),
    ("MinMaxNorm", {"min_value": 0.5, "axis": -1}),
)


def weights():
    random = np.random.default_rng(17)
    kernel = random.normal(0, 0.7, (5, 4)).astype("float32")
    kernel[:, 1] = 0
    kernel[:, 2] *= 5
    kernel[:, 3] *= 0.1
    return {"kernel": kernel, "bias": random.normal(0, 0.4, 6).astype("float32"),
            "row": random.normal(0, 2, (1, 3)).astype("float32"),
            "cube": random.normal(0, 1, (2, 3, 4)).astype("float32"),
            "tiny": np.array([[1e-15, -2e-8], [0.0, 3e-8]], "float32")}


def make():
    tensors = weights()
    write("constraints", "each constraint of each weight; arguments that are absent take Keras's "
          "default",
          {"weights": tensors,
           "cases": [{"constraint": name, "arguments": arguments, "weight": weight,
                      "value": getattr(keras.constraints, name)(**arguments)(value)}
                     for name, arguments in CONSTRAINTS for weight, value in tensors.items()]})
