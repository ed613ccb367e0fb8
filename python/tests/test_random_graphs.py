"""Random programs of operations that change shapes on the way: compiled, with their gradients, they give what NumPy gives step by step."""

import random

import numpy as np
import pytest

import occam as tf
from occam import ops

SHAPES = [(4, 9), (6, 6), (9, 4), (36,), (2, 18), (3, 3, 4)]
ONE = [ops.tanh, ops.square, ops.abs, ops.relu, ops.sigmoid, lambda value: value * 0.5 + 1]
TWO = [ops.add, ops.multiply, ops.subtract, ops.maximum]


def program(rng, *given):
    """The sum of the last values of a program, as 36 numbers."""
    values = list(given)
    for _ in range(rng.randint(3, 14)):
        kind, value = rng.random(), rng.choice(values)
        if kind < 0.3:
            made = ops.reshape(value, rng.choice(SHAPES))
        elif kind < 0.55:
            made = rng.choice(ONE)(value)
        elif kind < 0.85:
            made = rng.choice(TWO)(value, ops.reshape(rng.choice(values), tuple(value.shape))) * 0.5
        elif kind < 0.93:
            made = value - ops.mean(value, axis=rng.randrange(len(value.shape)), keepdims=True)
        else:
            made = ops.softmax(value, axis=-1)
        values.append(made)
    last = [ops.reshape(each, (36,)) for each in values[-4:]]
    return sum(last[1:], last[0])


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_compiled_as_step_by_step(first):
    for seed in range(first, first + 100):
        draw = np.random.RandomState(seed)
        x, y = draw.normal(size=(4, 9)).astype("float32"), draw.normal(size=(6, 6)).astype("float32")
        wanted = np.asarray(program(random.Random(seed), tf.constant(x), tf.constant(y)))
        variables = [tf.Variable(x), tf.Variable(y)]
        with tf.GradientTape() as tape:
            found = program(random.Random(seed), *(ops.add(each, 0.0) for each in variables))
            loss = ops.sum(found)
        gradients = tape.gradient(loss, variables)
        np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-4 * max(1, np.abs(wanted).max()), err_msg=str(seed))
        assert all(each is None or np.isfinite(each).all() for each in gradients), seed


def test_a_value_beside_what_is_made_of_it_in_another_shape():
    """The shortest program that could not be compiled: both wait for each other."""
    class Block(tf.keras.layers.Layer):
        def call(self, x):
            a = ops.tanh(x)
            return a + ops.reshape(ops.exp(ops.reshape(a, (-1, 3, 2))), (-1, 6))

    x = np.random.RandomState(0).normal(size=(5, 6)).astype("float32")
    model = tf.keras.Sequential([tf.keras.Input((6,)), Block()])
    np.testing.assert_allclose(model.predict(x, verbose=0), np.tanh(x) + np.exp(np.tanh(x)), rtol=1e-5)
    model.compile("sgd", "mse")
    assert model.evaluate(x, x, verbose=0) == pytest.approx(np.mean((np.tanh(x) + np.exp(np.tanh(x)) - x) ** 2), rel=1e-5)
