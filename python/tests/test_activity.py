"""activity_regularizer and ActivityRegularization, BatchNormalization on another axis, AUC by label: what Keras's own tests assert."""

import numpy as np
import pytest

import occam as keras
from occam import layers, ops

X = np.random.RandomState(0).normal(size=(20, 3)).astype("float32")
Y = np.random.RandomState(1).normal(size=(20, 2)).astype("float32")


def data_loss(model, x=X, y=Y):
    return np.mean((model.predict(x, verbose=0) - y) ** 2)


@pytest.mark.parametrize("regularizer", ["l2", keras.regularizers.L2(0.01), lambda h: 0.01 * ops.sum(ops.square(h))])
def test_a_dense_layer_s_result_is_penalised(regularizer):
    model = keras.Sequential([layers.Input((3,)), layers.Dense(2, activity_regularizer=regularizer)])
    model.compile("sgd", "mse")
    h = model.predict(X, verbose=0)
    # As Keras: of a batch divided by its samples, and so the mean of batches of 10 is that of all.
    assert np.isclose(model.evaluate(X, Y, batch_size=10, verbose=0), data_loss(model) + 0.01 * np.sum(h**2) / 20, rtol=1e-5)


def test_a_step_goes_down_its_gradient():
    model = keras.Sequential([layers.Input((3,)), layers.Dense(2, use_bias=False, activity_regularizer=keras.regularizers.L2(0.3))])
    model.compile(keras.optimizers.SGD(0.1), "mse")
    kernel = model.get_weights()[0].astype("float64")
    h = X @ kernel
    gradient = X.T @ (2 * (h - Y) / h.size + 0.3 * 2 * h / 20)
    model.fit(X, Y, batch_size=20, verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], kernel - 0.1 * gradient, rtol=1e-5, atol=1e-6)


def test_the_layer_of_its_own_does_the_same():
    model = keras.Sequential([layers.Input((3,)), layers.Dense(2), layers.ActivityRegularization(l1=0.2, l2=0.1)])
    model.compile("sgd", "mse")
    h = model.predict(X, verbose=0)
    expected = data_loss(model) + (0.2 * np.abs(h).sum() + 0.1 * np.sum(h**2)) / 20
    assert np.isclose(model.evaluate(X, Y, batch_size=20, verbose=0), expected, rtol=1e-5)
    layer = layers.ActivityRegularization(l1=0.2, l2=0.1)
    np.testing.assert_array_equal(layer(X), X)
    assert len(layer.losses) == 1
    assert np.isclose(layer.losses[0], (0.2 * np.abs(X).sum() + 0.1 * np.sum(X**2)) / 20, rtol=1e-5)


def test_losses_of_a_call_are_those_of_the_last():
    layer = layers.Dense(2, activity_regularizer=keras.regularizers.L1(0.5), kernel_regularizer="l2")
    for _ in range(2):
        h = layer(X[:4])
    assert len(layer.losses) == 2
    assert np.isclose(layer.losses[0], 0.5 * np.abs(h).sum() / 4, rtol=1e-5)
    embedding = layers.Embedding(4, 3, activity_regularizer="l1")
    rows = embedding(np.array([[1, 3], [0, 2]]))
    assert np.isclose(embedding.losses[0], 0.01 * np.abs(rows).sum() / 2, rtol=1e-5)


def test_a_frozen_layer_s_result_is_still_penalised():
    layer = layers.Dense(2, activity_regularizer="l2", kernel_regularizer="l2")
    model = keras.Sequential([layers.Input((3,)), layer])
    layer.trainable = False
    model.compile("sgd", "mse")
    h = model.predict(X, verbose=0)
    assert np.isclose(model.evaluate(X, Y, batch_size=20, verbose=0), data_loss(model) + 0.01 * np.sum(h**2) / 20, rtol=1e-5)


def test_files_and_configs_have_it(tmp_path):
    layer = layers.Dense(2, activity_regularizer=keras.regularizers.L1(0.25))
    assert layer.get_config()["activity_regularizer"]["config"] == {"l1": 0.25}
    assert layers.Dense.from_config(layer.get_config()).activity_regularizer == layer.activity_regularizer
    model = keras.Sequential([layers.Input((3,)), layer, layers.ActivityRegularization(l2=0.5)])
    model.compile("sgd", "mse")
    model.save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    assert read.layers[0].activity_regularizer == layer.activity_regularizer and read.layers[1].l2 == 0.5
    assert read.evaluate(X, Y, verbose=0) == model.evaluate(X, Y, verbose=0)


def test_a_proximal_one_is_refused():
    with pytest.raises(ValueError, match="activity_regularizer: L1 is proximal"):
        layers.Dense(2, activity_regularizer=keras.regularizers.L1(0.1, proximal=True))
    with pytest.raises(ValueError, match="l1"):
        layers.ActivityRegularization(l1=-0.1)


def test_a_frozen_batch_normalization_called_in_training_uses_its_statistics():
    layer = layers.BatchNormalization(epsilon=1e-7)
    layer.build((None, 4))
    layer.trainable = False
    x = np.random.RandomState(4).normal(5, 10, size=(30, 4)).astype("float32")
    np.testing.assert_allclose(layer(x, training=True), x, rtol=1e-6)
    layer.trainable = True
    np.testing.assert_allclose(np.std(layer(x, training=True), axis=0), 1, rtol=1e-5)


def test_what_weights_hang_on_stays():
    layer = layers.Dense(2, activation="relu", kernel_initializer="ones")
    layer.activation = None  # nothing has been computed with it
    np.testing.assert_array_equal(layer(-np.ones((1, 3))), [[-3, -3]])
    layer.activation = "relu"
    np.testing.assert_array_equal(layer(-np.ones((1, 3))), [[0, 0]])
    with pytest.raises(AttributeError, match="Dense: units cannot be changed"):
        layer.units = 5
    layer.trainable = False
    layer.note = "mine"


@pytest.mark.parametrize("axis", [1, -2])
def test_batch_normalization_of_channels_before_places(axis):
    x = np.random.RandomState(2).normal(2, 3, size=(5, 4, 6)).astype("float32")
    layer = layers.BatchNormalization(axis=axis, momentum=0.8)
    y = np.asarray(layer(x, training=True))
    mean, variance = x.mean((0, 2), keepdims=True), x.var((0, 2), keepdims=True)
    np.testing.assert_allclose(y, (x - mean) / np.sqrt(variance + 1e-3), rtol=1e-4, atol=1e-5)
    assert [each.shape for each in layer.weights] == [(4,)] * 4
    model = keras.Sequential([layers.Input((4, 6)), layers.BatchNormalization(axis=axis, momentum=0.8)])
    model.compile(keras.optimizers.SGD(0.0), "mse")
    model.fit(x, x, batch_size=5, verbose=0)
    np.testing.assert_allclose(model.get_weights()[2], 0.2 * mean.ravel(), rtol=1e-5)
    np.testing.assert_allclose(model.get_weights()[3], 0.8 + 0.2 * variance.ravel(), rtol=1e-5)


def test_auc_by_label_is_the_mean_of_the_labels():
    from sklearn.metrics import roc_auc_score
    random = np.random.RandomState(3)
    target = random.randint(0, 2, size=(200, 3))
    # On thresholds' midpoints there is no difference to the exact curve.
    prediction = (random.randint(0, 199, size=(200, 3)) + 0.5) / 199
    by_label = keras.metrics.AUC(multi_label=True, num_labels=3)
    for rows in (slice(0, 80), slice(80, 200)):
        by_label.update_state(target[rows], prediction[rows])
    assert np.isclose(by_label.result(), roc_auc_score(target, prediction, average="macro"), atol=1e-6)
    pooled = keras.metrics.AUC()
    pooled.update_state(target, prediction)
    assert np.isclose(pooled.result(), roc_auc_score(target, prediction, average="micro"), atol=1e-6)
    assert keras.metrics.AUC.from_config(by_label.get_config()).multi_label
