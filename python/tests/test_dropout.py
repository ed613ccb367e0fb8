"""Dropout's noise_shape: what Keras's own tests ask of it, and that a file keeps it."""

import numpy as np
import pytest

import occam as keras
from occam import layers


def test_an_axis_of_size_one_has_one_draw():
    layer = layers.Dropout(0.5, noise_shape=(None, 1, 8), seed=3)
    y = np.asarray(layer(np.ones((20, 6, 8)), training=True))
    assert set(np.unique(y)) == {0.0, 2.0}
    np.testing.assert_array_equal(y, np.repeat(y[:, :1], 6, axis=1))
    assert 0.3 < np.mean(y == 0) < 0.7 and len({row.tobytes() for row in y[:, 0]}) > 10
    np.testing.assert_array_equal(layer(np.ones((20, 6, 8))), np.ones((20, 6, 8)))


def test_all_samples_may_share_a_draw_in_training():
    inputs = keras.Input((4,))
    model = keras.Model(inputs, layers.Dropout(0.5, noise_shape=(1, None))(inputs))
    model.compile("sgd", "mse")
    # Each output is 0 or twice the input for all samples alike: the loss is that of whole columns.
    losses = [model.train_on_batch(np.ones((16, 4)), np.zeros((16, 4))) for _ in range(20)]
    assert set(np.round(losses, 5)) <= {0.0, 1.0, 2.0, 3.0, 4.0} and len(set(losses)) > 1


def test_it_is_in_configs_and_files(tmp_path):
    layer = layers.Dropout(0.5, noise_shape=(None, 1))
    assert list(layer.get_config()["noise_shape"]) == [None, 1]
    assert list(layers.Dropout.from_config(layer.get_config()).noise_shape) == [None, 1]
    assert layers.Dropout(0.5).get_config()["noise_shape"] is None
    model = keras.Sequential([keras.Input((3,)), layer])
    model.save(tmp_path / "model.keras")
    assert list(keras.models.load_model(tmp_path / "model.keras").layers[0].noise_shape) == [None, 1]


@pytest.mark.parametrize("shape", [(2,), (None, 2), (None, 1, 1)])
def test_a_shape_that_does_not_fit_is_refused(shape):
    with pytest.raises(ValueError, match="noise_shape"):
        layers.Dropout(0.5, noise_shape=shape)(np.ones((4, 3)), training=True)


def test_draws_at_prediction_are_asked_of_the_call():
    """Monte Carlo dropout: a layer's own training=True is refused with what draws instead, a model called as in training."""
    class MCDropout(keras.layers.Dropout):
        def call(self, inputs, training=None):
            return super().call(inputs, training=True)

    with pytest.raises(ValueError, match=r"model\(x, training=True\)"):
        keras.Sequential([keras.Input((8,)), MCDropout(0.5)])
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dropout(0.5)])
    ones = np.ones((4, 8), np.float32)
    draws = np.stack([np.asarray(model(ones, training=True)) for _ in range(20)])
    assert set(np.unique(draws)) == {0, 2}
    assert all((draws[0] != other).any() for other in draws[1:])
