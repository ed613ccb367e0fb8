"""Activation functions and their arguments, by what Keras's own tests assert of them."""

import numpy as np
import pytest

import occam as keras

X = np.array([[-20, -4, -1, 0, 0.5], [1, 3, 5.5, 6, 60]], "float32")


@pytest.mark.parametrize("arguments", [
    {}, {"negative_slope": 0.1}, {"max_value": 5.0}, {"max_value": 6}, {"threshold": 1.5}, {"threshold": -2.0},
    {"negative_slope": 0.2, "max_value": 5.0, "threshold": 2.0}, {"max_value": 5.0, "threshold": 1.0}])
def test_relu(arguments):
    slope, most, threshold = arguments.get("negative_slope", 0), arguments.get("max_value", np.inf), arguments.get("threshold", 0)
    # Keras: f(x) = max_value above it, x from the threshold on, else negative_slope * (x - threshold).
    expected = np.where(X > threshold, np.clip(X, 0, most) if "max_value" in arguments else X, slope * (X - threshold))
    np.testing.assert_allclose(keras.activations.relu(X, **arguments), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("axis", [-1, 0, 1, -2, (0, 2), (1, 2), (0, 1, 2)])
def test_softmax_along_axes(axis):
    x = np.random.default_rng(0).normal(size=(3, 4, 5)).astype("float32")
    shifted = np.exp(x - x.max(axis, keepdims=True))
    expected = shifted / shifted.sum(axis, keepdims=True)
    np.testing.assert_allclose(keras.activations.softmax(x, axis=axis), expected, rtol=2e-6)
    np.testing.assert_allclose(keras.activations.log_softmax(x, axis), np.log(expected), rtol=2e-5, atol=2e-6)


def test_softmax_of_a_row_alone():
    x = np.array([1.0, 2, 3], "float32")
    np.testing.assert_allclose(keras.activations.softmax(x), np.exp(x) / np.exp(x).sum(), rtol=1e-6)
    with pytest.raises(ValueError, match="axis"):
        keras.activations.softmax(x, axis=2)


def test_arguments_by_place():
    np.testing.assert_allclose(keras.activations.elu(X, 0.5), np.where(X > 0, X, 0.5 * np.expm1(np.minimum(X, 0))), rtol=1e-5)
    np.testing.assert_allclose(keras.activations.leaky_relu(X, 0.3), np.where(X > 0, X, np.float32(0.3) * X), rtol=1e-6)


def test_functions_are_layers_activations():
    by_name, by_function = (keras.layers.Dense(3, activation=each) for each in ("softmax", keras.activations.softmax))
    assert by_name.get_config()["activation"] == by_function.get_config()["activation"] == "softmax"
    capped = keras.Sequential([keras.Input((5,)), keras.layers.Activation(lambda x: keras.activations.relu(x, max_value=5.0))])
    np.testing.assert_array_equal(capped(X), np.clip(X, 0, 5))
    assert keras.activations.get(None)(X) is not None and keras.activations.get("relu") is keras.activations.relu
