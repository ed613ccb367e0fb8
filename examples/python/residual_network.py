"""Deep networks for tables: residual blocks in a functional model, a saved best epoch, a smaller step on a plateau."""

import os
import tempfile

import numpy as np
import occam as keras
from occam.keras import layers

keras.utils.set_random_seed(8)

x = np.random.uniform(-2, 2, size=(4000, 8)).astype("float32")
y = (np.sin(2 * x[:, 0]) * x[:, 1] + np.abs(x[:, 2]) - x[:, 3] * x[:, 4]).astype("float32")
y = (y - y.mean()) / y.std()


def block(values, units):
    hidden = layers.Dense(units, use_bias=False)(values)
    hidden = layers.Activation("relu")(layers.BatchNormalization()(hidden))
    return layers.Add()([values, layers.Dense(units)(hidden)])


inputs = keras.Input(shape=(8,))
values = layers.Dense(64)(inputs)
for _ in range(3):
    values = block(values, 64)
model = keras.Model(inputs, layers.Dense(1)(values))
model.compile(optimizer=keras.optimizers.AdamW(0.003, weight_decay=0.01), loss="mse", metrics=[keras.metrics.R2Score()])

with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "best.keras")
    model.fit(x[:3200], y[:3200], epochs=40, batch_size=64, validation_split=0.2, verbose=0, callbacks=[
        keras.callbacks.ModelCheckpoint(file, monitor="val_loss", save_best_only=True),
        keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=4),
    ])
    best = keras.models.load_model(file)
_, r2 = best.evaluate(x[3200:], y[3200:], verbose=0)
print(f"test R2 {r2:.3f}")
