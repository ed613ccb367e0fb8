"""Losses, metrics, regularizers ... written in Python: against the members of the library that mean the same."""

import numpy as np
import pytest

import occam as keras
from occam import ops


def data():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(48, 4)).astype(np.float32)
    return x, x @ rng.normal(size=(4, 2)).astype(np.float32)


def trained(loss="mse", metrics=(), **dense):
    x, y = data()
    keras.utils.set_random_seed(5)
    model = keras.Sequential([keras.layers.Dense(6, **{"activation": "tanh", **dense}), keras.layers.Dense(2)])
    model.compile(keras.optimizers.SGD(0.05), loss, metrics=list(metrics))
    history = model.fit(x, y, epochs=4, verbose=0)
    return model.get_weights(), history.history


def assert_same(left, right):
    for a, b in zip(left[0], right[0]):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(left[1]["loss"], right[1]["loss"], rtol=1e-5)


def test_a_loss():
    def mine(y_true, y_pred):
        return ops.mean(ops.square(y_true - y_pred), axis=-1)

    class Mine(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return ops.mean((y_true - y_pred) ** 2, axis=-1)

    expected = trained("mse")
    assert_same(trained(mine), expected)
    assert_same(trained(lambda y, p: keras.reduce_mean(keras.square(p - y))), expected)
    assert_same(trained(Mine()), expected)
    assert np.isclose(Mine()(np.ones((3, 2)), np.zeros((3, 2))), 1)


def test_a_metric():
    def mean_error(y_true, y_pred):
        return ops.mean(ops.abs(y_pred - y_true), axis=-1)

    history = trained("mse", [mean_error, "mae"])[1]
    np.testing.assert_allclose(history["mean_error"], history["mae"], rtol=1e-5)


def test_a_regularizer():
    class Mine(keras.regularizers.Regularizer):
        def __init__(self, factor):
            self.factor = factor

        def __call__(self, x):
            return self.factor * ops.sum(ops.square(x))

    expected = trained(kernel_regularizer=keras.regularizers.L2(0.03))
    assert_same(trained(kernel_regularizer=Mine(0.03)), expected)
    assert_same(trained(kernel_regularizer=lambda w: 0.03 * ops.sum(w * w)), expected)
    assert np.isclose(Mine(2.0)(np.array([1.0, 2.0])), 10)


def test_a_constraint_an_activation_an_initializer_and_a_schedule():
    assert_same(trained(kernel_constraint=lambda w: w * (w >= 0)), trained(kernel_constraint="non_neg"))
    assert_same(trained(activation=lambda x: ops.maximum(x, 0.0)), trained(activation="relu"))

    class Ones(keras.initializers.Initializer):
        def __call__(self, shape, dtype=None):
            return np.ones(shape)

    assert_same(trained(kernel_initializer=Ones()), trained(kernel_initializer="ones"))


def test_a_model_with_one_trains_and_is_not_saved(tmp_path):
    x, y = data()
    model = keras.Sequential([keras.layers.Dense(2, activation=lambda x: ops.tanh(x))])
    model.compile("sgd", "mse")
    model.fit(x, y, verbose=0)
    with pytest.raises(ValueError, match="activation written in Python"):
        model.save(tmp_path / "m.keras")
    assert not (tmp_path / "m.keras").exists()


def test_errors_in_a_loss_are_the_users():
    def broken(y_true, y_pred):
        return ops.sum(y_pred) + undefined  # noqa: F821

    with pytest.raises(NameError, match="undefined"):
        trained(broken)
    with pytest.raises(TypeError, match="loss"):
        trained(lambda y, p: "large")
    with pytest.raises(TypeError, match="truth"):
        trained(lambda y, p: ops.mean(y - p) if y > 0 else 0)


@pytest.mark.parametrize("name, arguments", [
    ("exp", ()), ("log1p", ()), ("square", ()), ("abs", ()), ("tanh", ()), ("sign", ()), ("sin", ()), ("cos", ()), ("expm1", ()), ("isfinite", ()), ("negative", ()),
    ("sum", (0,)), ("mean", (1,)), ("max", (0,)), ("min", (1,)), ("var", (1,)), ("transpose", ()), ("sqrt", ())])
def test_ops_on_arrays_are_numpys(name, arguments):
    x = np.abs(np.random.default_rng(0).normal(size=(3, 4))).astype(np.float32)
    np.testing.assert_allclose(getattr(ops, name)(x, *arguments), getattr(np, name)(x, *arguments), rtol=2e-6, atol=1e-6)


def test_ops_that_broadcast():
    a, b = np.arange(6.0).reshape(2, 3), np.array([1.0, 2.0, 3.0])
    np.testing.assert_allclose(ops.add(a, b), a + b)
    np.testing.assert_allclose(ops.maximum(a, 2.5), np.maximum(a, 2.5))
    np.testing.assert_allclose(ops.where(a > 2, a, 0.0), np.where(a > 2, a, 0))
    np.testing.assert_allclose(ops.matmul(a, a.T), a @ a.T)
    np.testing.assert_allclose(ops.concatenate([a, a], axis=0), np.concatenate([a, a]))
    np.testing.assert_allclose(ops.power(a, 3), a ** 3)
    np.testing.assert_allclose(ops.reshape(a, (3, -1)), a.reshape(3, 2))
    np.testing.assert_allclose(ops.softplus(b), np.log1p(np.exp(b)), rtol=1e-6)
    np.testing.assert_allclose(ops.log_softmax(a), a - a.max(1, keepdims=True) - np.log(np.exp(a - a.max(1, keepdims=True)).sum(1, keepdims=True)), rtol=1e-5)
