"""Values of keras.optimizers.schedules at the first fifty steps, in float32 and in float64."""
import keras
import numpy as np

from golden_file import write

CASES = (
    ("ExponentialDecay", {"initial_learning_rate": 0.03, "decay_steps": 7, "decay_rate": 0.6}),
    ("ExponentialDecay", {"initial_learning_rate": 0.03, "decay_steps": 7, "decay_rate": 0.6,
                          "staircase": True}),
    ("PiecewiseConstantDecay", {"boundaries": [4, 5, 31], "values": [0.3, 0.07, 0.2, 0.01]}),
    ("CosineDecay", {"initial_learning_rate": 0.2, "decay_steps": 37}),
    ("CosineDecay", {"initial_learning_rate": 0.01, "decay_steps": 23, "alpha": 0.15,
                     "warmup_target": 0.3, "warmup_steps": 9}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.2, "first_decay_steps": 6}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.04, "first_decay_steps": 10, "t_mul": 1.0, "m_mul": 0.7,
                             "alpha": 0.1}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.3, "first_decay_steps": 7, "t_mul": 1.6, "m_mul": 0.8,
                             "alpha": 0.05}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.03, "decay_steps": 7, "decay_rate": 0.6}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.03, "decay_steps": 7, "decay_rate": 1.7, "staircase": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.2, "decay_steps": 37, "end_learning_rate": 0.01}),
    ("PolynomialDecay", {"initial_learning_rate": 0.05, "decay_steps": 40, "end_learning_rate": 0.002, "power": 2.5}),
    ("PolynomialDecay", {"initial_learning_rate": 0.05, "decay_steps": 12, "end_learning_rate": 0.002, "power": 0.5,
                         "cycle": True}),
)
STEPS = 50


def values(name, arguments):
    schedule = getattr(keras.optimizers.schedules, name)(**arguments)
    return [schedule(step).numpy() for step in range(STEPS)]


def make():
    # Keras works in the type of its first argument and takes plain numbers for float32.
    def wide(value):
        if isinstance(value, list):
            return [wide(each) for each in value]
        return np.float64(value) if isinstance(value, float) else value

    write("schedules", "values at step 0, 1, ... as a fit has them (float32); exact: the same worked "
          "out by Keras in float64, as hexadecimal texts",
          {"cases": [{"schedule": name, "arguments": arguments,
                      "values": values(name, arguments),
                      "exact": [float(v).hex() for v in values(name, {
                          key: wide(value) for key, value in arguments.items()})]}
                     for name, arguments in CASES]})
