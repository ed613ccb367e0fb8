"""Thirty steps of a tiny network with each optimizer: plain, with other arguments, decayed, clipped, averaged,
accumulated. And the variables of every optimizer, in Keras's order."""
import keras
import numpy as np

import networks
from golden_file import write

STEPS = 30
# learning rate, other arguments, how it is clipped. Each clipping cuts some gradients and leaves others.
OPTIMIZERS = {
    "RMSprop": (0.01, {"rho": 0.8, "momentum": 0.7, "epsilon": 1e-4, "centered": True}, {"clipnorm": 0.4}),
    "AdamW": (0.01, {"beta_1": 0.8, "beta_2": 0.97, "epsilon": 1e-4, "amsgrad": True}, {"global_clipnorm": 0.5}),
    "Adamax": (0.02, {"beta_1": 0.7, "beta_2": 0.95, "epsilon": 1e-3}, {"clipvalue": 0.1}),
    "Nadam": (0.01, {"beta_1": 0.8, "beta_2": 0.97, "epsilon": 1e-4}, {"clipnorm": 0.4}),
    "Adagrad": (0.05, {"initial_accumulator_value": 0.0, "epsilon": 1e-3}, {"global_clipnorm": 0.5}),
    "Adadelta": (1.0, {"rho": 0.7, "epsilon": 1e-3}, {"clipvalue": 0.1}),
    "Adafactor": (0.05, {"beta_2_decay": -0.5, "epsilon_1": 1e-6, "epsilon_2": 0.2, "clip_threshold": 0.6,
                         "relative_step": False}, {"clipnorm": 0.4}),
    "Lion": (0.01, {"beta_1": 0.7, "beta_2": 0.8}, {"global_clipnorm": 0.5}),
    "Lamb": (0.02, {"beta_1": 0.8, "beta_2": 0.97, "epsilon": 1e-3}, {"clipvalue": 0.1}),
    "Ftrl": (0.1, {"learning_rate_power": -0.7, "initial_accumulator_value": 0.3, "l1_regularization_strength": 0.05,
                   "l2_regularization_strength": 0.1, "l2_shrinkage_regularization_strength": 0.02, "beta": 0.4},
             {"clipnorm": 0.4}),
    "SGD": (0.05, {"momentum": 0.8, "nesterov": True}, {"momentum": 0.6, "global_clipnorm": 0.5}),
    "Adam": (0.01, {"beta_1": 0.8, "beta_2": 0.97, "epsilon": 1e-4, "amsgrad": True}, {"clipnorm": 0.4}),
}
SLOTS = {"momentum": ("momentums", "_momentums", "_m"), "velocity": ("_velocities", "_v"), "velocity_hat": ("_velocity_hats",),
         "average_gradient": ("_average_gradients",), "norm": ("_u",), "accumulator": ("_accumulators",),
         "linear": ("_linears",), "accumulated_grad": ("_accumulated_grads",),
         "accumulated_delta_var": ("_accumulated_delta_vars",), "velocity_rows": ("_r",), "velocity_columns": ("_c",),
         "average": ("_model_variables_moving_average",), "gradient_accumulator": ("_accumulated_gradients",)}
LAYERS = [networks.dense(2, activation="tanh", kernel_regularizer=networks.L2)]
DEEPER = [networks.dense(4), networks.batch_normalization(), networks.dense(3)]
FEATURES = 2
DESCRIPTION = (
    "cases: the same network, data and initial weights; steps: step t trains on rows batch = [begin, end) of x (no shuffle, the last "
    "batch of an epoch is smaller, then it starts again); weights and slots (one per trainable weight, null where it has none) are "
    "those after it. deeper: another network, and the variables that the optimizer of each case has of it, in Keras's order: path, shape")


def short(value):
    """Seven digits: enough for what is compared, and smaller files."""
    return np.array([float(f"{v:.7g}") for v in value.ravel()], "float64").reshape(value.shape)


def slots(optimizer, count):
    found = {}
    for name, attributes in SLOTS.items():
        for attribute in attributes:
            variables = getattr(optimizer, attribute, None)
            if not variables:
                continue
            # Adafactor: a number that stands for a missing factor; the product of factors, which nothing reads.
            found[name] = [None if v.shape == () or (attribute == "_v" and len(v.shape) > 1) else short(v.numpy()) for v in variables]
    if hasattr(optimizer, "_u_product"):
        found["u_product"] = [short(optimizer._u_product.numpy())] * count
    return found


def record(name, arguments, x, y):
    described = networks.optimizer(name, **arguments)
    keras.backend.clear_session()
    model = networks.build(LAYERS, described, networks.MSE, [], FEATURES)
    random = np.random.default_rng(800)
    model.set_weights([np.round(random.normal(0, 0.6, v.shape), 3) for v in model.weights])
    weights, steps = model.get_weights(), []
    starts = range(0, networks.ROWS, networks.BATCH_SIZE)
    batches = [(at, min(at + networks.BATCH_SIZE, networks.ROWS)) for at in starts]
    for step in range(STEPS):
        begin, end = batches[step % len(batches)]
        model.train_on_batch(x[begin:end], y[begin:end])
        steps.append({"batch": [begin, end], "weights": [short(w) for w in model.get_weights()],
                      "slots": slots(model.optimizer, len(model.trainable_weights))})
    deeper = networks.build(DEEPER, described, networks.MSE, []).optimizer.variables
    return weights, {"optimizer": {"class": name, **arguments}, "steps": steps,
                     "variables": [[v.path.split("/")[-1], list(v.shape)] for v in deeper]}


def make():
    x, y = networks.data("real", networks.ROWS, 600)
    x, y = x[:, :FEATURES], y[:, :2]
    for name, (rate, others, clipping) in OPTIMIZERS.items():
        cases = {"plain": {}, "other_arguments": others,
                 "weight_decay": {"weight_decay": 0.3, "exclude_from_weight_decay": ["bias"]}, "clipped": clipping,
                 "averaged": {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 4},
                 "accumulated": {"gradient_accumulation_steps": 3, **others}}
        found = {case: record(name, {"learning_rate": rate, **given}, x, y) for case, given in cases.items()}
        write(f"optimizer_{name.lower()}", DESCRIPTION,
              {"network": {"layers": LAYERS, "loss": {"class": "MeanSquaredError"}, "metrics": []},
               "deeper": {"input_shape": [networks.FEATURES], "layers": DEEPER},
               "x": x, "y": y, "initial_weights": next(iter(found.values()))[0],
               "cases": {case: content for case, (_, content) in found.items()}}, module="optimizers")
