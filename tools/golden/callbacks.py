"""Keras's callbacks: ReduceLROnPlateau driven over random monitored sequences, CSVLogger's files, the order of all hooks, and small
trainings with LearningRateScheduler, ReduceLROnPlateau and SwapEMAWeights.

reduce_lr: each case has the callback's arguments, the learning rate it starts with and the monitored values ("missing": an epoch without
one); `rates` is the learning rate after each epoch, `wait` and `cooldown_counter` are those at the end; nan_best = 1 where Keras took a
NaN for the best, where occam differs on purpose.
"""
import math
import random
import tempfile
import warnings
from pathlib import Path

import keras
import numpy as np

from early_stopping import Model, compiled_metrics
from golden_file import write

CASES = 400


def plateau_case(i, metrics):
    draw = random.Random(7_000 + i)
    arguments = {"monitor": draw.choice(["val_loss", "loss", "accuracy", "val_accuracy"]),
                 "factor": draw.choice([0.1, 0.25, 0.5, 0.9, 0.0]), "patience": draw.choice([0, 1, 1, 2, 3, 5]),
                 "mode": draw.choice(["auto", "auto", "min", "max"]), "min_delta": draw.choice([1e-4, 0.0, 0.0625, 0.25, -0.125]),
                 "cooldown": draw.choice([0, 0, 1, 2, 4]), "min_lr": draw.choice([0.0, 0.0, 1e-3, 2e-2, 1.0])}
    start = draw.choice([0.01, 0.1, 0.5, 1e-3])
    level, values = draw.randint(-32, 32), []
    for _ in range(draw.randint(1, 20)):
        level += draw.randint(-4, 3) if draw.random() < 0.6 else 0
        value = level / 16.0
        if i % 4 == 3 and draw.random() < 0.2:
            value = draw.choice([math.nan, math.inf, -math.inf])
        values.append("missing" if i % 10 == 9 and draw.random() < 0.2 else value)
    model = Model(metrics)
    model.optimizer = keras.optimizers.SGD(start)
    callback = keras.callbacks.ReduceLROnPlateau(**arguments)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {} if value == "missing" else {arguments["monitor"]: value})
        rates.append(float(model.optimizer.learning_rate))
    best = callback.best
    return {"arguments": arguments, "start": start, "values": values, "rates": rates, "wait": callback.wait,
            "cooldown_counter": callback.cooldown_counter, "nan_best": int(best is not None and math.isnan(best))}


def csv_files():
    """Scenarios: fits one after another into one file, each with its arguments and its epochs' logs."""
    scenarios = [
        [({}, [{"loss": 0.5, "val_loss": 0.25}, {"loss": 0.125, "val_loss": 1.5}])],
        [({}, [{"mae": 0.75, "loss": 0.5}, {"loss": 0.125, "mae": 2.5}])],
        [({"separator": ";"}, [{"loss": 0.5}]), ({"separator": ";"}, [{"loss": 0.25}, {"loss": 0.125}])],
        [({"append": True}, [{"loss": 0.5, "val_loss": 0.75}]), ({"append": True}, [{"loss": 0.25, "val_loss": 0.5}])],
        [({}, [{"loss": 0.5, "val_loss": 0.75}, {"loss": math.nan}, {"loss": math.inf, "val_loss": 0.5, "late": 1.5}])],
        [({}, [{"a,b": 0.5, 'say "x"': 1.5, "val_a": 2.5}])],
    ]
    written = []
    for fits in scenarios:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.csv"
            for arguments, epochs in fits:
                callback = keras.callbacks.CSVLogger(str(path), **arguments)
                callback.on_train_begin()
                for epoch, logs in enumerate(epochs):
                    callback.on_epoch_end(epoch, dict(logs))
                callback.on_train_end()
            text = path.read_bytes().decode()
        written.append({"fits": [{"arguments": a, "epochs": e} for a, e in fits], "text": text})
    return written


class Recorder(keras.callbacks.Callback):
    """Every hook with its index and the keys of its logs."""

    HOOKS = [f"on_{kind}_{moment}" for kind in ("train", "test", "predict", "epoch") for moment in ("begin", "end")] + \
            [f"on_{kind}_batch_{moment}" for kind in ("train", "test", "predict") for moment in ("begin", "end")]

    def __init__(self):
        super().__init__()
        self.events = []
        for hook in self.HOOKS:
            setattr(self, hook, self.recorder(hook))

    def recorder(self, hook):
        def record(*arguments, logs=None):
            numbers = [a for a in arguments if isinstance(a, int)]
            given = logs if logs is not None else next((a for a in arguments if isinstance(a, dict)), None)
            # Keras hands the epoch's logs to on_train_end and the outputs to on_predict_batch_end as well.
            seen = hook in ("on_train_batch_end", "on_test_batch_end", "on_test_end", "on_epoch_end")
            self.events.append(" ".join([hook, *map(str, numbers), *(sorted(given) if seen and given else [])]))
        return record


def data():
    draw = np.random.default_rng(3)
    x = draw.normal(size=(10, 3)).astype("float32")
    y = (x @ np.array([[0.5], [-1.0], [0.25]]) + 0.1 * draw.normal(size=(10, 1))).astype("float32")
    return x, y


KERNEL = np.array([[0.25], [0.5], [-0.125]], "float32")


def model(optimizer):
    made = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(1)])
    made.compile(optimizer, loss="mse", metrics=["mae"])
    made.set_weights([KERNEL, np.zeros(1, "float32")])
    return made


def hooks():
    recorder = Recorder()
    x, y = data()
    made = model(keras.optimizers.SGD(0.05))
    made.fit(x[:7], y[:7], batch_size=2, epochs=2, shuffle=False, verbose=0, validation_data=(x[7:], y[7:]),
             callbacks=[recorder])
    recorder.events.append("evaluate")
    made.evaluate(x, y, batch_size=4, verbose=0, callbacks=[recorder])
    recorder.events.append("predict")
    made.predict(x, batch_size=4, verbose=0, callbacks=[recorder])
    return recorder.events


def training(optimizer, callbacks, epochs=6):
    x, y = data()
    made = model(optimizer)
    history = made.fit(x[:7], y[:7], batch_size=7, epochs=epochs, shuffle=False, verbose=0, validation_data=(x[7:], y[7:]),
                       callbacks=callbacks).history
    kernel, bias = made.get_weights()
    return {"history": history, "kernel": kernel, "bias": bias}


def trainings():
    averaged = {"learning_rate": 0.1, "use_ema": True, "ema_momentum": 0.7}
    seen = []
    watch = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(watch.model.get_weights()[0].copy()))
    between = training(keras.optimizers.SGD(**averaged), [keras.callbacks.SwapEMAWeights(swap_on_epoch=True), watch])
    return {
        "scheduled": training(keras.optimizers.SGD(0.1), [keras.callbacks.LearningRateScheduler(
            lambda epoch, rate: rate if epoch < 2 else rate * 0.5)]),
        "plateau": training(keras.optimizers.SGD(0.4), [keras.callbacks.ReduceLROnPlateau(
            factor=0.5, patience=1, min_delta=0.05, cooldown=1, min_lr=0.06)], 10),
        "swapped": training(keras.optimizers.SGD(**averaged), [keras.callbacks.SwapEMAWeights()]),
        "swapped_between": between | {"kernel_after_epoch": np.array(seen)},
        "averaged": training(keras.optimizers.SGD(**averaged), []),
    }


def make():
    warnings.filterwarnings("ignore", message="Learning rate reduction is conditioned on metric")
    metrics = compiled_metrics()
    x, y = data()
    write("callbacks", "keras.callbacks: see tools/golden/callbacks.py",
          {"reduce_lr": [plateau_case(i, metrics) for i in range(CASES)], "csv": csv_files(), "hooks": hooks(),
           "x": x, "y": y, "trained": 7, "kernel": KERNEL, "trainings": trainings()})
