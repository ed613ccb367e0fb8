"""GradientTape against the values that TensorFlow gives, in step_values.json, and whole histories of use."""

import copy
import gc
import json
import pickle
import weakref
from pathlib import Path

import numpy as np
import pytest
from step_cases import GRADIENTS, X, functional, plain

import occam as tf
from occam import keras

VALUES = json.loads(Path(__file__).with_name("step_values.json").read_text())["values"]


def same(found, wanted, where=""):
    """Numbers in structures, None where None is."""
    if isinstance(wanted, dict):
        assert set(found) == set(wanted), where
        for name in wanted:
            same(found[name], wanted[name], f"{where}/{name}")
    elif isinstance(wanted, list) and any(isinstance(each, list) or each is None for each in wanted):
        assert len(found) == len(wanted), where
        for place, (one, other) in enumerate(zip(found, wanted)):
            same(one, other, f"{where}/{place}")
    elif wanted is None:
        assert found is None, where
    else:
        np.testing.assert_allclose(found, wanted, rtol=3e-4, atol=2e-5, err_msg=where)


@pytest.mark.parametrize("case", GRADIENTS, ids=lambda case: case.__name__)
def test_values(case):
    same(plain(case(tf, keras)), VALUES[case.__name__])


def test_of_a_model_by_finite_differences():
    """Through masks, Dropout(0), an Embedding and a LayerNormalization."""
    keras.utils.set_random_seed(4)
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Embedding(5, 4, mask_zero=True), keras.layers.GlobalAveragePooling1D(), keras.layers.LayerNormalization(),
                              keras.layers.Dense(2, activation="tanh")])
    model.set_weights([np.random.default_rng(3).normal(size=weight.shape) for weight in model.get_weights()])
    places = np.array([[1, 2, 0], [3, 3, 4]])

    def loss():
        return tf.reduce_sum(model(places) ** 2 * np.array([[1.0, 2.0], [3.0, -1.0]], np.float32))

    with tf.GradientTape() as tape:
        value = loss()
    gradients = tape.gradient(value, model.trainable_weights)
    for weight, gradient in zip(model.trainable_weights, gradients):
        start = weight.numpy()
        for at in list(np.ndindex(*weight.shape))[:6]:
            ends = []
            for step in (1e-2, -1e-2):
                moved = start.copy()
                moved[at] += step
                weight.assign(moved)
                ends.append(float(loss()))
            weight.assign(start)
            slope = (ends[0] - ends[1]) / 2e-2
            assert abs(slope - gradient.numpy()[at]) < 5e-3 * max(1, abs(slope)), weight.path


def test_values_are_read_as_arrays():
    with tf.GradientTape() as tape:
        value = tf.Variable(2.0) * 3
        assert float(value) == 6 and value.shape == () and value.dtype == "float32" and bool(value > 5)
        larger = value * 2 if value > 5 else value
    assert str(value) == "tf.Tensor(6.0, shape=(), dtype=float32)" and f"{larger:.2f}" == "12.00"
    assert (1 + larger).numpy() == 13 and (larger / 2).numpy() == 6 and (-larger).numpy() == -12 and bool(larger == 12)
    assert np.mean([larger, value]) == 9 and tf.reduce_mean([larger, value]).numpy() == 9
    assert pickle.loads(pickle.dumps(larger)).numpy() == 12 and copy.deepcopy(larger).numpy() == 12
    assert isinstance(larger + 1, tf.Tensor)
    del tape


def test_a_target_that_is_a_source():
    variable, other = tf.Variable([1.0, 2.0]), tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        result = variable
        total = tf.reduce_sum(variable * other)
    by_itself, none = tape.gradient(result, [variable, other])
    assert by_itself.numpy().tolist() == [1, 1] and none is None
    assert tape.gradient([total, result], variable).numpy().tolist() == [3, 3]


def test_what_is_not_recorded():
    variable = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        square = variable**2
        with tape.stop_recording():
            constant = square + 1
        assert isinstance(constant, tf.Tensor) and float(constant) == 10
        total = square * constant
    assert float(tape.gradient(total, variable)) == 60 and tape.gradient(constant, variable) is None
    with pytest.raises(ValueError, match="stop_recording"):
        tape.stop_recording()


def test_a_tensor_is_a_plain_one_behind_the_tape():
    x = tf.constant([1.0, 2.0])
    with pytest.raises(KeyError), tf.GradientTape() as tape:
        tape.watch(x)
        raise KeyError
    assert type(x) is tf.Tensor and (x + 1).numpy().tolist() == [2, 3]
    for _ in range(2):
        with tf.GradientTape() as tape:
            tape.watch(x)
            total = tf.reduce_sum(x**2)
        assert tape.gradient(total, x).numpy().tolist() == [2, 4]


def test_an_error_inside_leaves_nothing_behind():
    model = functional(keras)
    for wrong in (lambda: model(X[:, :3]), lambda: keras.losses.MeanSquaredError()(X, model(X)[:3]), lambda: tf.matmul(model(X), model.trainable_weights[0]), lambda: keras.layers.Dense(2)(X[0, 0])):
        with pytest.raises(ValueError), tf.GradientTape():
            wrong()
        np.testing.assert_allclose(model(X), model.predict(X, verbose=0), rtol=1e-6)
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(model(X))
        assert all(each is not None for each in tape.gradient(loss, model.trainable_weights))


def test_draws_and_statistics_of_steps():
    """Another dropout each step; statistics move once a step, whether gradients are asked for or not; a frozen layer's stay."""
    dropping = keras.Sequential([keras.layers.Input((50,)), keras.layers.Dropout(0.5)])
    seen = set()
    for _ in range(3):
        with tf.GradientTape():
            seen.add(dropping(np.ones((1, 50), np.float32), training=True).numpy().tobytes())
    assert len(seen) == 3
    with tf.GradientTape():
        assert (dropping(np.ones((1, 50), np.float32)).numpy() == 1).all()

    model = keras.Sequential([keras.layers.Input((5,)), keras.layers.BatchNormalization(momentum=0.9), keras.layers.Dense(1)])
    norm, mean = model.layers[0], X.mean(0)
    for step in range(1, 4):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(model(X, training=True))
        if step == 2:
            tape.gradient(loss, model.trainable_weights)
        np.testing.assert_allclose(norm.moving_mean.numpy(), (1 - 0.9**step) * mean, rtol=1e-4, atol=1e-6)
    norm.trainable = False
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(X, training=True))
    assert len(tape.gradient(loss, model.trainable_weights)) == 2
    np.testing.assert_allclose(norm.moving_mean.numpy(), (1 - 0.9**3) * mean, rtol=1e-4, atol=1e-6)


def test_weights_have_the_values_of_the_call():
    """What is computed before a step is told of the weights before it, whenever it is asked for."""
    model = functional(keras)
    before = model.predict(X, verbose=0)
    with tf.GradientTape() as tape:
        first = model(X)
        second = tf.reduce_sum(first)
    model.set_weights([weight * 0 for weight in model.get_weights()])
    np.testing.assert_allclose(first.numpy(), before, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(float(second), before.sum(), rtol=1e-4)
    del tape


def test_a_step_between_fits():
    """The optimizer's memory of a loop is its own; fit goes on from the weights that the loop leaves."""
    model = functional(keras)
    model.compile("sgd", "mse")
    model.fit(X, X[:, :1], epochs=2, verbose=0)
    start = model.get_weights()
    optimizer = keras.optimizers.SGD(0.1)
    with tf.GradientTape() as tape:
        loss = keras.losses.MeanSquaredError()(X[:, :1], model(X, training=True))
    gradients = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(gradients, model.trainable_weights))
    for before, gradient, after in zip(start, gradients, model.get_weights()):
        np.testing.assert_allclose(after, before - 0.1 * gradient.numpy(), rtol=1e-5, atol=1e-6)
    losses = model.fit(X, X[:, :1], epochs=3, verbose=0).history["loss"]
    assert losses[-1] < losses[0]


def test_nothing_is_held_behind_a_step():
    model, kept, gone = functional(keras), [], []
    gc.disable()
    try:
        for _ in range(3):
            with tf.GradientTape() as tape:
                loss = tf.Variable(1.0) * tf.reduce_sum(model(X)) + sum(model.losses)
            tape.gradient(loss, model.trainable_weights)
            kept.append(loss)
            gone.append(weakref.ref(tape._recording))
        del tape
        assert [each() for each in gone] == [None] * 3
    finally:
        gc.enable()


def test_refusals():
    x, tape = tf.constant([1.0]), tf.GradientTape()
    for call in (lambda: tape.gradient(x, x), lambda: tape.watch(x), tape.reset):
        with pytest.raises(RuntimeError, match="GradientTape"):
            call()
    variable = tf.Variable(1.0)
    with tape:
        with pytest.raises(ValueError, match="ndarray.*not tf.Tensor"):
            tape.watch(np.ones(3))
        with pytest.raises(ValueError, match="re-enter"), tape:
            pass
        value = variable * 2
    with pytest.raises(ValueError, match="unconnected_gradients.*Received: 'some'"):
        tape.gradient(value, variable, unconnected_gradients="some")
    assert tape.gradient(value, variable).numpy() == 2
    with pytest.raises(RuntimeError, match="non-persistent"):
        tape.gradient(value, variable)
    with pytest.raises(ValueError, match="target.*Received: 'loss'"), tf.GradientTape(persistent=True) as other:
        other.gradient("loss", variable)
    assert [each.name for each in tape.watched_variables()] == ["variable"]


def test_layers_of_ones_own_in_a_functional_model():
    """With a variable that belongs to nobody, a constant, a draw and a loss of its own."""
    free = tf.Variable(3.0)

    class Mixed(keras.layers.Layer):
        def build(self, input_shape):
            self.w = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="w", regularizer=keras.regularizers.L2(0.5))

        def call(self, x, training=False):
            self.add_loss(tf.reduce_sum(self.w))
            noise = keras.random.normal((1, 5)) if training else 0.0
            return x * self.w * free + noise + np.arange(5, dtype=np.float32)

    inputs = keras.Input((5,))
    mixed = Mixed()
    model = keras.Model(inputs, mixed(inputs))
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(X)) + sum(model.losses)
    by_free, by_w = tape.gradient(loss, [free, mixed.w])
    np.testing.assert_allclose(float(loss), 3 * X.sum() + 40 * 10 + 5 + 2.5, rtol=1e-4)
    np.testing.assert_allclose(float(by_free), X.sum(), rtol=1e-4)
    np.testing.assert_allclose(by_w.numpy(), 3 * X.sum(0) + 1 + 1, rtol=1e-4)
    with tf.GradientTape() as tape:
        drawn = model(X, training=True)
    assert np.abs(drawn.numpy() - 3 * X - np.arange(5)).max() > 0.01
    assert tape.gradient(drawn, free) is not None
