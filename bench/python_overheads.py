#!/usr/bin/env python3
"""What the Python package costs beside the library: microseconds of processor time a call, the least of several repeats.

usage: bench/python_overheads.py     needs the installed package
"""
import time

import numpy as np

import occam as keras


def microseconds(call, calls=200, repeats=7):
    call()
    best = float("inf")
    for _ in range(repeats):
        begin = time.process_time()
        for _ in range(calls):
            call()
        best = min(best, (time.process_time() - begin) / calls)
    return best * 1e6


def objects(rng):
    """(name, call) of objects on a batch of 5 rows."""
    x, y = rng.random((5, 2), np.float32), rng.random((5, 2), np.float32)
    for layer in (keras.layers.Dropout(0.2), keras.layers.Activation("relu"), keras.layers.Flatten(), keras.layers.Dense(3),
                  keras.layers.BatchNormalization(), keras.layers.LayerNormalization()):
        yield f"layers.{type(layer).__name__}", lambda: layer(x)
        yield f"layers.{type(layer).__name__}, training", lambda: layer(x, training=True)
    for each in (keras.regularizers.L1L2(0.1, 0.1), keras.constraints.MaxNorm(), keras.activations.get("relu")):
        yield getattr(each, "__name__", type(each).__name__), lambda: each(x)
    for name in ("GlorotUniform", "Zeros"):
        made = getattr(keras.initializers, name)()
        yield f"initializers.{name}", lambda: made((5, 2))
    for name in ("MeanSquaredError", "BinaryCrossentropy"):
        loss = getattr(keras.losses, name)()
        yield f"losses.{name}", lambda: loss(y, x)
    for name in ("MeanSquaredError", "AUC"):
        metric = getattr(keras.metrics, name)()
        yield f"metrics.{name}.update_state", lambda: metric.update_state(np.round(y), x)


def models(rng):
    x = rng.random((20, 4), np.float32)
    y = x[:, :1]
    model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    model.fit(x, y, verbose=0)
    yield "predict of a row", lambda: model.predict(x[:1], verbose=0)
    yield "predict_on_batch of a row", lambda: model.predict_on_batch(x[:1])
    yield "fit, 20 rows, 1 epoch", lambda: model.fit(x, y, verbose=0)
    yield "fit, 20 rows, 10 epochs", lambda: model.fit(x, y, epochs=10, verbose=0)


if __name__ == "__main__":
    for part in (objects, models):
        for name, call in part(np.random.default_rng(0)):
            print(f"{microseconds(call):8.1f} us  {name}", flush=True)
