"""Metrics with a state written in Python, against those of the library that mean the same."""

import numpy as np
import pytest

import occam as keras
from occam import ops


class Errors(keras.metrics.Metric):
    """Mean absolute error, weighted."""

    def __init__(self, name="errors"):
        super().__init__(name=name)
        self.total = self.add_weight(name="total", initializer="zeros")
        self.count = self.add_variable(shape=(), name="count")

    def update_state(self, y_true, y_pred, sample_weight=None):
        errors = ops.mean(ops.abs(y_true - y_pred), axis=-1)
        weights = ops.ones_like(errors) if sample_weight is None else sample_weight
        self.total.assign_add(ops.sum(errors * weights))
        self.count.assign_add(ops.sum(weights))

    def result(self):
        return self.total / self.count


class Columns(keras.metrics.Metric):
    """The largest sum of a column: a state of several numbers, beginning at 1."""

    def __init__(self):
        super().__init__()
        self.sums = self.add_variable(shape=(2,), initializer="ones", name="sums")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.sums.assign_add(ops.sum(y_true, axis=0))

    def result(self):
        return ops.max(self.sums)


def data():
    rng = np.random.default_rng(1)
    return rng.normal(size=(50, 3)).astype(np.float32), rng.normal(size=(50, 2)).astype(np.float32)


def test_in_fit_and_evaluate():
    x, y = data()
    weights = np.linspace(0.5, 2, 50).astype(np.float32)
    model = keras.Sequential([keras.layers.Dense(2, input_shape=(3,))])
    model.compile("sgd", "mse", metrics=[Errors(), "mae", Columns()], weighted_metrics=[Errors("weighted"), keras.metrics.MeanAbsoluteError(name="mae_w")])
    history = model.fit(x, y, sample_weight=weights, validation_data=(x[:20], y[:20]), epochs=3, verbose=0).history
    np.testing.assert_allclose(history["errors"], history["mae"], rtol=1e-5)
    np.testing.assert_allclose(history["val_errors"], history["val_mae"], rtol=1e-5)
    np.testing.assert_allclose(history["weighted"], history["mae_w"], rtol=1e-5)
    np.testing.assert_allclose(history["columns"], y.sum(0).max() + 1, rtol=1e-4)
    found = model.evaluate(x, y, return_dict=True, verbose=0)
    assert np.isclose(found["errors"], np.abs(model.predict(x, verbose=0) - y).mean(), rtol=1e-5)


def test_on_arrays():
    metric = Errors()
    metric.update_state(np.array([[1.0], [2.0]]), np.array([[1.0], [4.0]]))
    assert metric.result() == 1 and len(metric.variables) == 2
    metric.update_state(np.array([[0.0]]), np.array([[1.0]]), sample_weight=np.array([2.0]))
    assert metric.result() == 1
    metric.reset_state()
    assert metric.total.numpy() == 0
    assert metric(np.array([[0.0]]), np.array([[3.0]])) == 3
    mean = keras.metrics.Mean()
    mean.update_state([1.0, 3.0])
    mean.update_state([8.0], sample_weight=[2.0])
    assert mean.result() == 5
    assert keras.metrics.Sum()([1.0, 3.0]) == 4


@pytest.mark.parametrize("update, words", [(lambda own, y: own.sums.assign(ops.sum(y, axis=0)), "assign_add"),
                                           (lambda own, y: own.sums.assign_add(ops.zeros_like(y)), "shape")])
def test_refusals(update, words):
    class Wrong(Columns):
        def update_state(self, y_true, y_pred, sample_weight=None):
            update(self, y_true)

    x, y = data()
    model = keras.Sequential([keras.layers.Dense(2)])
    model.compile("sgd", "mse", metrics=[Wrong()])
    with pytest.raises(ValueError, match=words):
        model.fit(x, y, verbose=0)


def test_variables_compute_in_float32():
    """2 tp / (2 tp + fp + 1e-7) of a metric of one's own is 1, as Keras's, not 0.9999999994 of float64."""
    metric = Errors()
    metric.update_state(np.zeros((4, 1)), np.full((4, 1), 2.0))
    total = metric.total
    for value in (2 * total, total + 1e-7, total / 3, -total, abs(total), total**2, total // 3, total % 3, 1 - total):
        assert value.dtype == np.float32
    assert float(2 * total / (2 * total + 1e-7)) == 1
    assert total > 7 and total <= 8 and bool(total) and int(total) == 8 and float(-total) == -8


def test_one_number_of_a_batch_is_a_mean_over_batches():
    # Oracle: as real Keras: batches of 32, 32, 32 and 4 count alike; a value a sample counts by samples.
    random = np.random.default_rng(0)
    x, y = random.normal(size=(100, 2)).astype("float32"), random.normal(size=(100, 1)).astype("float32") ** 3

    def batch_error(target, prediction):
        return keras.ops.sqrt(keras.ops.mean(keras.ops.square(target - prediction)))

    def error(target, prediction):
        return keras.ops.mean(keras.ops.abs(target - prediction), axis=-1)

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.0), "mse", metrics=[batch_error, error])
    expected = {"batch_error": 4.92507, "error": 2.92668}  # Keras 3.15.1's
    found = model.evaluate(x, y, verbose=0, return_dict=True)
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-5)
    history = model.fit(x, y, validation_data=(x, y), verbose=0, shuffle=False).history
    for prefix in ("", "val_"):
        assert {name: history[prefix + name][0] for name in expected} == pytest.approx(expected, rel=1e-5)
    residual = np.square(y - model.predict(x, verbose=0))
    assert found["batch_error"] == pytest.approx(np.mean([np.sqrt(np.mean(residual[first:first + 32])) for first in range(0, 100, 32)]), rel=1e-5)
