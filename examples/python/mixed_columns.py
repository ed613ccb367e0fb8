"""Structured data: numbers and categories in one functional model; each category has an embedding."""

import numpy as np
import occam as keras
from occam.keras import layers

keras.utils.set_random_seed(1)

# Rents: area, rooms, and the district, whose level is to be learnt.
rows, districts = 2000, 12
district = np.random.randint(0, districts, rows)
level = np.random.normal(0, 4, districts)
area, rooms = np.random.uniform(20, 150, rows), np.random.randint(1, 6, rows)
rent = 8 + level[district] + 0.12 * area + 1.5 * rooms + np.random.normal(0, 1, rows)

numbers = np.stack([area / 100, rooms / 5], axis=1).astype("float32")
target = ((rent - rent.mean()) / rent.std()).astype("float32")
train, test = slice(0, 1600), slice(1600, None)

number_input = keras.Input(shape=(2,), name="numbers")
district_input = keras.Input(shape=(1,), name="district")
embedded = layers.Flatten()(layers.Embedding(districts, 4)(district_input))
hidden = layers.Dense(32, activation="relu")(layers.Concatenate()([number_input, embedded]))
model = keras.Model([number_input, district_input], layers.Dense(1)(hidden))
model.compile(optimizer="adam", loss="mse", metrics=[keras.metrics.R2Score()])

model.fit({"numbers": numbers[train], "district": district[train].reshape(-1, 1)}, target[train], epochs=60, verbose=0)
_, r2 = model.evaluate({"numbers": numbers[test], "district": district[test].reshape(-1, 1)}, target[test], verbose=0)
print(f"test R2 {r2:.3f}")
