"""Layers that have weights before their Sequential is built keep them, and train from them: nothing is set back after a fit."""

import numpy as np
import pytest

import occam as keras

X, Y = np.ones((8, 4), "float32"), np.zeros((8, 4), "float32")


class Shifted(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.shift = self.add_weight(shape=(1,), initializer="ones")

    def call(self, x):
        return x + self.shift


def endless():
    while True:
        yield X, Y


@pytest.mark.parametrize("run, expected", [  # SGD(0.01) of the mean of (1 + shift)^2: shift - 0.01 * 2 (1 + shift), worked out by Keras 3.15.1 too
    (lambda model: model.fit(X, Y, verbose=0), 0.96), (lambda model: model.fit(X, Y, validation_data=(X, Y), verbose=0), 0.96), (lambda model: model.train_on_batch(X, Y), 0.96),
    (lambda model: model.fit(endless(), steps_per_epoch=2, verbose=0), 0.9208), (lambda model: model.evaluate(X, Y, verbose=0), 1), (lambda model: model.predict(X, verbose=0), 1),
    (lambda model: model.test_on_batch(X, Y), 1), (lambda model: model(X), 1)])
@pytest.mark.parametrize("extra", [(), (keras.layers.Flatten(),)])
def test_of_a_chain_without_an_input(run, expected, extra):
    model = keras.Sequential([*extra, Shifted()])
    model.compile(keras.optimizers.SGD(0.01), "mse")
    run(model)
    np.testing.assert_allclose(model.layers[-1].shift.numpy(), [expected], rtol=1e-6)
    np.testing.assert_allclose(model.get_weights()[0], [expected], rtol=1e-6)
    np.testing.assert_allclose(model.predict(X, verbose=0), 1 + np.full((8, 4), expected), rtol=1e-6)


def test_of_a_dense_layer_that_was_called():
    dense = keras.layers.Dense(4, kernel_initializer="ones")
    dense(X)
    model = keras.Sequential([dense, Shifted()])
    model.compile(keras.optimizers.SGD(0.01), "mse")
    model.fit(endless(), steps_per_epoch=1, verbose=0)
    # The loss is the mean of (4 + 1)^2: its gradient 10 / 4 of each number of a bias and of a kernel, 10 of the shift.
    np.testing.assert_allclose(dense.get_weights()[0], np.full((4, 4), 0.975), rtol=1e-6)
    np.testing.assert_allclose(dense.get_weights()[1], np.full(4, -0.025), rtol=1e-5)
    np.testing.assert_allclose(model.layers[1].shift.numpy(), [0.9], rtol=1e-6)


def test_weights_of_init_beside_those_of_build():
    """A layer that has made weights in __init__ makes more in `build`: in every kind of model it keeps the first."""
    class Scaled(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.factor = self.add_weight(shape=(3,), initializer="ones", name="factor")
            self.seen = keras.Variable(7, trainable=False, name="seen")  # `call` does not ask it
            self.inner = keras.layers.Dense(3)
            self.factor.assign([1.0, 2.0, 3.0])

        def build(self, input_shape):
            self.kernel = self.add_weight(shape=(input_shape[-1], 3), name="kernel")

        def call(self, x):
            return self.inner(x @ self.kernel) * self.factor

    x = np.random.default_rng(0).normal(size=(5, 4)).astype("float32")
    inputs = keras.Input((4,))
    for of in (lambda layer: keras.Sequential([keras.Input((4,)), layer]), lambda layer: keras.Sequential([layer]), lambda layer: keras.Model(inputs, layer(inputs))):
        layer = Scaled()
        model = of(layer)
        np.testing.assert_allclose(model(x), layer(x), rtol=1e-6)
        assert layer.factor.numpy().tolist() == [1, 2, 3] and int(layer.seen.numpy()) == 7 and len(layer.weights) == 5
        model.compile("sgd", "mse")
        model.fit(x, np.ones((5, 3)), epochs=2, verbose=0)
        assert layer.factor.numpy().tolist() != [1, 2, 3] and int(layer.seen.numpy()) == 7
