"""Losses and metrics of the library inside functions, losses, metrics and layers of one's own; the numbers are those of Keras 3.15.1."""

import numpy as np
import pytest

import occam as keras

DRAWN = np.random.default_rng(0)
X = DRAWN.normal(size=(16, 4)).astype("float32")
LABELS = DRAWN.integers(0, 2, (16, 1)).astype("float32")
CLASSES = DRAWN.integers(0, 3, (16,))
ONE_HOT = np.eye(3)[CLASSES].astype("float32")
NUMBERS = DRAWN.normal(size=(16, 1)).astype("float32")


def fitted(outputs, activation, y, loss, metrics=None):
    kernel = 0.1 * np.arange(4 * outputs).reshape(4, outputs) / outputs - 0.1
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(outputs, activation=activation, kernel_initializer=keras.initializers.Constant(kernel))])
    model.compile(keras.optimizers.SGD(0.1), loss, metrics=metrics)
    return model.fit(X, y, epochs=2, batch_size=8, shuffle=False, verbose=0).history


class Doubled(keras.losses.Loss):
    def __init__(self):
        super().__init__(name="doubled")
        self.inner = keras.losses.MeanSquaredError(reduction="none")

    def call(self, y_true, y_pred):
        return 2.0 * self.inner(y_true, y_pred)


@pytest.mark.parametrize("outputs, activation, y, loss, expected", [
    (1, None, NUMBERS, lambda y, p: keras.losses.mean_squared_error(y, p) + 0.5 * keras.losses.mean_absolute_error(y, p), [1.23522, 1.12518]),
    (1, None, NUMBERS, lambda y, p: keras.losses.Huber(delta=0.3)(y, p) + keras.losses.Huber(delta=2.0)(y, p), [0.60847, 0.5734]),
    (1, None, NUMBERS, Doubled(), [1.75629, 1.51366]),
    (1, "sigmoid", LABELS, lambda y, p: keras.losses.binary_crossentropy(y, p, label_smoothing=0.1), [0.74905, 0.72636]),
    (1, None, LABELS, lambda y, p: keras.losses.binary_crossentropy(y, p, from_logits=True), [0.75401, 0.72691]),
    (1, "sigmoid", LABELS, lambda y, p: keras.ops.mean(keras.losses.binary_focal_crossentropy(y, p, apply_class_balancing=True, gamma=1.5)), [0.13258, 0.12587]),
    (3, "softmax", CLASSES, lambda y, p: keras.losses.sparse_categorical_crossentropy(y, p), [1.09673, 1.06186]),
    (3, None, CLASSES[:, None], lambda y, p: keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, p), [1.09673, 1.06186]),
    (3, "softmax", ONE_HOT, lambda y, p: keras.losses.categorical_crossentropy(y, p) + keras.losses.kl_divergence(y, p), [2.18941, 2.06331])])
def test_in_losses(outputs, activation, y, loss, expected):
    np.testing.assert_allclose(fitted(outputs, activation, y, loss)["loss"], expected, atol=2e-5)


def test_in_metrics():
    watched = [lambda y, p: keras.metrics.categorical_accuracy(y, p), keras.metrics.MeanMetricWrapper(keras.losses.kl_divergence, name="divergence"), "kl_divergence"]
    found = fitted(3, "softmax", ONE_HOT, "categorical_crossentropy", watched)
    assert found["lambda"] == [0.25, 0.5625] and found["divergence"] == found["kl_divergence"]  # a function's log has Keras's name

    def nearOne(y, p):
        return keras.metrics.binary_accuracy(y, p, threshold=0.55)

    assert fitted(1, "sigmoid", LABELS, "mse", [nearOne])["near_one"] == [0.25, 0.25]


def test_class_numbers_are_told_as_they_are():
    shapes = []

    def same(y, p):
        shapes.append(y.shape[1:])
        return keras.metrics.sparse_categorical_accuracy(y, p)

    for y in (CLASSES, CLASSES[:, None]):
        found = fitted(3, "softmax", y, "sparse_categorical_crossentropy", [same, "accuracy"])
        assert found["same"] == found["accuracy"]
    assert set(shapes) == {(), (1,)}


def test_in_layers():
    class Coder(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(4, activation="sigmoid", kernel_initializer="ones")

        def call(self, inputs):
            coded = self.dense(inputs)
            self.add_loss(keras.ops.mean(keras.losses.binary_crossentropy(keras.ops.sigmoid(inputs), coded)))
            self.add_loss(Doubled()(inputs, coded))
            return coded

    model = keras.Sequential([keras.Input((4,)), Coder()])
    model.compile("sgd", "mse")
    np.testing.assert_allclose(model.fit(X, X, epochs=2, shuffle=False, verbose=0).history["loss"], [3.511451, 3.508737], rtol=1e-6)


def test_reductions_of_symbols():
    y, p, weights = DRAWN.normal(size=(3, 4)).astype("float32"), DRAWN.normal(size=(3, 4)).astype("float32"), np.array([0.5, 2, 1], "float32")
    squares = np.square(y - p).mean(-1)
    for reduction, expected in (("sum", (squares * weights).sum()), ("sum_over_batch_size", (squares * weights).mean()), ("mean_with_sample_weight", squares @ weights / 3.5)):
        model = keras.Sequential([keras.Input((4,)), keras.layers.Activation("linear")])

        def reduced(y_true, y_pred):
            own = keras.ops.sum(0 * y_true, axis=-1) + keras.ops.sum(y_true[:, :1] * 0, axis=-1)
            factors = [0.5, 2.0, 1.0]
            for row, factor in enumerate(factors):
                own = own + factor * keras.ops.one_hot(keras.ops.sum(0 * y_true[:1], axis=-1) + row, 3)[0]
            return keras.losses.MeanSquaredError(reduction=reduction)(y_true, y_pred, sample_weight=own)

        model.compile("sgd", reduced)
        np.testing.assert_allclose(model.evaluate(p, y, batch_size=3, verbose=0), expected, rtol=1e-5)
