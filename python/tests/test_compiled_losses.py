"""Reductions of losses in compile. Oracle: Keras 3.15.1 on TensorFlow, its numbers written here."""

import numpy as np
import pytest

import occam as keras

X = np.arange(20, dtype=np.float32).reshape(10, 2) / 10
Y = (np.arange(10) % 3)[:, np.newaxis].astype(np.float32)
LABELS = np.arange(10) % 3
WEIGHTS = np.arange(1, 11, dtype=np.float32) / 5
KERNEL = np.array([[1, 0, -1], [0, 0.5, 1]], np.float32)


def _classifier():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    model.set_weights([KERNEL, np.zeros(3, np.float32)])
    return model


@pytest.mark.parametrize("reduction, losses, evaluated, kernel, bias", [
    ("sum", [12.625670, 10.857016], 6.499555, [0.9010246, 0.8945985], -0.0642624),
    ("none", [4.5951338, 3.9566574], 2.1957326, [0.9010246, 0.8945985], -0.0642624),
    (None, [4.5951338, 3.9566574], 2.1957326, [0.9010246, 0.8945985], -0.0642624),
    ("mean", [4.7204881, 4.4385505], 2.5747416, [0.9575009, 0.9548683], -0.0263256),
    ("mean_with_sample_weight", [3.1741860, 3.0677776], 2.6985793, [0.9747856, 0.9731841], -0.0160157)])
def test_a_loss_is_reduced_as_it_says_with_weights_and_a_last_batch_of_less(reduction, losses, evaluated, kernel, bias):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.001), keras.losses.MeanSquaredError(reduction=reduction))
    history = model.fit(X, Y, sample_weight=WEIGHTS, batch_size=4, epochs=2, shuffle=False, verbose=0)
    np.testing.assert_allclose(history.history["loss"], losses, rtol=2e-6)
    assert np.isclose(model.evaluate(X, Y, batch_size=4, verbose=0), evaluated, rtol=2e-6)
    np.testing.assert_allclose(model.get_weights()[0].ravel(), kernel, rtol=2e-6)
    np.testing.assert_allclose(model.get_weights()[1], [bias], rtol=2e-5)


@pytest.mark.parametrize("reduction, losses", [("sum", [4.7183552, 4.7083740]), ("none", [1.2544683, 1.2522424])])
def test_weights_of_classes_go_with_a_reduction(reduction, losses):
    model = _classifier()
    model.compile(keras.optimizers.SGD(0.001), keras.losses.SparseCategoricalCrossentropy(reduction=reduction))
    history = model.fit(X, LABELS, class_weight={0: 1.0, 1: 2.0, 2: 0.5}, batch_size=4, epochs=2, shuffle=False, verbose=0)
    np.testing.assert_allclose(history.history["loss"], losses, rtol=2e-6)
    np.testing.assert_allclose(model.get_weights()[0], [[0.9968038, 0.0036709, -1.0004747], [-0.0034604, 0.5041522, 0.9993082]], rtol=1e-5, atol=1e-6)


def test_a_loss_that_says_itself_what_calling_it_gives():
    """Keras 3.15.1: loss 2.0, then 0.94 of the absolute difference."""
    class Higher(keras.losses.Loss):
        def __call__(self, y_true, y_pred, sample_weight=None):
            return keras.ops.mean(keras.ops.square(y_true - y_pred)) + 1.0

    x = np.ones((4, 2), np.float32)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile("sgd", Higher())
    assert model.fit(x, x[:, :1], epochs=1, verbose=0).history["loss"] == [2.0]
    assert float(Higher()(x, x)) == 1.0
    model.compile("sgd", "mae")
    assert model.evaluate(x, x[:, :1], verbose=0) == pytest.approx(0.94)


def test_a_loss_of_one_s_own_is_reduced_as_it_says():
    class Squares(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return keras.ops.mean(keras.ops.square(y_true - y_pred), axis=-1)

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.001), Squares(reduction="sum"))
    history = model.fit(X, Y, sample_weight=WEIGHTS, batch_size=4, epochs=2, shuffle=False, verbose=0)
    np.testing.assert_allclose(history.history["loss"], [12.625670, 10.857016], rtol=2e-6)


@pytest.mark.parametrize("reduction, losses, kernel, bias", [
    ("sum_over_batch_size", [0.1795893, 0.1734068], [1.0129112, 1.0071472], 0.0158586), ("sum", [0.5332854, 0.4840381], [1.0363482, 1.0194420], 0.0430124),
    ("none", [0.1569285, 0.1465852], [1.0363482, 1.0194420], 0.0430124), ("mean_with_sample_weight", [0.1795893, 0.1734068], [1.0129112, 1.0071472], 0.0158586)])
def test_what_a_mask_leaves_out_is_in_no_reduction(reduction, losses, kernel, bias):
    x = np.array([[[1, 2], [3, 4], [0, 0]], [[2, 1], [0, 0], [0, 0]], [[1, 1], [2, 2], [3, 1]]], np.float32) / 4
    y = np.array([[[1], [2], [0]], [[1], [0], [0]], [[0], [1], [2]]], np.float32)
    model = keras.Sequential([keras.Input((3, 2)), keras.layers.Masking(), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.01), keras.losses.MeanSquaredError(reduction=reduction))
    history = model.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0)
    np.testing.assert_allclose(history.history["loss"], losses, rtol=2e-6)
    np.testing.assert_allclose(model.get_weights()[0].ravel(), kernel, rtol=2e-6)
    np.testing.assert_allclose(model.get_weights()[1], [bias], rtol=2e-5)


@pytest.mark.parametrize("reduction, losses, first", [
    ("sum_over_batch_size", [1.2062677, 1.2034218], [0.9911528, 0.0049218, -0.9960745]), ("sum", [2.8801320, 2.8647270], [0.9810005, 0.0117981, -0.9927985]),
    ("none", [0.8842782, 0.8796196], [0.9810005, 0.0117981, -0.9927985]), ("mean_with_sample_weight", [1.1750642, 1.1715367], [0.9917241, 0.0023439, -0.9940680])])
def test_ignored_classes_are_in_no_reduction(reduction, losses, first):
    model = _classifier()
    model.compile(keras.optimizers.SGD(0.01), keras.losses.SparseCategoricalCrossentropy(ignore_class=-1, reduction=reduction))
    labels = np.array([0, 1, 2, 1, 0, -1, 2, -1, 1, 0])
    history = model.fit(X, labels, sample_weight=WEIGHTS, batch_size=4, epochs=2, shuffle=False, verbose=0)
    np.testing.assert_allclose(history.history["loss"], losses, rtol=2e-6)
    np.testing.assert_allclose(model.get_weights()[0][0], first, rtol=1e-5, atol=1e-6)


def own(y_true, y_pred):
    return keras.ops.mean(keras.ops.square(y_true - y_pred), axis=-1)


@pytest.mark.parametrize("loss", [lambda y_true, y_pred: own(y_true, y_pred), lambda y_true, y_pred: 2 * own(y_true, y_pred)])
@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_a_model_is_saved_without_a_loss_that_no_file_holds(tmp_path, loss, ending):
    x = np.random.default_rng(3).normal(size=(32, 3)).astype("float32")
    y = x[:, :1] - x[:, 1:2]
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
    model.compile("adam", loss)
    path = str(tmp_path / f"model.{ending}")
    with pytest.warns(UserWarning, match="the loss does not describe itself"):
        model.fit(x, y, epochs=2, verbose=0, callbacks=[keras.callbacks.ModelCheckpoint(str(tmp_path / f"checkpoint.{ending}"))])
    with pytest.warns(UserWarning, match="after loading, compile the model again"):
        model.save(path)
    loaded = keras.models.load_model(path)
    np.testing.assert_array_equal(loaded.predict(x, verbose=0), model.predict(x, verbose=0))
    with pytest.raises((ValueError, RuntimeError), match="compile"):
        loaded.fit(x, y, verbose=0)
    loaded.compile("adam", loss)
    loaded.fit(x, y, verbose=0)


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_a_loss_that_is_summed_is_in_a_file(tmp_path, ending):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.001), keras.losses.MeanSquaredError(reduction="sum"))
    model.save(tmp_path / f"model.{ending}")
    loaded = keras.models.load_model(tmp_path / f"model.{ending}")
    assert loaded.loss.reduction == "sum"
    assert loaded.fit(X, Y, batch_size=4, shuffle=False, verbose=0).history == model.fit(X, Y, batch_size=4, shuffle=False, verbose=0).history
