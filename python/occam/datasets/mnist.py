"""Digits from Keras's file mnist.npz. Source: Keras 3, keras.datasets.mnist."""

import numpy as np

from .local import path_of


def load_data(path="mnist.npz"):
    """((x_train, y_train), (x_test, y_test)): uint8 images (60000, 28, 28) and (10000, 28, 28), class numbers."""
    with np.load(path_of(path), allow_pickle=False) as file:
        return (file["x_train"], file["y_train"]), (file["x_test"], file["y_test"])
