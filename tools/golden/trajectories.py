"""Twenty training steps and a whole fit of each tiny network, with every weight and slot."""
import keras
import numpy as np
import tensorflow as tf

import networks
from golden_file import write

STEPS = 20
SLOTS = {"SGD": {"momentum": "momentums"},
         "Adam": {"momentum": "_momentums", "velocity": "_velocities"}}
HYPER = {"SGD": ("learning_rate", "momentum", "nesterov"),
         "Adam": ("learning_rate", "beta_1", "beta_2", "epsilon", "amsgrad")}
DESCRIPTION = (
    "network: layers, then weight_names in get_weights() order. steps: step t trains on rows "
    "batch = [begin, end) of x (no shuffle, the last batch of an epoch is smaller, then it starts "
    "again); loss (data + penalty) and metrics are of that batch alone, before the update; weights "
    "and optimizer slots (one per trainable weight) are after it. first_gradients: of data + "
    "penalty at the initial weights on the first batch. fit: fit(epochs=3, shuffle=False) with "
    "validation from the same initial weights. sensitivity: how far each weight is after the last "
    "step when x is changed by about one unit in its last place: no tolerance below that holds. "
    "noise: weights whose true gradient is 0 (only rounding moves them), what follows them, and "
    "validation results that depend on them: neither they nor their slots can be compared")


def slots(model, name):
    return {slot: [v.numpy() for v in getattr(model.optimizer, attribute)]
            for slot, attribute in SLOTS[name].items() if getattr(model.optimizer, attribute)}


def names(variables):
    """dense/kernel, dense/bias, ...: without the model's own name."""
    return [v.path.split("/", 1)[1] for v in variables]


def batches():
    starts = range(0, networks.ROWS, networks.BATCH_SIZE)
    each = [(at, min(at + networks.BATCH_SIZE, networks.ROWS)) for at in starts]
    return [each[step % len(each)] for step in range(STEPS)]


def run_steps(model, optimizer, x, y):
    steps = []
    for begin, end in batches():
        logs = model.train_on_batch(x[begin:end], y[begin:end], return_dict=True)
        steps.append({"batch": [begin, end], "loss": logs.pop("loss"), "metrics": logs,
                      "weights": model.get_weights(), "slots": slots(model, optimizer["class"])})
    return steps


def gradients(model, x, y):
    @tf.function
    def step():
        with tf.GradientTape() as tape:
            value = model.compute_loss(x, y, model(x, training=True), None, training=True)
        return tape.gradient(value, model.trainable_weights)
    return [g.numpy() for g in step()]


def record(name, number):
    layers, optimizer, loss, metrics, kind = networks.NETWORKS[name]
    x, y = networks.data(kind, networks.ROWS, 100 + number)
    validation = networks.data(kind, networks.VALIDATION_ROWS, 200 + number)
    weights = None

    def fresh():
        keras.backend.clear_session()
        model = networks.build(layers, optimizer, loss, metrics)
        model.set_weights(weights or networks.initial_weights(model, 300 + number))
        return model

    model = fresh()
    weights = model.get_weights()
    first = gradients(model, x[:networks.BATCH_SIZE], y[:networks.BATCH_SIZE])
    model = fresh()
    steps = run_steps(model, optimizer, x, y)
    signs = np.random.default_rng(400 + number).choice([-1, 1], x.shape)
    nudged = run_steps(fresh(), optimizer, (x * (1 + 6e-8 * signs)).astype("float32"), y)
    sensitivity = [np.abs(a - b).max() for a, b in zip(steps[-1]["weights"],
                                                       nudged[-1]["weights"])]
    fitted = fresh()
    history = fitted.fit(x, y, batch_size=networks.BATCH_SIZE, epochs=3, shuffle=False, verbose=0,
                         validation_data=validation).history
    # fit is the same sequence of steps: 18 of them
    assert all(np.array_equal(a, b) for a, b in zip(fitted.get_weights(), steps[17]["weights"]))

    config = model.optimizer.get_config()
    hyper = {key: float(f"{config[key]:.7g}") if isinstance(config[key], float) else config[key]
             for key in HYPER[optimizer["class"]]}
    content = {
        "network": {"input_shape": [networks.FEATURES], "layers": layers,
                    "optimizer": {"class": optimizer["class"], **hyper},
                    "loss": {"class": loss["class"], **loss["arguments"]},
                    "metrics": metrics, "batch_size": networks.BATCH_SIZE},
        "weight_names": names(model.weights),
        "trainable_names": names(model.trainable_weights),
        "noise": networks.NOISE.get(name, []), "sensitivity": sensitivity,
        "x": x, "y": y, "validation_x": validation[0], "validation_y": validation[1],
        "initial_weights": weights, "first_gradients": first, "steps": steps,
        "fit": {"epochs": 3, "history": history, "weights": fitted.get_weights(),
                "slots": slots(fitted, optimizer["class"])}}
    write(f"trajectory_{name}", DESCRIPTION, content, module="trajectories")


def make():
    for number, name in enumerate(networks.NETWORKS):
        record(name, number)
