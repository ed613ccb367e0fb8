"""Time series: the next value from a window of the last 24, beside the forecast that repeats the value of a day ago."""

import numpy as np
import occam as keras
from occam.keras import layers

keras.utils.set_random_seed(5)

hours = np.arange(4000)
series = 10 + 5 * np.sin(2 * np.pi * hours / 24) + 2 * np.sin(2 * np.pi * hours / 168) + np.random.normal(0, 0.5, hours.size)
series = ((series - series[:3000].mean()) / series[:3000].std()).astype("float32")

WINDOW = 24
windows = np.lib.stride_tricks.sliding_window_view(series, WINDOW)[:-1]
following = series[WINDOW:]
split = 3000 - WINDOW

model = keras.Sequential([layers.Dense(32, activation="relu"), layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, decay_steps=2000)), loss="mse")
model.fit(windows[:split], following[:split], epochs=20, batch_size=32, verbose=0)

error = np.sqrt(model.evaluate(windows[split:], following[split:], verbose=0))
naive = np.sqrt(np.mean((following[split:] - windows[split:, 0]) ** 2))
print(f"test rmse {error:.3f}, of the day before {naive:.3f}")
print(f"share of the naive error {error / naive:.3f}")
