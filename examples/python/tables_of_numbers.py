"""Structured data: which of three growers does a wine come from? Normalization, a small network, early stopping."""

import csv
import pathlib

import numpy as np
import occam as keras
from occam.keras import layers

keras.utils.set_random_seed(0)

with open(pathlib.Path(__file__).parents[2] / "data" / "wine.csv", newline="") as file:
    header, *rows = csv.reader(file)
order = np.random.permutation(len(rows))
features = np.array([row[:-1] for row in rows], "float32")[order]
classes = sorted({row[-1] for row in rows})
labels = np.array([classes.index(row[-1]) for row in rows])[order]
x_train, x_test, y_train, y_test = features[:-45], features[-45:], labels[:-45], labels[-45:]

normalization = layers.Normalization()
normalization.adapt(x_train)
model = keras.Sequential([
    normalization,
    layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-3)),
    layers.Dropout(0.2),
    layers.Dense(len(classes), activation="softmax"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=20, restore_best_weights=True)
model.fit(x_train, y_train, epochs=300, validation_split=0.2, callbacks=[stop], verbose=0)

loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"test accuracy {accuracy:.3f}")
