"""Images: an MLP with batch normalization and dropout on Fashion-MNIST (Debian package dataset-fashion-mnist, or $OCCAM_DATA)."""

import sys

import occam as keras
from occam.keras import layers

keras.utils.set_random_seed(3)

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
rows = int(sys.argv[1]) if len(sys.argv) > 1 else len(x_train)
x_train, y_train = x_train[:rows].astype("float32") / 255, y_train[:rows]
x_test = x_test.astype("float32") / 255

model = keras.Sequential([
    keras.Input(shape=(28, 28)),
    layers.Flatten(),
    layers.Dense(256, use_bias=False),
    layers.BatchNormalization(),
    layers.Activation("relu"),
    layers.Dropout(0.3),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=128, epochs=5, validation_split=0.1, verbose=2)
_, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"test accuracy {accuracy:.3f}")
