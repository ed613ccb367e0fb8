"""Arguments of layers that are set when the layer is in models already: what the models compute, tell and save follows. Oracles: NumPy."""

import numpy as np
import pytest

import occam as keras

X = np.random.RandomState(0).normal(size=(40, 4)).astype("float32")
Y = X[:, :1]


def test_probabilities_become_logits():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(3, activation="softmax")])
    before = model.predict(X, verbose=0)
    model.layers[-1].activation = keras.activations.linear
    logits = model.predict(X, verbose=0)
    powers = np.exp(logits)
    np.testing.assert_allclose(powers / powers.sum(1, keepdims=True), before, rtol=1e-5)
    assert np.array_equal(model(X), logits) and model.get_config()["layers"][-1]["config"]["activation"] == "linear"


def test_penalties_set_later_are_in_the_loss_and_in_what_is_made_of_the_config():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)
    for layer in model.layers:
        layer.kernel_regularizer = keras.regularizers.L2(0.5)
    squares = sum(0.5 * (each.numpy() ** 2).sum() for each in (layer.kernel for layer in model.layers))
    np.testing.assert_allclose(sum(float(each) for each in model.losses), squares, rtol=1e-5)
    np.testing.assert_allclose(model.evaluate(X, Y, verbose=0), np.mean((model.predict(X, verbose=0) - Y) ** 2) + squares, rtol=1e-4)
    again = keras.models.model_from_json(model.to_json())
    again.set_weights(model.get_weights())
    np.testing.assert_allclose(sum(float(each) for each in again.losses), squares, rtol=1e-5)
    before = squares
    model.fit(X, Y, epochs=5, verbose=0)
    assert sum(0.5 * (layer.kernel.numpy() ** 2).sum() for layer in model.layers) < before
    model.layers[0].kernel_regularizer = None
    assert len(model.losses) == 1


def test_shared_layers_models_inside_and_frozen_ones():
    inputs, layer = keras.Input((4,)), keras.layers.Dense(4, activation="relu")
    inner = keras.Model(inputs, layer(layer(inputs)))
    outer = keras.Sequential([keras.Input((4,)), inner, keras.layers.Dense(1)])
    outer.compile("sgd", "mse")
    outer.fit(X, Y, verbose=0)
    layer.activation = "tanh"
    (kernel, bias), (last, shift) = layer.get_weights(), outer.layers[-1].get_weights()
    np.testing.assert_allclose(outer.predict(X, verbose=0), np.tanh(np.tanh(X @ kernel + bias) @ kernel + bias) @ last + shift, rtol=1e-4, atol=1e-6)
    layer.trainable = False
    outer.compile("sgd", "mse")
    layer.activation = None
    outer.fit(X, Y, verbose=0)
    np.testing.assert_array_equal(layer.get_weights()[0], kernel)
    assert not np.array_equal(outer.layers[-1].get_weights()[0], last)
    kernel, bias = layer.get_weights()
    np.testing.assert_allclose(inner.predict(X, verbose=0), (X @ kernel + bias) @ kernel + bias, rtol=1e-4, atol=1e-5)


def test_rates_and_momenta():
    drop, normalization = keras.layers.Dropout(0.5), keras.layers.BatchNormalization()
    model = keras.Sequential([keras.Input((4,)), normalization, drop])
    normalization.momentum, drop.rate = 0.25, 0.0
    model.compile("sgd", "mse")
    model.fit(X, X, batch_size=40, verbose=0)
    np.testing.assert_allclose(normalization.moving_mean.numpy(), 0.75 * X.mean(0), rtol=1e-5, atol=1e-6)
    drop.rate = 0.9
    assert (np.asarray(drop(np.ones((50, 4)), training=True)) == 0).mean() > 0.7
    with pytest.raises(ValueError, match="rate"):
        drop.rate = 2.0
    assert drop.rate == 0.9
    with pytest.raises(AttributeError, match="axis cannot be changed"):
        normalization.axis = 1
