"""Epochs of a number of steps, validations now and then, batches that come from a generator or a PyDataset.

data: x, y to train in batches of two rows (the last one smaller), more_x, more_y to watch. Each case has what fit was given ("data": "arrays",
"generator" of so many batches over and over, or "dataset"), the history, the batches of each epoch, whether Keras warned that the data ran out,
and the weights at the end.
"""
import warnings

import keras
import numpy as np

from golden_file import write

KERNEL = np.array([[0.25], [0.5], [-0.125]], "float32")
ROWS, BATCH = 9, 2  # 5 batches


def data():
    draw = np.random.default_rng(5)
    x = draw.normal(size=(ROWS + 7, 3)).astype("float32")
    y = (x @ np.array([[0.5], [-1.0], [0.25]]) + 0.1 * draw.normal(size=(ROWS + 7, 1))).astype("float32")
    return x, y


def model():
    made = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(1)])
    made.compile(keras.optimizers.SGD(0.05), loss="mse", metrics=["mae"])
    made.set_weights([KERNEL, np.zeros(1, "float32")])
    return made


class Batches(keras.utils.PyDataset):
    def __init__(self, x, y):
        super().__init__()
        self.x, self.y = x, y

    def __len__(self):
        return -(-len(self.x) // BATCH)

    def __getitem__(self, i):
        return self.x[i * BATCH:(i + 1) * BATCH], self.y[i * BATCH:(i + 1) * BATCH]


def generator(x, y, batches):
    dataset = Batches(x, y)
    for i in range(batches):
        yield dataset[i % len(dataset)]


class Steps(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.epochs = []

    def on_epoch_begin(self, epoch, logs=None):
        self.epochs.append(0)

    def on_train_batch_end(self, batch, logs=None):
        self.epochs[-1] += 1


def case(arguments, source="arrays", batches=0, watch="arrays"):
    x, y = data()
    made, steps = model(), Steps()
    given = dict(arguments)
    if source == "arrays":
        given.update(x=x[:ROWS], y=y[:ROWS], batch_size=BATCH)
    else:
        given["x"] = Batches(x[:ROWS], y[:ROWS]) if source == "dataset" else generator(x[:ROWS], y[:ROWS], batches)
    if watch == "arrays":
        given["validation_data"] = (x[ROWS:], y[ROWS:])
    elif watch == "dataset":
        given["validation_data"] = Batches(x[ROWS:], y[ROWS:])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        history = made.fit(shuffle=False, verbose=0, callbacks=[steps], **given).history
    kernel, bias = made.get_weights()
    return {"arguments": arguments, "data": source, "batches": batches, "watch": watch, "history": history, "steps": steps.epochs,
            "ran_out": sum("ran out of data" in str(w.message) for w in caught) > 0, "kernel": kernel, "bias": bias}


def make():
    x, y = data()
    arrays = [{"epochs": 6, "steps_per_epoch": 2}, {"epochs": 5, "steps_per_epoch": 3}, {"epochs": 3, "steps_per_epoch": 5},
              {"epochs": 3, "steps_per_epoch": 7}, {"epochs": 7, "validation_freq": 3}, {"epochs": 5, "validation_freq": [1, 4]},
              {"epochs": 3, "validation_steps": 1}, {"epochs": 3, "validation_batch_size": 3},
              {"epochs": 4, "steps_per_epoch": 2, "validation_steps": 2, "validation_batch_size": 3, "validation_freq": 2},
              {"epochs": 5, "steps_per_epoch": 1, "initial_epoch": 2}]
    cases = [case(a) for a in arrays]
    cases += [case({"epochs": 3}, "dataset"), case({"epochs": 5, "steps_per_epoch": 2}, "dataset"),
              case({"epochs": 4, "steps_per_epoch": 3}, "dataset"), case({"epochs": 3}, "dataset", watch="dataset"),
              case({"epochs": 4, "validation_steps": 2}, "arrays", watch="dataset"),
              case({"epochs": 3, "steps_per_epoch": 4}, "generator", 1000),
              case({"epochs": 3, "steps_per_epoch": 4}, "generator", 12, watch="none"),
              case({"epochs": 2, "steps_per_epoch": 4}, "generator", 6)]
    write("epochs", "Model.fit: see tools/golden/epochs.py",
          {"x": x[:ROWS], "y": y[:ROWS], "more_x": x[ROWS:], "more_y": y[ROWS:], "kernel": KERNEL, "cases": cases})
