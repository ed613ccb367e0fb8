"""An optimizer that a model is compiled with once more, several steps an execution, layers that adapt in a chain. Expected: Keras 3.15.1's numbers for the same programs."""

import numpy as np
import pytest

import occam as keras
from occam import layers

X = np.linspace(-1, 1, 24).reshape(12, 2).astype(np.float32)
Y = X @ np.array([[1.0], [2.0]], np.float32)


def model():
    made = keras.Sequential([keras.Input((2,)), layers.Dense(1)])
    made.set_weights([np.array([[0.5], [0.1]]), np.zeros(1)])
    return made


@pytest.mark.parametrize("optimizer, behind_mae, behind_mse", [
    (lambda: keras.optimizers.Adam(0.1), [1.21728, 0.82439], [1.41377, 1.02356]),
    (lambda: keras.optimizers.SGD(0.1, momentum=0.9), [2.68686, 2.31442], [2.0305, 1.67259])])
def test_the_same_optimizer_goes_on_with_its_memory(optimizer, behind_mae, behind_mse):
    made, optimizer = model(), optimizer()
    options = {"batch_size": 4, "verbose": 0, "shuffle": False}
    made.compile(optimizer, "mse")
    made.fit(X, Y, epochs=2, **options)
    made.compile(optimizer, "mae")
    assert int(optimizer.iterations) == 6
    made.fit(X, Y, **options)
    np.testing.assert_allclose(made.get_weights()[0].ravel(), behind_mae, atol=2e-5)
    made.compile(optimizer, "mse", metrics=["mae"])
    made.fit(X, Y, **options)
    assert int(optimizer.iterations) == 12
    np.testing.assert_allclose(made.get_weights()[0].ravel(), behind_mse, atol=2e-5)


@pytest.mark.parametrize("optimizer, expected", [
    (lambda: keras.optimizers.Adam(0.1), [[1.00548, -0.40751, 0.70586, -0.80578], [-0.0933, 0.06885], [1.11981, -0.9188], [-0.07945]]),
    (lambda: keras.optimizers.SGD(0.1, momentum=0.9), [[1.025, -0.20089, 0.66238, -0.57588], [-0.72012, 0.28755], [-2.02235, 0.75541], [-1.01147]])])
def test_the_same_optimizer_goes_on_where_fewer_layers_are_trained(optimizer, expected):
    made, optimizer = keras.Sequential([keras.Input((2,)), layers.Dense(2), layers.Dense(1)]), optimizer()
    made.set_weights([np.array([[0.5, 0.1], [0.2, -0.3]]), np.zeros(2), np.array([[0.4], [-0.2]]), np.zeros(1)])
    options = {"batch_size": 4, "verbose": 0, "shuffle": False}
    made.compile(optimizer, "mse")
    made.fit(X, Y, epochs=2, **options)
    made.layers[0].trainable = False
    made.compile(optimizer, "mse")
    assert int(optimizer.iterations) == 6
    made.fit(X, Y, **options)
    assert int(optimizer.iterations) == 9
    for weight, values in zip(made.get_weights(), expected):
        np.testing.assert_allclose(weight.ravel(), values, atol=2e-5)


def test_another_optimizer_begins_anew():
    made = model()
    made.compile(keras.optimizers.Adam(0.1), "mse")
    made.fit(X, Y, verbose=0)
    made.compile(keras.optimizers.Adam(0.1), "mse")
    assert int(made.optimizer.iterations) == 0


def test_a_rate_that_was_set_stays():
    made = model()
    made.compile(keras.optimizers.Adam(0.1), "mse")
    made.optimizer.learning_rate = 0.03125
    made.compile(made.optimizer, "mse")
    assert float(made.optimizer.learning_rate) == 0.03125


class Seen(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.seen = []

    def on_train_batch_begin(self, batch, logs=None):
        self.seen.append(("begin", batch))

    def on_train_batch_end(self, batch, logs=None):
        self.seen.append(("end", batch, round(logs["loss"], 4)))

    def on_test_batch_begin(self, batch, logs=None):
        self.seen.append(("test begin", batch))

    def on_test_batch_end(self, batch, logs=None):
        self.seen.append(("test end", batch))

    def on_predict_batch_begin(self, batch, logs=None):
        self.seen.append(("predict begin", batch))

    def on_predict_batch_end(self, batch, logs=None):
        self.seen.append(("predict end", batch))


@pytest.mark.parametrize("steps, trained, tested", [
    (3, [("begin", 0), ("end", 2, 1.9273), ("begin", 3), ("end", 5, 2.0798)], [0, 2, 3, 5]),
    (4, [("begin", 0), ("end", 3, 1.5136), ("begin", 4), ("end", 7, 2.0798)], [0, 3, 4, 7])])
def test_batches_are_told_once_an_execution(steps, trained, tested):
    made = model()
    made.compile(keras.optimizers.SGD(0.0), "mse", steps_per_execution=steps)

    def seen(run):
        callback = Seen()
        run(callback)
        return callback.seen

    assert seen(lambda each: made.fit(X, Y, batch_size=2, verbose=0, shuffle=False, callbacks=[each])) == trained
    validated = seen(lambda each: made.fit(X, Y, epochs=2, batch_size=2, verbose=0, shuffle=False, callbacks=[each], validation_data=(X[:4], Y[:4])))
    assert validated == [*trained, ("test begin", 0), ("test end", steps - 1)] * 2
    for kind, run in (("test", lambda each: made.evaluate(X, Y, batch_size=2, verbose=0, callbacks=[each])),
                      ("predict", lambda each: made.predict(X, batch_size=2, verbose=0, callbacks=[each]))):
        found = seen(run)
        assert [each[0] for each in found] == [f"{kind} begin", f"{kind} end"] * 2 and [each[1] for each in found] == tested


@pytest.mark.parametrize("compiled", [False, True])
def test_a_layer_adapts_in_a_chain(compiled):
    data, expected = np.arange(12.0).reshape(4, 3), [-4.0249224, -1.3416407, 1.3416407, 4.0249224]
    made = keras.Sequential([keras.Input((3,)), layers.Normalization(), layers.Dense(1, kernel_initializer="ones")])
    made.layers[0].adapt(data)
    if compiled:
        made.compile("sgd", "mse")
    np.testing.assert_allclose(made.predict(data, verbose=0).ravel(), expected, rtol=1e-5)
    made.set_weights([2 * np.ones((3, 1)), np.ones(1)])
    made.layers[0].adapt(10 * data)
    np.testing.assert_allclose(made.predict(10 * data, verbose=0).ravel(), 2 * np.array(expected) + 1, rtol=1e-5)
    if compiled:
        made.fit(data, data[:, 0], verbose=0)
