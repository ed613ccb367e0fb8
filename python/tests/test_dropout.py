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


def test_a_model_that_is_called_as_in_training_draws_anew():
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dropout(0.5)])
    ones = np.ones((4, 8), np.float32)
    draws = np.stack([np.asarray(model(ones, training=True)) for _ in range(20)])
    assert set(np.unique(draws)) == {0, 2}
    assert all((draws[0] != other).any() for other in draws[1:])


class MCDropout(keras.layers.Dropout):
    """Monte Carlo dropout, as programs write it."""

    def call(self, inputs, training=None):
        return super().call(inputs, training=True)


def chain(*inner):
    return keras.Sequential([keras.Input((8,)), *inner])


def functional(*inner):
    x = inputs = keras.Input((8,))
    for each in inner:
        x = each(x)
    return keras.Model(inputs, x)


def written(*inner):
    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner = list(inner)

        def call(self, x):
            for each in self.inner:
                x = each(x)
            return x
    model = Model()
    model.build((None, 8))
    return model


@pytest.mark.parametrize("made", [chain, functional, written])
def test_draws_of_each_prediction(made):
    """Each row of each batch of each call has a draw of its own: 0 or twice the 1 that comes in, as often."""
    model, ones = made(MCDropout(0.5)), np.ones((40, 8), np.float32)
    draws = np.stack([np.asarray(each) for each in (*(model.predict(ones, batch_size=10, verbose=0) for _ in range(8)), model(ones), model.predict_on_batch(ones))])
    assert set(np.unique(draws)) == {0, 2} and 0.45 < (draws == 0).mean() < 0.55
    assert len({row.tobytes() for row in draws.reshape(-1, 80)}) == draws.size // 80  # ten rows at once: no two are alike, nor two batches
    layer = model.layers[-1] if made is not written else model.inner[0]
    assert len({np.asarray(layer(ones)).tobytes() for _ in range(3)}) == 3


def test_draws_at_prediction_follow_the_seed_and_leave_training_alone():
    def trained(predicts):
        keras.utils.set_random_seed(3)
        model = chain(keras.layers.Dense(8), MCDropout(0.4), keras.layers.Dense(1))
        model.compile("sgd", "mse")
        x, found = np.random.RandomState(0).normal(size=(32, 8)), []
        for _ in range(2):
            model.fit(x, x[:, :1], batch_size=8, verbose=0)
            found += [model.predict(x, verbose=0) for _ in range(2 if predicts else 0)]
        return model.get_weights(), found

    weights, draws = trained(True)
    again, others = trained(True)
    for one, other in zip([*weights, *draws], [*again, *others]):
        np.testing.assert_array_equal(one, other)
    assert (draws[0] != draws[1]).any()
    for one, other in zip(weights, trained(False)[0]):
        np.testing.assert_array_equal(one, other)


def test_statistics_stay_at_prediction_where_a_layer_asks_for_training():
    class OfBatch(keras.layers.BatchNormalization):
        def call(self, x):
            return super().call(x, training=True)

    model = chain(OfBatch())
    x = np.random.RandomState(1).normal(3, 2, (50, 8)).astype("float32")
    before = model.get_weights()
    np.testing.assert_allclose(model.predict(x, batch_size=50, verbose=0), (x - x.mean(0)) / np.sqrt(x.var(0) + 1e-3), rtol=1e-4, atol=1e-4)
    for one, other in zip(before, model.get_weights()):
        np.testing.assert_array_equal(one, other)


def test_sizes_of_the_mask_are_checked():
    assert layers.Dropout(0.5, noise_shape=[None, 1]).noise_shape == (None, 1)
    for sizes in ((4, 0), (-1, 3)):
        with pytest.raises(ValueError, match="noise_shape"):
            layers.Dropout(0.5, noise_shape=sizes)
