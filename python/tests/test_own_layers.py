"""Layers and models written in Python: what Keras's own tests of Layer ask for, in models, on arrays, frozen, misused."""

import copy
import gc
import weakref

import numpy as np
import pytest

import occam as keras
from occam import layers, ops


class Linear(layers.Layer):
    def __init__(self, units, regularizer=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.regularizer = units, regularizer

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), name="kernel", regularizer=self.regularizer)
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        return inputs @ self.w + self.b


def data(rows=40):
    x = np.random.default_rng(0).normal(size=(rows, 3)).astype(np.float32)
    return x, (x @ np.array([[1.0], [-2.0], [0.5]], np.float32) + 1)


def compiled(model, rate=0.1):
    model.compile(keras.optimizers.SGD(rate), "mse")
    return model


def test_it_is_called_on_arrays():
    layer = Linear(2)
    assert not layer.built and layer.weights == []
    y = layer(np.ones((4, 3)))
    assert layer.built and [each.path for each in layer.weights] == ["linear/kernel", "linear/bias"]
    np.testing.assert_allclose(y, np.ones((4, 3)) @ layer.w.numpy(), rtol=1e-6)
    layer.set_weights([np.ones((3, 2)), np.array([1.0, 2.0])])
    np.testing.assert_allclose(layer(np.ones((1, 3))), [[4, 5]])
    assert layer.compute_output_shape((None, 3)) == (None, 2)
    assert layer.count_params() == 8


def test_in_a_model_it_finds_least_squares():
    x, y = data()
    model = compiled(keras.Sequential([Linear(1)]))
    model.fit(x, y, epochs=200, batch_size=40, verbose=0)
    np.testing.assert_allclose(model.layers[0].w.numpy().ravel(), [1, -2, 0.5], atol=1e-4)
    np.testing.assert_allclose(model.layers[0](x), model.predict(x, verbose=0), atol=1e-6)


def test_given_weights_go_into_the_model_and_stay():
    layer = Linear(1)
    layer(np.ones((1, 3)))
    layer.set_weights([np.full((3, 1), 2.0), [3.0]])
    dense = layers.Dense(1)
    inputs = keras.Input((3,))
    model = keras.Model(inputs, layers.Add()([layer(inputs), dense(inputs)]))
    np.testing.assert_array_equal(model.layers[1].get_weights()[0], np.full((3, 1), 2.0))
    after = keras.Sequential([layer])
    np.testing.assert_allclose(after.predict(np.ones((1, 3)), verbose=0), [[9]])


def test_a_penalty_of_a_weight_and_of_an_activity():
    x, y = data()

    class Activity(layers.Layer):
        def call(self, inputs):
            self.add_loss(ops.mean(inputs))
            return inputs

    model = compiled(keras.Sequential([Linear(1, regularizer=keras.regularizers.L2(0.3)), Activity()]))
    model.build((None, 3))
    model.set_weights([np.full((3, 1), 2.0), [1.0]])
    predicted = x @ np.full((3, 1), 2.0) + 1
    expected = np.mean((predicted - y) ** 2) + 0.3 * 12 + predicted.mean()
    assert np.isclose(model.evaluate(x, y, batch_size=40, verbose=0), expected, rtol=1e-5)
    assert np.isclose(model.layers[0].losses[0], 0.3 * 12)
    activity = Activity()
    activity(np.array([[1.0, 3.0]]))
    assert np.isclose(activity.losses[0], 2)
    regularized = Linear(1, activity_regularizer=lambda h: 0.5 * ops.sum(h))
    regularized(np.ones((4, 3)))
    regularized.set_weights([np.ones((3, 1)), [0.0]])
    regularized(np.ones((4, 3)))
    assert np.isclose(regularized.losses[-1], 0.5 * 12 / 4)


def test_training_is_told_and_random_numbers_are_drawn_anew():
    class Noise(layers.Layer):
        def call(self, inputs, training=None):
            return inputs + keras.random.normal(ops.shape(inputs)) if training else inputs

    x = np.zeros((2000, 1), np.float32)
    model = compiled(keras.Sequential([Noise()]), rate=0)
    assert model.evaluate(x, x, verbose=0) == 0
    losses = model.fit(x, x, epochs=3, batch_size=2000, verbose=0).history["loss"]
    np.testing.assert_allclose(losses, 1, atol=0.15)
    assert len(set(losses)) == 3
    assert np.std(Noise()(x, training=True)) > 0.9


def test_a_statistic_is_assigned_in_training():
    class Mean(layers.Layer):
        def build(self, input_shape):
            self.mean = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False, name="centre")

        def call(self, inputs, training=False):
            if training:
                self.mean.assign(0.5 * self.mean + 0.5 * ops.mean(inputs, axis=0))
            return inputs - self.mean

    x, _ = data()
    model = compiled(keras.Sequential([Mean()]))
    model.fit(x, x, epochs=2, batch_size=40, verbose=0)
    np.testing.assert_allclose(model.layers[0].mean.numpy(), x.mean(0) * 0.75, rtol=1e-4, atol=1e-6)
    assert len(model.trainable_weights) == 0 and len(model.non_trainable_weights) == 1
    layer = Mean()
    layer(x, training=True)
    np.testing.assert_allclose(layer.mean, x.mean(0) * 0.5, rtol=1e-5, atol=1e-6)


def test_several_inputs_constants_and_slices():
    class Mix(layers.Layer):
        def call(self, inputs, scale=1.0):
            left, right = inputs
            return (left[:, 1:] * np.array([[10.0, 100.0]]) + right) * scale

    a, b = keras.Input((3,)), keras.Input((2,))
    model = keras.Model([a, b], Mix()([a, b], scale=2.0))
    x, z = np.arange(6.0).reshape(2, 3), np.ones((2, 2))
    expected = (x[:, 1:] * [[10, 100]] + 1) * 2
    np.testing.assert_allclose(model.predict([x, z], verbose=0), expected)
    np.testing.assert_allclose(Mix()([x, z], scale=2.0), expected)


class Perceptron(keras.Model):
    def __init__(self, units=4):
        super().__init__()
        self.hidden = [layers.Dense(units, activation="tanh"), layers.Dense(units)]
        self.last = layers.Dense(1)

    def call(self, inputs, training=False):
        for layer in self.hidden:
            inputs = layer(inputs)
        return self.last(inputs)


def test_a_model_written_in_python_is_the_chain_of_its_layers():
    x, y = data()
    keras.utils.set_random_seed(0)
    own, chain = Perceptron(), keras.Sequential([layers.Dense(4, activation="tanh"), layers.Dense(4), layers.Dense(1)])
    compiled(own), compiled(chain)
    own(x[:1])
    chain.build((None, 3))
    assert [each.path for each in own.weights][:2] == ["perceptron/dense/kernel", "perceptron/dense/bias"]
    own.set_weights(chain.get_weights())
    histories = [each.fit(x, y, epochs=3, shuffle=False, verbose=0).history["loss"] for each in (own, chain)]
    np.testing.assert_allclose(*histories, rtol=1e-6)
    np.testing.assert_allclose(own(x), chain.predict(x, verbose=0), rtol=1e-5)
    assert len(own.layers) == 3 and own.layers[2].name == "dense_2"
    np.testing.assert_array_equal(copy.deepcopy(own).predict(x, verbose=0), own.predict(x, verbose=0))
    inner = keras.Sequential([own, layers.Dense(2)])
    assert inner.predict(x, verbose=0).shape == (40, 2)


class Told(layers.Layer):
    def __init__(self, what):
        super().__init__()
        self.what = what

    def call(self, inputs):
        return inputs


def test_weights_are_saved_and_a_model_without_a_config_is_refused(tmp_path):
    x, y = data()
    model = compiled(keras.Sequential([Linear(2), layers.Dense(1)]))
    model.fit(x, y, verbose=0)
    with pytest.raises(ValueError, match="Told: a layer written in Python cannot be saved"):
        compiled(keras.Sequential([keras.Input((3,)), Told(object())])).save(tmp_path / "m.keras")
    model.save_weights(tmp_path / "w.npz")
    other = compiled(keras.Sequential([Linear(2), layers.Dense(1)]))
    other.build((None, 3))
    other.load_weights(tmp_path / "w.npz")
    np.testing.assert_array_equal(other.predict(x, verbose=0), model.predict(x, verbose=0))
    twin = copy.deepcopy(model)
    twin.fit(x, y, epochs=2, verbose=0)
    assert not np.array_equal(twin.layers[0].w.numpy(), model.layers[0].w.numpy())
    np.testing.assert_array_equal(model.layers[0].w.numpy(), model.get_weights()[0])


def test_configs():
    layer = Linear(3, name="mine")
    assert layer.get_config() == {"name": "mine", "trainable": True, "dtype": "float32", "units": 3}
    assert Linear.from_config(layer.get_config()).units == 3


def test_freezing_takes_effect_at_the_next_compile():
    x, y = data()
    model = compiled(keras.Sequential([layers.Dense(3), layers.BatchNormalization(), layers.Dense(1)]))
    model.fit(x, y, verbose=0)
    assert (len(model.trainable_weights), len(model.non_trainable_weights)) == (6, 2)
    model.layers[0].trainable = model.layers[1].trainable = False
    assert (len(model.trainable_weights), len(model.non_trainable_weights)) == (2, 6)
    before = model.get_weights()
    compiled(model)
    for old, new in zip(before, model.get_weights()):
        np.testing.assert_array_equal(old, new)
    # As Keras: the frozen BatchNormalization uses its statistics, so the loss of a step is that of evaluate.
    expected = model.evaluate(x, y, verbose=0)
    assert np.isclose(model.train_on_batch(x, y), expected, rtol=1e-5)
    changed = [not np.array_equal(old, new) for old, new in zip(before, model.get_weights())]
    assert changed == [False] * 6 + [True] * 2
    model.trainable = True
    compiled(model).fit(x, y, verbose=0)
    assert all(not np.array_equal(old, new) for old, new in zip(before, model.get_weights()))


def test_a_frozen_model_inside_another():
    x, y = data()
    base = keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(3, kernel_regularizer="l2")])
    base.build((None, 3))
    base.trainable = False
    model = compiled(keras.Sequential([base, layers.Dense(1)]))
    model.fit(x, y, verbose=0)
    for old, new in zip(base.get_weights(), model.get_weights()):
        np.testing.assert_array_equal(old, new)
    assert len(model.trainable_weights) == 2


@pytest.mark.parametrize("call, error, words", [
    (lambda x: keras.Sequential([layers.Layer()]).predict(x, verbose=0), NotImplementedError, "call"),
    (lambda x: keras.Sequential([Returns("text")]).predict(x, verbose=0), TypeError, "text"),
    (lambda x: keras.Sequential([Returns((1, 2))]).predict(x, verbose=0), ValueError, "batch as its first axis"),
    (lambda x: keras.Sequential([Returns(1.0)]).predict(x, verbose=0), ValueError, "batch as its first axis"),
    (lambda x: keras.Sequential([Calls(lambda own, x: layers.Dense(2)(x))]).predict(x, verbose=0), ValueError, "made in `call`"),
    (lambda x: keras.Sequential([Calls(lambda own, x: x[:, 7])]).predict(x, verbose=0), IndexError, "7"),
    (lambda x: keras.Sequential([Calls(lambda own, x: x[:, "a"])]).predict(x, verbose=0), TypeError, "integers and slices"),
    (lambda x: keras.Sequential([Calls(lambda own, x: own.add_weight((3,)))]).predict(x, verbose=0), ValueError, "add_weight"),
    (lambda x: keras.Sequential([NoInit()]), RuntimeError, "super"),
    (lambda x: Linear(2, dtype="float16"), ValueError, "float16"),
    (lambda x: Linear(2, name=3), ValueError, "name"),
])
def test_refusals(call, error, words):
    with pytest.raises(error, match=words):
        call(data()[0])


class Returns(layers.Layer):
    def __init__(self, result):
        super().__init__()
        self.result = result

    def call(self, inputs):
        return self.result


class Calls(layers.Layer):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def call(self, inputs):
        return self.function(self, inputs)


class NoInit(layers.Layer):
    def __init__(self):
        pass


def test_what_a_trace_leaves_behind_is_refused():
    kept = []
    model = keras.Sequential([Calls(lambda own, x: kept.append(x) or x * 1.0)])
    model.predict(data()[0], verbose=0)
    for use in (lambda: ops.exp(kept[0]), lambda: kept[0].shape, lambda: kept[0] + 1, lambda: layers.Dense(1)(kept[0])):
        with pytest.raises(ValueError):
            use()
    with pytest.raises(ValueError):
        keras.Sequential([Calls(lambda own, x: x + kept[0])]).predict(data()[0], verbose=0)


def test_layers_are_freed():
    layer = Linear(2)
    model = compiled(keras.Sequential([layer, layers.Dense(1)]))
    model.fit(*data(), verbose=0)
    gone = weakref.ref(layer)
    del layer, model
    gc.collect()
    assert gone() is None


def test_activations_and_penalties_of_the_library_inside():
    class Activated(Linear):
        def call(self, inputs):
            return keras.activations.get("mish")(super().call(inputs))

    x, y = data()
    own, chain = Activated(3, activity_regularizer="l2"), layers.Dense(3, activation="mish")
    left, right = keras.Sequential([own, layers.Dense(1)]), keras.Sequential([chain, layers.Dense(1)])
    compiled(left), compiled(right)
    left.build((None, 3)), right.build((None, 3))
    right.set_weights(left.get_weights())
    hidden = own(x)
    np.testing.assert_allclose(hidden, chain(x), rtol=1e-5, atol=1e-6)
    penalty = 0.01 * np.sum(np.square(hidden)) / len(x)
    assert np.isclose(left.evaluate(x, y, batch_size=40, verbose=0), right.evaluate(x, y, verbose=0) + penalty, rtol=1e-5)


def test_a_layer_may_ask_for_its_name_and_hold_a_number():
    class Scaled(layers.Layer):
        def build(self, input_shape):
            self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

        def call(self, inputs):
            assert self.name == "scaled" and self.weights
            return inputs * self.scale

    class Around(layers.Layer):
        def __init__(self):
            super().__init__()
            self.first, self.second = layers.Dense(2), Scaled(name="scaled")

        def call(self, inputs):
            return self.second(self.first(inputs))

    x, y = data()
    inputs = keras.Input((3,))
    around = Around()
    model = compiled(keras.Model(inputs, layers.Dense(1)(around(inputs))))
    model.fit(x, y, verbose=0)
    assert around.second.scale.shape == () and around.second.scale.numpy() != 1
    np.testing.assert_allclose(around(x), layers.Dense.__call__(around.first, x) * around.second.scale.numpy(), rtol=1e-5)


class BuildsItsParts(layers.Layer):
    def __init__(self):
        super().__init__()
        self.inner = layers.Dense(2)

    def build(self, input_shape):
        self.inner.build(input_shape)

    def call(self, inputs):
        return self.inner(inputs)


def test_parts_are_built_while_a_declared_model_is_compiled():
    x, y = data()
    layer = BuildsItsParts()
    model = compiled(keras.Sequential([keras.Input((3,)), layer, layers.Dense(1)]))
    model.fit(x, y, verbose=0)
    assert [each.path for each in layer.weights] == ["builds_its_parts/dense/kernel", "builds_its_parts/dense/bias"]
    np.testing.assert_allclose(layer(x), x @ layer.inner.kernel.numpy() + layer.inner.bias.numpy(), rtol=1e-4, atol=1e-6)
