"""Initializers: limits and standard deviations; the random bits of TensorFlow are not copied."""
import math

import keras
import numpy as np

from golden_file import write

SHAPES = ((7, 5), (64, 32), (1, 9), (10,), (3, 3, 4, 8))
LARGE = (250, 400)  # 100,000 values for the moments
SCALINGS = {"GlorotNormal": (1, "fan_avg", "truncated_normal"), "HeNormal": (2, "fan_in", "truncated_normal"),
            "HeUniform": (2, "fan_in", "uniform"), "LecunNormal": (1, "fan_in", "truncated_normal"),
            "LecunUniform": (1, "fan_in", "uniform"), "GlorotUniform": (1, "fan_avg", "uniform")}


def stated(name, arguments, shape):
    """Bounds and spread as keras/src/initializers/random_initializers.py computes them."""
    fan_in, fan_out = keras.src.initializers.random_initializers.compute_fans(shape)
    if name in SCALINGS or name == "VarianceScaling":
        scale, mode, distribution = SCALINGS.get(name) or tuple(arguments.values())
        variance = scale / max(1.0, {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode])
        if distribution == "truncated_normal":
            normal = math.sqrt(variance) / 0.87962566103423978
            return {"fan_in": fan_in, "fan_out": fan_out, "low": -2 * normal, "high": 2 * normal,
                    "untruncated_std": normal, "std": math.sqrt(variance)}
        low, high = -math.sqrt(3 * variance), math.sqrt(3 * variance)
    elif name == "TruncatedNormal":
        mean, normal = arguments["mean"], arguments["stddev"]
        return {"fan_in": fan_in, "fan_out": fan_out, "low": mean - 2 * normal, "high": mean + 2 * normal,
                "untruncated_std": normal, "std": normal * 0.87962566103423978}
    else:
        low, high = arguments.get("minval", -0.05), arguments.get("maxval", 0.05)
    return {"fan_in": fan_in, "fan_out": fan_out, "low": low, "high": high,
            "std": (high - low) / math.sqrt(12)}


def sample(name, arguments):
    values = np.asarray(getattr(keras.initializers, name)(**arguments, seed=3)(LARGE), "float64")
    center = values - values.mean()
    bounds = stated(name, arguments, LARGE)
    assert bounds["low"] - 1e-7 <= values.min() and values.max() <= bounds["high"] + 1e-7
    return {"shape": list(LARGE), "mean": values.mean(), "std": values.std(),
            "kurtosis": (center**4).mean() / values.var() ** 2,
            "min": values.min(), "max": values.max()}


def make():
    cases = []
    for name, arguments in (("GlorotUniform", {}), ("HeNormal", {}), ("RandomUniform", {}),
                            ("RandomUniform", {"minval": -0.2, "maxval": 0.5}), ("GlorotNormal", {}), ("HeUniform", {}),
                            ("LecunNormal", {}), ("LecunUniform", {}), ("TruncatedNormal", {"mean": 0.2, "stddev": 0.3}),
                            ("VarianceScaling", {"scale": 0.7, "mode": "fan_out", "distribution": "uniform"})):
        cases.append({"initializer": name, "arguments": arguments,
                      "stated": [{"shape": list(shape), **stated(name, arguments, shape)}
                                 for shape in (*SHAPES, LARGE)],
                      "sample": sample(name, arguments)})
    write("initializers", "stated: from Keras's source, every value lies in [low, high]; sample: "
          "moments of 100,000 values drawn by Keras. HeNormal is a normal truncated at two of its "
          "(untruncated) standard deviations, scaled so that std holds after truncation",
          {"cases": cases})
