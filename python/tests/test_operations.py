"""Operators and occam.ops on values of a functional model, as Keras has them."""

import numpy as np
import pytest

import occam as keras
from occam import ops

X = np.random.default_rng(0).normal(size=(6, 3)).astype("float32")


@pytest.mark.parametrize("of_value, of_array", [
    (lambda x: x * 2, lambda x: 2 * x), (lambda x: 1 - x, lambda x: 1 - x), (lambda x: x / 4 + 1, lambda x: x / 4 + 1), (lambda x: 3 + x, lambda x: 3 + x),
    (lambda x: -abs(x)**2, lambda x: -x**2), (lambda x: x[:, 1:], lambda x: x[:, 1:]), (lambda x: x + x, lambda x: 2 * x),
    (lambda x: x * x - x, lambda x: x * x - x), (lambda x: ops.concatenate([x, ops.exp(x)], axis=-1), lambda x: np.concatenate([x, np.exp(x)], -1)),
    (lambda x: ops.mean(x, axis=1, keepdims=True), lambda x: x.mean(1, keepdims=True)), (lambda x: ops.softmax(x, axis=-1), lambda x: np.exp(x) / np.exp(x).sum(-1, keepdims=True)),
    (lambda x: ops.where(x > 0, x, 0.5 * x), lambda x: np.where(x > 0, x, 0.5 * x)), (lambda x: x * np.array([1.0, 2, 3], "float32"), lambda x: x * [1, 2, 3]),
    (lambda x: np.array([1.0, 2, 3], "float32") * x, lambda x: x * [1, 2, 3]), (lambda x: ops.maximum(x, 0.1), lambda x: np.maximum(x, 0.1))])
def test_of_values(of_value, of_array):
    inputs = keras.Input((3,))
    outputs = of_value(inputs)
    expected = of_array(X)
    assert isinstance(outputs, keras.KerasTensor) and outputs.shape == (None, *expected.shape[1:])
    np.testing.assert_allclose(keras.Model(inputs, outputs)(X), expected, rtol=1e-5, atol=1e-6)


def test_in_training():
    keras.utils.set_random_seed(0)
    inputs = keras.Input((3,))
    gate = keras.layers.Dense(2, activation="sigmoid")(inputs)
    outputs = gate * keras.layers.Dense(2)(inputs) + 0.1
    model = keras.Model(inputs, ops.sum(outputs, axis=-1, keepdims=True))
    model.compile(keras.optimizers.Adam(0.05), "mse")
    y = X[:, :1] * 2
    losses = model.fit(X, y, epochs=60, verbose=0).history["loss"]
    assert losses[-1] < 0.2 * losses[0]
    assert [each.name for each in model.operations][-3:] == ["multiply", "add", "sum"]
    assert [each.name for each in keras.models.model_from_json(model.to_json()).operations][-3:] == ["multiply", "add", "sum"]


def test_arrays_and_numbers_are_still_computed_at_once():
    assert ops.add(1.0, 2.0) == 3 and ops.concatenate([X, X], axis=0).shape == (12, 3)
    with pytest.raises(TypeError, match="symbolic"):
        bool(keras.Input((3,)) > 0)


def test_one_sample_beside_values_of_a_sample():
    # (2, 3) is repeated to (1, 2, 3): as many numbers, another rank.
    a, b = np.arange(6.0).reshape(1, 2, 3), np.arange(6.0, 12).reshape(2, 3)
    np.testing.assert_array_equal(keras.ops.add(a, b), a + b)
    np.testing.assert_array_equal(keras.ops.multiply(b, a), a * b)


def test_arrays_of_one_number():
    assert keras.ops.zeros((2, 3)).shape == (2, 3) and keras.ops.ones(4).dtype == np.float32
    np.testing.assert_array_equal(keras.ops.full((2, 2), 0.5), np.full((2, 2), 0.5))
    x = keras.Input((3,))
    model = keras.Model(x, keras.ops.add(x, keras.ops.ones((3,))))
    np.testing.assert_array_equal(model.predict(np.zeros((2, 3)), verbose=0), np.ones((2, 3)))
