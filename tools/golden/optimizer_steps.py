"""Twenty steps of a tiny network for each thing that stands around an optimizer's rule, alone and
together: clipping, decay, running mean, accumulation, constraints, schedules."""
import keras
import numpy as np

import networks
import trajectories
from golden_file import write

L1L2 = {"class": "L1L2", "l1": 0.004, "l2": 0.01}
EXPONENTIAL = {"class": "ExponentialDecay", "initial_learning_rate": 0.05, "decay_steps": 4,
               "decay_rate": 0.8, "staircase": True}
COSINE = {"class": "CosineDecay", "initial_learning_rate": 0.004, "decay_steps": 11, "alpha": 0.2,
          "warmup_target": 0.02, "warmup_steps": 5}
PIECEWISE = {"class": "PiecewiseConstantDecay", "boundaries": [3, 11],
             "values": [0.03, 0.07, 0.01]}
MAX_NORM = {"kernel_constraint": {"class": "MaxNorm", "max_value": 0.9},
            "bias_constraint": {"class": "NonNeg"}}
UNIT_NORM = {"kernel_constraint": {"class": "UnitNorm"},
             "bias_constraint": {"class": "MinMaxNorm", "min_value": 0.3, "max_value": 0.7,
                                 "rate": 0.6}}
EXCLUDED = ["bias", "gamma"]
# What is varied, then the constraints of the last layer. Every gradient is between 0.05 and 3, so
# that the limits cut some and leave others.
CASES = {
    "SGD": {
        "clipnorm": ({"momentum": 0.9, "clipnorm": 0.6}, {}),
        "global_clipnorm": ({"momentum": 0.8, "nesterov": True, "global_clipnorm": 0.9}, {}),
        "clipvalue": ({"clipvalue": 0.15}, {}),
        "weight_decay": ({"momentum": 0.7, "weight_decay": 0.3,
                          "exclude_from_weight_decay": EXCLUDED}, {}),
        "ema": ({"use_ema": True, "ema_momentum": 0.9}, {}),
        "ema_overwrite": ({"momentum": 0.6, "use_ema": True, "ema_momentum": 0.8,
                           "ema_overwrite_frequency": 3}, {}),
        "accumulation": ({"momentum": 0.9, "gradient_accumulation_steps": 3}, {}),
        "constraint": ({"momentum": 0.5}, MAX_NORM),
        "schedule": ({"learning_rate": EXPONENTIAL, "momentum": 0.4}, {}),
        "all": ({"learning_rate": PIECEWISE, "momentum": 0.8, "weight_decay": 0.2,
                 "global_clipnorm": 0.8, "use_ema": True, "ema_momentum": 0.7,
                 "ema_overwrite_frequency": 5, "gradient_accumulation_steps": 2,
                 "exclude_from_weight_decay": EXCLUDED}, UNIT_NORM),
    },
    "Adam": {
        "clipnorm": ({"clipnorm": 0.5}, {}),
        "global_clipnorm": ({"amsgrad": True, "global_clipnorm": 0.7}, {}),
        "clipvalue": ({"clipvalue": 0.12}, {}),
        "weight_decay": ({"weight_decay": 0.4, "exclude_from_weight_decay": EXCLUDED}, {}),
        "ema": ({"use_ema": True, "ema_momentum": 0.85}, {}),
        "ema_overwrite": ({"use_ema": True, "ema_momentum": 0.6, "ema_overwrite_frequency": 4}, {}),
        "accumulation": ({"gradient_accumulation_steps": 4}, {}),
        "constraint": ({}, UNIT_NORM),
        "schedule": ({"learning_rate": COSINE}, {}),
        "all": ({"learning_rate": COSINE, "weight_decay": 0.5, "clipnorm": 0.3, "use_ema": True,
                 "ema_momentum": 0.75, "ema_overwrite_frequency": 3,
                 "gradient_accumulation_steps": 3, "exclude_from_weight_decay": EXCLUDED},
                MAX_NORM),
    },
}
SHOWN = (1, 2, 3, 4, 5, 6, 9, 12, 15, 18, 20)  # whose weights are written
SLOTS = {"momentum": ("momentums", "_momentums"), "velocity": ("_velocities",),
         "velocity_hat": ("_velocity_hats",), "average": ("_model_variables_moving_average",),
         "gradient_accumulator": ("_accumulated_gradients",)}
DESCRIPTION = (
    "cases: the same network, data and initial weights; steps: step t trains on rows batch = "
    "[begin, end) of x (no shuffle, the last batch of an epoch is smaller, then it starts again); "
    "loss (data + penalty) is of that batch before the update, weights, of some steps, are after it; slots: after "
    "the last step, one per trainable weight. fit: weights after fit(epochs=3, shuffle=False) from "
    "the same initial weights, which with use_ema ends with the running means")


def layers_with(constraints):
    return [networks.dense(4, use_bias=False, kernel_regularizer=L1L2),
            networks.batch_normalization(momentum=0.9), networks.activation("tanh"),
            networks.dense(3, bias_regularizer=L1L2, **constraints)]


def slots(optimizer):
    found = {}
    for name, attributes in SLOTS.items():
        for attribute in attributes:
            if variables := getattr(optimizer, attribute, None):
                found[name] = [v.numpy() for v in variables]
    return found


def record(name, case, x, y):
    arguments, constraints = case
    arguments = {"learning_rate": {"SGD": 0.05, "Adam": 0.01}[name], **arguments}
    layers, optimizer = layers_with(constraints), networks.optimizer(name, **arguments)
    weights = None

    def fresh():
        keras.backend.clear_session()
        model = networks.build(layers, optimizer, networks.MSE, [])
        model.set_weights(weights or networks.initial_weights(model, 700))
        return model

    model = fresh()
    weights = model.get_weights()
    steps = []
    for begin, end in trajectories.batches():
        logs = model.train_on_batch(x[begin:end], y[begin:end], return_dict=True)
        steps.append({"batch": [begin, end], "loss": logs["loss"]})
        if len(steps) in SHOWN:
            steps[-1]["weights"] = model.get_weights()
    fitted = fresh()
    fitted.fit(x, y, batch_size=networks.BATCH_SIZE, epochs=3, shuffle=False, verbose=0)
    if not arguments.get("use_ema"):
        assert all(np.array_equal(a, b) for a, b in zip(fitted.get_weights(), steps[17]["weights"]))
    content = {"network": {"layers": layers, "optimizer": {"class": name, **arguments},
                        "loss": {"class": "MeanSquaredError"}, "metrics": [],
                        "batch_size": networks.BATCH_SIZE},
            "steps": steps, "slots": slots(model.optimizer), "fit": fitted.get_weights()}
    return weights, content


def make():
    x, y = networks.data("real", networks.ROWS, 500)
    for name, cases in CASES.items():
        found = {case: record(name, given, x, y) for case, given in cases.items()}
        weights = next(iter(found.values()))[0]
        assert all(np.array_equal(a, b) for each, _ in found.values()
                   for a, b in zip(weights, each))
        write(f"optimizer_steps_{name.lower()}", DESCRIPTION,
              {"x": x, "y": y, "initial_weights": weights,
               "cases": {case: content for case, (_, content) in found.items()}},
              module="optimizer_steps")
