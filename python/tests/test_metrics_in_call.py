"""Metrics that layers and models tell in `call`. Expected numbers: the same programs on Keras 3.15.1."""

import numpy as np
import pytest

import occam as keras
from occam import layers, metrics, ops

X = (np.arange(40, dtype=np.float32).reshape(20, 2) / 10)
Y = X[:, :1] * 2


class Inner(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seen, self.other = metrics.Mean(name="inner_mean"), metrics.Mean(name="a_mean")

    def call(self, x):
        self.seen.update_state(x)
        self.other.update_state(ops.abs(x))
        return x


class Outer(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.inner, self.added = Inner(), metrics.Sum(name="total")

    def call(self, x):
        x = self.inner(x)
        self.added.update_state(x)
        self.add_loss(0.1 * ops.mean(x * x))
        return x


def of_layers():
    given = keras.Input((2,))
    model = keras.Model(given, layers.Dense(1, kernel_initializer="ones")(Outer()(given)))
    model.compile(keras.optimizers.SGD(0.0), "mse", metrics=["mae"])
    return model


def test_history_and_validation_have_them_anew_in_each_epoch():
    history = of_layers().fit(X, Y, epochs=2, batch_size=8, verbose=0, shuffle=False, validation_split=0.2).history
    expected = {"a_mean": 1.55, "inner_mean": 1.55, "loss": 0.3355, "mae": 0.1, "total": 49.6,
                "val_a_mean": 3.55, "val_inner_mean": 3.55, "val_loss": 1.2755, "val_mae": 0.1, "val_total": 28.4}
    assert sorted(history) == sorted(expected)
    for name, value in expected.items():
        np.testing.assert_allclose(history[name], [value] * 2, rtol=2e-6)


def test_evaluate_lists_them_behind_those_of_compile():
    model = of_layers()
    np.testing.assert_allclose(model.evaluate(X, Y, verbose=0, batch_size=8), [0.5235, 0.1, 78, 1.95, 1.95, 1.95, 1.95], rtol=2e-6)
    assert sorted(model.evaluate(X, Y, verbose=0, return_dict=True)) == ["a_mean", "inner_mean", "loss", "mae", "total"]
    assert [each.name for each in model.metrics] == ["loss", "compile_metrics", "total", "inner_mean", "a_mean", "inner_mean", "a_mean"]
    assert [float(each.result()) for each in model.layers[1].metrics] == pytest.approx([78, 1.95, 1.95])


def test_batches_are_told_one_by_one():
    model = of_layers()
    assert model.train_on_batch(X[:4], Y[:4], return_dict=True)["total"] == pytest.approx(2.8)
    logs = model.train_on_batch(X[4:8], Y[4:8], return_dict=True)
    assert (logs["total"], logs["inner_mean"]) == pytest.approx((9.2, 1.15))
    model.reset_metrics()
    assert [float(each.result()) for each in model.layers[1].metrics] == [0, 0, 0]


class Coder(keras.Model):
    def __init__(self):
        super().__init__()
        self.code = layers.Dense(2)
        self.kl, self.hits = metrics.Mean(name="kl"), metrics.BinaryAccuracy(name="hits")

    def call(self, x):
        code = self.code(x)
        self.kl.update_state(ops.square(x))
        self.hits.update_state(ops.cast(x > 1, "float32"), x * 0.45)
        self.add_loss(ops.mean(ops.square(code - x)))
        return code


def test_a_model_without_targets_tells_its_own_and_the_engines():
    model = Coder()
    model.compile("adam")
    history = model.fit(X, epochs=2, batch_size=8, verbose=0).history
    assert sorted(history) == ["hits", "kl", "loss"]
    np.testing.assert_allclose(history["kl"], [5.135] * 2, rtol=2e-6)
    np.testing.assert_allclose(history["hits"], [0.975] * 2, rtol=2e-6)
    assert model.evaluate(X, verbose=0, batch_size=8)[1:] == pytest.approx([5.135, 0.975])
    assert [each.name for each in model.metrics] == ["loss", "kl", "hits"]
    assert [float(each.result()) for each in model.metrics[1:]] == pytest.approx([5.135, 0.975])


def test_a_layer_that_is_called_twice_adds_both_calls():
    class Twice(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner, self.out = Inner(), layers.Dense(1)

        def call(self, x):
            return self.out(self.inner(x) + self.inner(3 * x))

    model = Twice()
    model.compile("sgd", "mse")
    assert model.evaluate(X, Y, verbose=0, return_dict=True)["inner_mean"] == pytest.approx(3.9)  # the mean of x and of 3 x


def test_on_arrays_a_layer_adds_up_at_once():
    layer = Inner()
    layer(X[:3]), layer(X[3:5])
    assert float(layer.seen.result()) == pytest.approx(0.45)
    assert float(layer.seen.count) == 5  # samples, of two numbers each


def test_a_name_of_another_log_is_refused():
    class Named(layers.Layer):
        def __init__(self):
            super().__init__()
            self.mae = metrics.Mean(name="mae")

        def call(self, x):
            self.mae.update_state(x)
            return x

    model = keras.Sequential([keras.Input((2,)), Named(), layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    with pytest.raises(ValueError, match="'mae', as another log is"):
        model.evaluate(X, Y, verbose=0)


@pytest.mark.parametrize("values, weights, total, count", [
    (np.arange(6.0).reshape(3, 2), None, 7.5, 3), (np.arange(6.0).reshape(3, 2), [1, 2, 0.5], 7.75, 3.5), (np.arange(6.0).reshape(3, 2), [[1, 2], [0, 1], [3, 4]], 18.5, 5.5),
    (np.arange(4.0), [1, 0, 2, 1], 7, 4), (3.0, None, 3, 1), (np.arange(3.0), 2.0, 2, 2)])
def test_a_mean_counts_samples(values, weights, total, count):
    mean = metrics.Mean()
    mean.update_state(values, weights)
    assert (float(mean.total), float(mean.count)) == pytest.approx((total, count))
