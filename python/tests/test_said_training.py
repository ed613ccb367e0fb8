"""Layers that a functional model calls with training=True. Expected: what Keras 3.15.1 gives for the same programs."""

import numpy as np

import occam as keras
from occam import layers

X = np.ones((5, 200), np.float32)


def shares_of_zeros(values):
    return [round(float((np.asarray(each) == 0).mean()), 1) for each in values]


def test_a_model_called_without_training_leaves_it_to_each_layer():
    inputs = keras.Input((200,))
    drawn = layers.Dropout(0.4)(layers.Dense(300, kernel_initializer="ones")(inputs), training=True)
    model = keras.Model(inputs, [drawn, layers.Dropout(0.3)(inputs), drawn * 2.0])
    first, plain, twice = model(X)
    assert shares_of_zeros([first, plain]) == [0.4, 0.0]
    np.testing.assert_allclose(np.unique(first), [0, 200 / 0.6], rtol=1e-6)
    np.testing.assert_array_equal(twice, np.asarray(first) * 2)
    assert (np.asarray(model(X)[0]) != np.asarray(first)).any()
    assert shares_of_zeros(model.predict(X, verbose=0)) == shares_of_zeros(model(X, training=False)) == [0.0, 0.0, 0.0]


def test_of_models_inside_and_of_inputs_by_name():
    inner_input, other = keras.Input((200,)), keras.Input((200,), name="q")
    inner = keras.Model(inner_input, layers.Dropout(0.3)(inner_input, training=True))
    mine = keras.Input((200,), name="p")
    model = keras.Model({"p": mine, "q": other}, {"s": inner(mine), "t": layers.Dropout(0.6)(other, training=True), "u": other * 1.0})
    found = model({"q": X * 2, "p": X})
    assert {name: shares_of_zeros([each])[0] for name, each in found.items()} == {"s": 0.3, "t": 0.6, "u": 0.0}
    np.testing.assert_allclose(np.unique(found["t"]), [0, 5], rtol=1e-6)


class Doubled(layers.Layer):
    def call(self, x, training=None):
        return x * (2.0 if training else 1.0)


def test_layers_written_in_python():
    inputs = keras.Input((200,))
    model = keras.Model(inputs, [Doubled()(inputs, training=True), Doubled()(inputs), Doubled()(inputs, training=False)])
    assert [float(each[0, 0]) for each in model(X)] == [2, 1, 1]
    assert [float(each[0, 0]) for each in model.predict(X, verbose=0)] == [1, 1, 1]
