"""adapt() after the model is made, as Géron's book and TensorFlow's tutorials have it: every model that holds the layer takes what it has learnt. Source: Keras 3, Layer.adapt."""

import numpy as np
import pytest

import occam as keras

layers = keras.layers
X = (np.random.default_rng(3).normal(size=(40, 3)) * 4 + 7).astype("float32")
SCALED = (X - X.mean(0)) / X.std(0)


def linear(layer, x):
    kernel, bias = layer.get_weights()
    return x @ kernel + bias


def close(model, expected):
    np.testing.assert_allclose(model.predict(X, verbose=0), expected, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(model(X), expected, rtol=1e-4, atol=1e-4)


def test_before_adapt_numbers_stay():
    for axis, shape in ((-1, (3,)), (None, (3,)), ((1, 2), (3, 1))):
        x = X.reshape(40, *shape)
        np.testing.assert_array_equal(layers.Normalization(axis=axis)(x), x)
    assert layers.Normalization().get_config()["mean"] is None


def test_a_compiled_chain():
    normalization = layers.Normalization(input_shape=(3,))
    model = keras.Sequential([normalization, layers.Dense(2)])
    model.compile(keras.optimizers.SGD(0.01), "mse", metrics=["mae"])
    close(model, linear(model.layers[1], X))
    weights = model.get_weights()
    normalization.adapt(X)
    assert all(map(np.array_equal, model.get_weights(), weights))
    close(model, linear(model.layers[1], SCALED))
    assert set(model.fit(X, X[:, :2], epochs=2, verbose=0).history) == {"loss", "mae"}
    close(model, linear(model.layers[1], SCALED))
    normalization.adapt(X + 1)
    close(model, linear(model.layers[1], SCALED - 1 / X.std(0)))


@pytest.mark.parametrize("shape", [(), (3,)])
def test_a_chain_that_is_not_built(shape):
    normalization = layers.Normalization()
    model = keras.Sequential(([keras.Input(shape)] if shape else []) + [normalization, layers.Dense(2)])
    normalization.adapt(X)
    model.predict(X, verbose=0)
    close(model, linear(model.layers[-1], SCALED))


def test_several_models_and_models_around_them():
    value = keras.Input((3,))
    normalization, dense = layers.Normalization(), layers.Dense(2)
    scaled = normalization(value)
    inner, only = keras.Model(value, dense(scaled)), keras.Model(value, scaled)
    outer = keras.Sequential([keras.Input((3,)), inner, layers.Dense(1)])
    outer.compile("sgd", "mse")
    for model in (inner, only, outer):
        model.predict(X, verbose=0)
    normalization.adapt(X)
    close(only, SCALED)
    close(inner, linear(dense, SCALED))
    close(outer, linear(outer.layers[-1], linear(dense, SCALED)))
    outer.fit(X, X[:, :1], verbose=0)
    close(inner, linear(dense, SCALED))


def test_models_written_in_python():
    class Scaling(keras.Model):
        def __init__(self):
            super().__init__()
            self.scale, self.dense = layers.Normalization(), layers.Dense(1)

        def call(self, x):
            return self.dense(self.scale(x))

    for built in (False, True):
        model = Scaling()
        model.compile("sgd", "mse")
        if built:
            model.predict(X, verbose=0)
        model.scale.adapt(X)
        close(model, linear(model.dense, SCALED) if built else model(X))
        close(model, linear(model.dense, SCALED))


def test_bins_and_tokens():
    value = keras.Input((1,))
    bins, places = layers.Discretization(num_bins=2, bin_boundaries=None), layers.Embedding(4, 2)
    bins.adapt(X[:, :1])
    model = keras.Model(value, places(bins(value)))
    before = model.predict(X[:, :1], verbose=0)
    bins.adapt(X[:, :1] + 100)
    after = model.predict(X[:, :1], verbose=0)
    assert len(np.unique(before)) > 2 and np.array_equal(after[:, 0], np.tile(places.get_weights()[0][0], (40, 1)))
