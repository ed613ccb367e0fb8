"""Time series: windows that an autoencoder rebuilds badly are unusual ones."""

import numpy as np
import occam as keras
from occam.keras import layers

keras.utils.set_random_seed(6)

WINDOW = 32


def series(length):
    return np.sin(2 * np.pi * np.arange(length) / 16) + np.random.normal(0, 0.1, length)


def windows(values):
    return np.lib.stride_tricks.sliding_window_view(values, WINDOW).astype("float32")


usual = windows(series(3000))
model = keras.Sequential([
    keras.Input(shape=(WINDOW,)),
    layers.Dense(16, activation="relu"),
    layers.Dense(4, name="code"),
    layers.Dense(16, activation="relu"),
    layers.Dense(WINDOW),
])
model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mae")
model.fit(usual, usual, epochs=30, batch_size=64, validation_split=0.1, verbose=0,
          callbacks=[keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)])


def rebuilt_badly(rows):
    return np.abs(np.asarray(model.predict(rows, verbose=0)) - rows).mean(axis=1)


limit = np.quantile(rebuilt_badly(usual), 0.999)
values = series(1000)
values[500:520] += 1.5
found = np.flatnonzero(rebuilt_badly(windows(values)) > limit)
inside = np.mean((found > 500 - WINDOW) & (found < 520))
print(f"{found.size} windows are unusual, {inside:.0%} of them touch the fault")
print(f"share {inside:.3f}")
