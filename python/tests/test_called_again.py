"""Objects called again and again are compiled once: nothing of a call is left in the next."""

import copy
import pickle

import numpy as np
import pytest

import occam as keras

RNG = np.random.default_rng(0)
X, Z, WIDE = (RNG.random(shape, np.float32) for shape in ((5, 2), (5, 2), (3, 4)))


@pytest.mark.parametrize("make, expected", [
    (lambda: keras.regularizers.L2(0.5), lambda x: 0.5 * np.square(x).sum()),
    (lambda: keras.constraints.NonNeg(), lambda x: np.maximum(x, 0)),
    (lambda: keras.activations.get("relu"), lambda x: np.maximum(x, 0)),
    (lambda: keras.layers.Activation("tanh"), np.tanh),
    (lambda: keras.layers.Dropout(0.5), lambda x: x)])
def test_values_of_each_call(make, expected):
    call = make()
    for x in (X, -Z, WIDE - 0.5, X, np.arange(6).reshape(3, 2), np.ones((300, 300), np.float32), X):
        np.testing.assert_allclose(call(x), expected(x), rtol=1e-5)


def test_losses_and_metrics():
    loss, metric = keras.losses.MeanSquaredError(), keras.metrics.MeanSquaredError()
    errors = []
    for y, p in ((X, Z), (Z, X), (WIDE, WIDE * 2), (X, X)):
        np.testing.assert_allclose(loss(y, p), np.square(y - p).mean(), rtol=1e-5)
        weights = np.arange(len(y)) + 1.0
        np.testing.assert_allclose(loss(y, p, sample_weight=weights), (np.square(y - p).mean(1) * weights).mean(), rtol=1e-5)
        metric.update_state(y, p)
        errors += list(np.square(y - p).mean(1))
        np.testing.assert_allclose(metric.result(), np.mean(errors), rtol=1e-5)
    loss.reduction = "sum"
    np.testing.assert_allclose(loss(X, Z), np.square(X - Z).mean(1).sum(), rtol=1e-5)
    metric.reset_state()
    metric.update_state(X, X)
    assert metric.result() == 0


def test_masks_are_drawn_anew_and_repeat_by_the_seed():
    ones = np.ones((20, 5), np.float32)
    draws = [np.asarray(keras.layers.Dropout(0.5, seed=7)(ones, training=True)) for _ in range(2)]
    np.testing.assert_array_equal(*draws)
    layer = keras.layers.Dropout(0.5, seed=7)
    first, second = layer(ones, training=True), layer(ones, training=True)
    np.testing.assert_array_equal(first, draws[0])
    assert np.any(first != second)


def test_weights_of_now_are_used():
    layer = keras.layers.Dense(2, use_bias=False)
    layer(X)
    for kernel in (np.eye(2), 2 * np.eye(2)):
        layer.set_weights([kernel])
        for training in (False, True):
            np.testing.assert_allclose(layer(X, training=training), X @ kernel, rtol=1e-5)


def test_normalization_before_adapt_changes_nothing():
    layer = keras.layers.Normalization()
    for _ in range(2):
        np.testing.assert_array_equal(layer(X), X)
    layer.adapt(X)
    np.testing.assert_allclose(layer(X), (X - X.mean(0)) / X.std(0), rtol=1e-4, atol=1e-5)
    inputs = keras.Input(X.shape[1:])
    for adapts in (False, True):  # between the call and the model
        layer = keras.layers.Normalization()
        value = layer(inputs)
        if adapts:
            layer.adapt(X)
        np.testing.assert_allclose(keras.Model(inputs, value).predict(X, verbose=0), (X - X.mean(0)) / X.std(0) if adapts else X, rtol=1e-4, atol=1e-5)


def test_a_layer_that_cannot_be_built_says_so_each_time():
    layer = keras.layers.Discretization(num_bins=3)
    for _ in range(2):
        with pytest.raises(ValueError, match="no bin_boundaries"):
            layer(X)
    layer.adapt(X)
    assert set(np.unique(layer(X))) == {0, 1, 2}


@pytest.mark.parametrize("made", [keras.regularizers.L1(0.1), keras.layers.Dropout(0.0), keras.constraints.NonNeg()])
def test_copies_of_what_has_been_called(made):
    value = made(X)
    for twin in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        np.testing.assert_array_equal(twin(X), value)
