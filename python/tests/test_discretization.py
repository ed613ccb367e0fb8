"""Discretization: numbers are real Keras 3.15.1's; the goldens of C++ have more."""

import numpy as np
import pytest

import occam as keras
from occam import layers

NUMBERS = np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], np.float32)


def adapted(**arguments):
    layer = layers.Discretization(num_bins=4, **arguments)
    layer.adapt(NUMBERS)
    return layer


def test_bins_that_are_learnt():
    layer = adapted(output_mode="count")
    assert layer.bin_boundaries == [2, 4, 5] and layer.built
    assert layer(np.float32([[0, 3, 7], [5, 5, 9]])).tolist() == [[1, 1, 0, 1], [0, 0, 0, 3]]
    again = layers.Discretization.from_config(layer.get_config())
    assert again.get_config() == layer.get_config() and again.bin_boundaries == [2, 4, 5]
    again.adapt(NUMBERS + 10)
    assert again.bin_boundaries == [12, 14, 15] and layer.bin_boundaries == [2, 4, 5]
    parts = layers.Discretization(num_bins=4)
    parts.adapt(iter([NUMBERS[:5, None], NUMBERS[5:, None]]))
    assert parts.bin_boundaries == [2, 4, 5]


def test_bins_that_are_given():
    layer = layers.Discretization([0.0, 1.5])
    assert layer(np.float32([[0, -1, 3]])).tolist() == [[1, 0, 2]] and layer(np.float32([1.5, 0.2])).tolist() == [2, 1] and float(layer(2.0)) == 2
    assert layers.Discretization([0.0, 1.5], output_mode="one_hot")([1.5, 0.2]).tolist() == [[0, 0, 1], [0, 1, 0]]
    assert layers.Discretization([0.0, 1.5], output_mode="multi_hot")([1.5, 0.2]).tolist() == [0, 1, 1]
    assert layers.Discretization([0.0, 1.5])(np.float32([[np.nan, np.inf, -np.inf]])).tolist() == [[2, 2, 0]]


def test_in_a_model_and_its_file(tmp_path):
    value = keras.Input((3,))
    model = keras.Model(value, layers.Dense(1)(layers.Flatten()(layers.Embedding(4, 2)(adapted()(value)))))
    model.compile("adam", "mse")
    x = np.random.default_rng(1).uniform(0, 9, (40, 3)).astype(np.float32)
    before = model.evaluate(x, x[:, :1], verbose=0)
    model.fit(x, x[:, :1], epochs=20, verbose=0)
    assert model.evaluate(x, x[:, :1], verbose=0) < before
    model.save(tmp_path / "m.keras")
    again = keras.models.load_model(tmp_path / "m.keras")
    assert again.layers[1].bin_boundaries == [2, 4, 5]
    np.testing.assert_array_equal(again.predict(x, verbose=0), model.predict(x, verbose=0))
    columns = keras.Sequential([keras.Input((3,)), adapted(output_mode="multi_hot"), layers.Dense(2)])
    assert columns.predict(x, verbose=0).shape == (40, 2) and columns.layers[-1].get_weights()[0].shape == (4, 2)


@pytest.mark.parametrize("call", [
    layers.Discretization, lambda: layers.Discretization([1.0, 0.0]), lambda: layers.Discretization([0.0], 3), lambda: layers.Discretization(num_bins=-1),
    lambda: layers.Discretization(num_bins=2.5), lambda: layers.Discretization(num_bins=2**60), lambda: layers.Discretization([None]), lambda: layers.Discretization(["a"]),
    lambda: layers.Discretization(7.0), lambda: layers.Discretization([np.nan]), lambda: layers.Discretization([1e300]), lambda: layers.Discretization([0.0], epsilon=0.0),
    lambda: layers.Discretization([0.0], output_mode="bins"), lambda: layers.Discretization([0.0], sparse=True), lambda: layers.Discretization([0.0], output_mode=None),
    lambda: layers.Discretization(num_bins=2)(NUMBERS), lambda: layers.Discretization([0.0]).adapt(NUMBERS), lambda: layers.Discretization(num_bins=2).adapt([]),
    lambda: layers.Discretization(num_bins=2).adapt([1.0, np.nan]), lambda: layers.Discretization(num_bins=2).adapt(None), lambda: layers.Discretization(num_bins=2).adapt(["a"]),
    lambda: layers.Discretization([0.0], output_mode="count")(np.zeros((2, 3, 4))), lambda: layers.Discretization([0.0])(None), lambda: layers.Discretization([0.0])(["a"]),
])
def test_refusals(call):
    with pytest.raises((ValueError, TypeError)):
        call()


def test_normalizations_that_keep_the_mean():
    x = np.float32([[1, 2, -3], [0.5, 4, 2]])
    np.testing.assert_allclose(layers.RMSNormalization()(x), [[0.46291, 0.92582, -1.38873], [0.19245008, 1.5396006, 0.7698003]], rtol=1e-6)
    np.testing.assert_allclose(layers.LayerNormalization(rms_scaling=True, epsilon=0.1)(x), [[0.4580286, 0.91605723, -1.3740859], [0.34055746, 2.7244596, 1.3622298]], rtol=1e-6)
    layer = layers.RMSNormalization(axis=[1, 2])
    layer.build((None, 4, 5))
    assert [each.shape for each in layer.weights] == [(4, 5)] and layer.weights[0].name == "scale" and layer.supports_masking is False
    for wrong in (0, 3, -3, [1, 1], [], "a", 1):  # as in Keras the scale lies on the last axes
        with pytest.raises((ValueError, TypeError)):
            layers.RMSNormalization(axis=wrong)(np.ones((2, 3, 4), np.float32))
