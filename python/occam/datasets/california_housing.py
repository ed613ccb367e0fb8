"""Prices of houses from Keras's file california_housing.npz. Source: Keras 3, keras.datasets.california_housing."""

from .local import split_at_random


def load_data(version="large", path="california_housing.npz", test_split=0.2, seed=113):
    """((x_train, y_train), (x_test, y_test)): 8 columns, prices in dollars; version="small": of the first 600 rows."""
    if version not in ("small", "large"):
        raise ValueError(f"Argument `version` must be one of 'small', 'large'. Received: version={version}")
    return split_at_random(path, test_split, seed, 600 if version == "small" else None)
