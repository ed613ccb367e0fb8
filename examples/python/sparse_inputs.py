"""Which measurements does a diagnosis need? L1 with proximal steps makes weights exactly zero, and whole inputs with them."""

import csv
import pathlib

import numpy as np
import occam as keras
from occam.keras import layers, regularizers

keras.utils.set_random_seed(2)

with open(pathlib.Path(__file__).parents[2] / "data" / "breast_cancer.csv", newline="") as file:
    header, *rows = csv.reader(file)
order = np.random.permutation(len(rows))
features = np.array([row[:-1] for row in rows], "float32")[order]
labels = np.array([row[-1] == "malignant" for row in rows], "float32")[order]
features = (features - features[:400].mean(axis=0)) / features[:400].std(axis=0)

# A penalty on the weights of each input together: rows of the kernel.
model = keras.Sequential([
    layers.Dense(16, activation="relu", kernel_regularizer=regularizers.GroupL1(0.02, groups="rows", proximal=True)),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(features[:400], labels[:400], epochs=200, batch_size=64, verbose=0)

kernel = model.layers[0].get_weights()[0]
kept = [name for name, row in zip(header, kernel) if np.any(row != 0)]
_, accuracy = model.evaluate(features[400:], labels[400:], verbose=0)
print("kept:", ", ".join(kept))
print(f"inputs {len(kept)} of {len(kernel)}")
print(f"test accuracy {accuracy:.3f}")
