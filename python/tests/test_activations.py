"""Activation functions and their arguments, by what Keras's own tests assert of them."""

import math

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


def test_the_further_functions():
    x = X.astype(np.float64)
    sigmoid = 1 / (1 + np.exp(-x))
    inside = np.clip(x / 6 + 0.5, 0, 1)
    expected = {"exponential": np.exp(x), "gelu": np.vectorize(lambda v: v * (1 + math.erf(v / math.sqrt(2))) / 2)(x), "hard_sigmoid": inside, "hard_silu": x * inside,
                "hard_swish": x * inside, "hard_tanh": np.clip(x, -1, 1), "log_sigmoid": np.log(sigmoid), "relu6": np.clip(x, 0, 6), "softsign": x / (1 + abs(x)),
                "soft_shrink": np.sign(x) * np.maximum(abs(x) - 0.5, 0), "hard_shrink": np.where(abs(x) > 0.5, x, 0), "squareplus": (x + np.sqrt(x * x + 4)) / 2,
                "tanh_shrink": x - np.tanh(x), "celu": np.where(x > 0, x, np.expm1(x)), "sparse_sigmoid": np.clip((x + 1) / 2, 0, 1),
                "sparse_plus": np.where(x <= -1, 0, np.where(x < 1, (x + 1)**2 / 4, x))}
    for name, value in expected.items():
        np.testing.assert_allclose(getattr(keras.activations, name)(X), value, rtol=2e-5, atol=1e-6, err_msg=name)
        np.testing.assert_allclose(keras.layers.Activation(name)(X), value, rtol=2e-5, atol=1e-6, err_msg=name)
        if name != "exponential":
            np.testing.assert_allclose(getattr(keras.ops, name)(X), keras.activations.gelu(X, True) if name == "gelu" else value, rtol=2e-5, atol=1e-6, err_msg=name)
    np.testing.assert_allclose(keras.activations.gelu(X, approximate=True), expected["gelu"], atol=2e-3)
    np.testing.assert_allclose(keras.activations.celu(X, alpha=0.3), np.where(x > 0, x, 0.3 * np.expm1(x / 0.3)), rtol=1e-5, atol=1e-6)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="gelu"), keras.layers.Dense(1, activation=lambda x: keras.activations.threshold(x, 0.0, -1.0))])
    assert set(np.sign(model.predict(np.random.default_rng(0).normal(size=(20, 4)), verbose=0)).ravel()) <= {-1.0, 1.0}
