"""Prices of houses from Keras's file boston_housing.npz. Source: Keras 3, keras.datasets.boston_housing."""

from .local import split_at_random


def load_data(path="boston_housing.npz", test_split=0.2, seed=113):
    """((x_train, y_train), (x_test, y_test)): 13 columns, prices in thousands of dollars."""
    return split_at_random(path, test_split, seed)
